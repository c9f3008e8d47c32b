/* Finds words in a document that is one page: in the things with data-find, each of which has an ID and begins with a
   heading. All words must be there, in any order, each as the beginning of a word. The page is read on first use. */
(() => {
  "use strict";
  const root = document.querySelector("[data-finder]");
  if (!root) return;
  const input = root.querySelector("input"), status = root.querySelector("[data-status]"), hits = root.querySelector("[data-hits]");
  const MANY = 50, AHEAD = 40, LONG = 200; // hits; characters of context

  const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (s) => [...s.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)].map((m) => ({ from: m.index, to: m.index + m[0].length, term: fold(m[0]) }));
  const flat = (node) => node.textContent.replace(/\s+/g, " ").trim();

  let things;
  const read = () => things || (things = [...document.querySelectorAll("[data-find]")].map((e) => {
    const head = e.querySelector("h1, h2, h3, h4, h5, h6");
    // A thing within another is found by itself; what we say of one is not searched.
    const own = [...e.querySelectorAll("[data-source]")].filter((p) => p !== head && p.closest("[data-find]") === e);
    const text = own.map(flat).join(" ");
    return { id: e.id, title: flat(head), text, words: words(text), known: words(flat(head)) };
  }));

  const marked = (text, tokens, asked, from, to) => {
    const nodes = [];
    let at = from;
    for (const t of tokens) {
      if (t.from < from || t.to > to || !asked.some((a) => t.term.startsWith(a))) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(t.from, t.to);
      nodes.push(text.slice(at, t.from), mark);
      at = t.to;
    }
    return [...nodes, text.slice(at, to)];
  };
  const entry = (thing, asked) => {
    const item = document.createElement("li"), link = document.createElement("a"), p = document.createElement("p");
    link.href = "#" + thing.id;
    link.append(...marked(thing.title, thing.known, asked, 0, thing.title.length));
    const first = thing.words.find((t) => asked.some((a) => t.term.startsWith(a)));
    let from = first ? Math.max(0, first.from - AHEAD) : 0;
    if (from) from = thing.text.indexOf(" ", from) + 1;
    let to = Math.min(thing.text.length, from + LONG);
    if (to < thing.text.length) to = Math.max(thing.text.lastIndexOf(" ", to), first ? first.to : 0);
    p.className = "words second";
    p.append(from ? "… " : "", ...marked(thing.text, thing.words, asked, from, to), to < thing.text.length ? " …" : "");
    item.append(link, p);
    return item;
  };
  const run = () => {
    const asked = words(input.value).map((w) => w.term);
    if (!asked.length) {
      hits.replaceChildren();
      status.textContent = "";
      return;
    }
    const has = (list, a) => list.some((t) => t.term.startsWith(a));
    const found = read().filter((t) => asked.every((a) => has(t.words, a) || has(t.known, a)));
    hits.replaceChildren(...found.slice(0, MANY).map((t) => entry(t, asked)));
    status.textContent = !found.length ? "Nothing holds " + input.value.trim() + "."
      : found.length + (found.length === 1 ? " place" : " places") + (found.length > MANY ? ", the first " + MANY + " are shown" : "") + ".";
  };

  let wait;
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(run, 120); });
  const clear = () => { input.value = ""; input.focus(); run(); };
  const move = (from, by) => {
    const links = [...hits.querySelectorAll("a")], to = links[links.indexOf(from) + by];
    if (to) to.focus(); else if (by < 0) input.focus();
  };
  root.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (e.key === "Escape") { e.preventDefault(); clear(); }
    if (e.key === "Enter" && e.target === input) { e.preventDefault(); clearTimeout(wait); run(); move(null, 1); }
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by) { e.preventDefault(); move(document.activeElement, by); }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || document.activeElement === input) return;
    e.preventDefault();
    input.focus();
  });
  root.hidden = false;
})();
