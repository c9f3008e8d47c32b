// Where the reader wants no motion: finds what moves. Returns problems.
() => {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return ["motion is not reduced"];
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  const problems = document.getAnimations().map((a) => `moves: ${named(a.effect.target)}`);
  for (const e of document.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    if (style.scrollBehavior === "smooth") problems.push(`scrolls smoothly: ${named(e)}`);
    if (seconds(style.transitionDuration) > 0.01) problems.push(`changes over ${style.transitionDuration}: ${named(e)}`);
    if (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) problems.push(`moves: ${named(e)}`);
  }
  return problems;
}
