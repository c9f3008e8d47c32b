// Tells of the element that has the focus: its place among those that the Tab
// key must reach (-1: none of them), and what is wrong with how it is shown.
() => {
  const e = document.activeElement;
  if (!e || e === document.body) return { at: -1, none: true, name: "", problems: [] };
  const problems = [];
  const style = getComputedStyle(e);
  const drawn = style.outlineStyle !== "none" && (style.outlineStyle === "auto" || parseFloat(style.outlineWidth) >= 2);
  if (!drawn) {
    problems.push(`no outline (${style.outlineStyle}, ${style.outlineWidth})`);
  } else if (style.outlineStyle !== "auto") {
    const ratio = contrast(rgb(style.outlineColor), ground(e.parentElement));
    if (ratio < 3) problems.push(`an outline of contrast ${ratio.toFixed(1)}, want 3 or more`);
  }
  const seen = [...e.getClientRects()].some((r) => {
    const x = r.left + Math.min(r.width / 2, innerWidth), y = r.top + r.height / 2;
    const top = document.elementFromPoint(x, y);
    return top && (e.contains(top) || top.contains(e));
  });
  if (!seen) problems.push("is not in sight");
  const main = document.querySelector("main");
  const before = (x) => main && main.compareDocumentPosition(x) & Node.DOCUMENT_POSITION_PRECEDING;
  const inHead = !!before(e) && window.reachable.some((x) => !before(x));
  return { at: window.reachable.indexOf(e), none: false, name: named(e), inHead, inMain: !!e.closest("main"), href: e.getAttribute("href") || "", problems };
}
