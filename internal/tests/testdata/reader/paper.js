// Compares the page as it is laid out for print with the words that screen.js
// noted. What serves to find one's way, to act or to fetch files is for the
// screen alone; everything else in main is for both.
() => {
  const printed = textNodes(document.body);
  const isPrinted = new Set(printed);
  const problems = [];
  for (const n of window.onScreen) {
    const e = n.parentElement;
    if (e.closest("main") && !e.closest(forScreens) && !jumps(e) && !isPrinted.has(n)) problems.push(`not on paper: “${n.data.trim().slice(0, 80)}” of ${named(e)}`);
  }
  for (const n of printed) {
    if (n.parentElement.closest(forScreens)) problems.push(`on paper: “${n.data.trim().slice(0, 80)}” of ${named(n.parentElement)}`);
  }
  // For screen readers alone; not drawn.
  const drawn = (e) => !e || ((e.offsetWidth === undefined || e.offsetWidth > 1 || e.offsetHeight > 1) && drawn(e.parentElement));
  const words = (list) => list.filter((n) => drawn(n.parentElement)).map((n) => n.data);
  return {
    problems,
    texts: words(printed),
    rows: [...document.querySelectorAll("tbody tr")].filter((r) => shown(r) && r.offsetHeight < 500).map((r) => words(textNodes(r))),
    addresses: [...document.querySelectorAll("main a[href^=http]")].filter(shown).map((a) => a.href.split("#")[0]),
  };
}
