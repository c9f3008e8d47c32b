// Finds what sticks out of the page sideways, and words that are cut off.
// Returns problems.
() => {
  const problems = [];
  const page = document.scrollingElement;
  const scrolls = (e) => e && e !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  if (page.scrollWidth > page.clientWidth) {
    const out = [...document.querySelectorAll("body *")].filter((e) => {
      const { left, right, width } = e.getBoundingClientRect();
      return width > 0 && (right > page.clientWidth + 0.5 || left < -0.5) && !scrolls(e.parentElement);
    });
    problems.push(`the page is ${page.scrollWidth} px wide on a screen of ${page.clientWidth} px`, ...out.slice(-3).map((e) => `sticks out: ${named(e)}`));
  }
  for (const e of document.querySelectorAll("body *")) {
    const style = getComputedStyle(e);
    if (!/hidden|clip/.test(style.overflow) || !shown(e) || !textNodes(e).length) continue;
    const small = e.clientWidth <= 1 && e.clientHeight <= 1; // for screen readers alone
    if (!small && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) problems.push(`is cut off: ${named(e)}`);
  }
  return problems;
}
