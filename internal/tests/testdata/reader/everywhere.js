// Returns what a reader has of a page wherever it stands: its words, its links,
// its tables row by row, with all that is folded up unfolded. Under paper are,
// as it stands folded, words and links that a print has too.
() => {
  const words = () => textNodes(document.body);
  const links = () => [...document.querySelectorAll("a[href]")].filter(shown);
  const text = (list) => list.map((n) => n.data.trim().replace(/\s+/g, " "));
  const onPaper = (e) => e.closest("main") && !e.closest(forScreens) && !jumps(e);
  const loads = /stylesheet|icon|preload|prefetch|preconnect|manifest/;
  const paper = {
    words: text(words().filter((n) => onPaper(n.parentElement))),
    links: links().filter(onPaper).map((a) => a.href),
  };
  document.querySelectorAll("details").forEach((d) => (d.open = true));
  return {
    paper,
    words: text(words()),
    links: links().map((a) => a.href),
    tables: [...document.querySelectorAll("tr")].filter(shown).map((row) => text(textNodes(row)).join(" | ")),
    // Of files of the disk no browser keeps the list: what the page names stands in.
    asked: [
      ...performance.getEntriesByType("resource").map((e) => e.name),
      ...[...document.querySelectorAll("[src]")].map((e) => e.src),
      ...[...document.querySelectorAll("link")].filter((e) => loads.test(e.rel)).map((e) => e.href),
    ],
  };
}
