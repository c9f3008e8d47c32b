// Where the reader's colours are forced on the page: finds words, and shapes
// of pictures, that have the colour of their ground. Returns problems.
() => {
  if (!matchMedia("(forced-colors: active)").matches) return ["colours are not forced"];
  const problems = [];
  for (const n of textNodes(document.body)) {
    const e = n.parentElement;
    const style = getComputedStyle(e);
    const ratio = contrast(rgb(e.closest("svg") ? style.fill : style.color), ground(e));
    if (ratio < 4.5) problems.push(`words of contrast ${ratio.toFixed(1)}: ${named(e)}`);
  }
  for (const e of document.querySelectorAll("svg :is(rect, path, circle, ellipse, polygon, polyline, line)")) {
    const style = getComputedStyle(e);
    const inks = [style.fill, style.stroke].filter((c) => c !== "none" && !c.startsWith("url")).map(rgb).filter((c) => c[3] > 0);
    if (shown(e) && inks.length && inks.every((c) => contrast(c, ground(e)) < 1.5)) problems.push(`a shape that cannot be seen: ${named(e)}`);
  }
  return problems;
}
