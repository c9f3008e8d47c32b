/* Search without a server. The index is scripts of one call each, loaded by need: see the comment of package search,
   which also says what the files hold. Text of documents is only ever set as textContent. */
(() => {
  "use strict";
  const root = document.querySelector("[data-search]");
  if (!root || !Promise || !"".normalize) return;
  const input = root.querySelector("input");
  const status = document.querySelector("[data-status]");
  const output = document.querySelector("[data-results]");
  const many = "many" in root.dataset;
  const folder = root.dataset.search.replace(/[^/]*$/, "");
  const KINDS = [["commitment", "commitments"], ["pillar", "pillars"], ["document", "documents"], ["party", "parties"]];
  const SHOWN = [8, 3, 3, 3]; // results of each kind at first; with the budget this bounds what a query downloads

  /* Words: the same rules as Terms and Fold in package search. */
  const K = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]";
  const C = "[\\p{L}\\p{M}\\p{N}]", W = `(?:(?!${K})${C})`, L = `(?:(?!${K})\\p{L})`, N = `(?:(?!${K})\\p{N})`;
  const WORD = new RegExp(`(?=${C})${K}|${L}(?:\\.${L})+(?!${W})|(?:${W}*${N}[.,](?=${N}))*${W}+`, "gu");
  const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g;
  const SPELLINGS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ς: "σ" };
  const fold = (word) => {
    const keep = /\p{N}/u.test(word) ? /[^\p{L}\p{M}\p{N}.]/gu : /[^\p{L}\p{M}\p{N}]/gu;
    const s = word.normalize("NFKD").toLowerCase().replace(/[ßæœøđðþłħıς]/g, (c) => SPELLINGS[c])
      .replace(ACCENTS, "").replace(keep, "").normalize("NFC");
    return s.length > 32 ? [...s].slice(0, 32).join("") : s;
  };
  const words = (text) => [...text.matchAll(WORD)].map((m) => ({ term: fold(m[0]), from: m.index, to: m.index + m[0].length }))
    .filter((w) => w.term);

  /* Files. */
  const arrived = new Map(), loading = new Map();
  window.communiqueSearch = (key, data) => arrived.set(key, data);
  const load = (key) => {
    if (!loading.has(key)) {
      loading.set(key, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = folder + key + ".js";
        script.onerror = () => { loading.delete(key); failed(Error(key)); };
        script.onload = () => (arrived.has(key) ? done(arrived.get(key)) : script.onerror()); // a host may answer with a page of its own
        document.head.append(script);
      }));
    }
    return loading.get(key);
  };
  const numbers = (text) => {
    const list = [];
    for (let i = 0, sum = 0, by = 1; i < text.length; i++) {
      let v = text.charCodeAt(i);
      v -= v > 92 ? 36 : 35;
      sum += by * v;
      if (v < 64) { list.push(sum); sum = 0; by = 1; } else by *= 27;
    }
    return list;
  };
  const running = (list) => { let sum = 0; return list.map((n) => (sum += n)); };

  /* The directory. */
  let site, opening;
  const open = () => (opening ||= read().catch((e) => { opening = null; throw e; }));
  const read = async () => {
    const d = await load(root.dataset.search.slice(folder.length, -3));
    const start = [0, ...running(d.counts)], next = start.slice(), counts = numbers(d.files), files = [];
    for (let doc = 0, i = 0; i < counts.length; doc++) {
      for (let n = counts[i++], part = 0; part < n; part++, i += 4) {
        const file = { key: d.docs.substr(doc * 8, 8) + "-" + part, from: next.slice(0, 4) };
        file.to = file.from.map((from, k) => (next[k] = from + counts[i + k]));
        files.push(file);
      }
    }
    site = { ...d, start, files, total: start[4], follow: new Set(running(numbers(d.follow))), common: new Set(d.common.split(" ")),
      first: d.first.split(" "), lengths: numbers(d.lengths).map((n) => n * 64), tables: [], all: 0 };
    if (!d.names) site.all = await readAll();
  };
  const kindOf = (n) => site.start.findIndex((s) => n < s) - 1;
  const row = async (n) => {
    const k = kindOf(n), file = site.files.find((f) => f.from[k] <= n && n < f.to[k]);
    const [title, day, path, lang, rows] = await load(file.key);
    const r = rows.filter((r) => r[0] === k)[n - file.from[k]];
    return { kind: k, document: title, day, lang, number: r[1], title: r[2], path: path + r[3], text: r[4], where: r[5] };
  };

  /* The postings of a small site, made here: see collector.add in package search. */
  const readAll = async () => {
    const table = new Map();
    await Promise.all(site.files.map(async (file) => {
      const rows = (await load(file.key))[4], next = file.from.slice();
      for (const r of rows) {
        const n = next[r[0]]++, head = site.follow.has(n) ? [] : words(r[2]), body = words(r[4]);
        const within = head.every((w, i) => body[i] && body[i].term === w.term), offset = within ? 0 : head.length + 1;
        const size = body.length < 16 ? 0 : body.length < 40 ? 1 : body.length < 100 ? 2 : 3;
        const place = (w, at, title) => {
          if (!table.has(w.term)) table.set(w.term, []);
          const list = table.get(w.term);
          let p = list[list.length - 1];
          if (!p || p.n !== n) list.push(p = { n, size, title: false, at: [] });
          p.title = p.title || title;
          p.at.push(at);
        };
        if (!within) head.forEach((w, i) => place(w, i, true));
        body.forEach((w, i) => place(w, offset + i, within && i < head.length));
      }
    }));
    return table;
  };

  /* The postings of a large one, read from its files. */
  const table = async (i) => {
    if (!site.tables[i]) {
      const fields = (await load("t-" + site.names.substr(i * 8, 8))).split(" "), terms = new Map();
      for (let f = 0, term = ""; f < fields.length; f += 4) {
        term = term.slice(0, numbers(fields[f][0])[0]) + fields[f].slice(1);
        terms.set(term, fields.slice(f + 1, f + 4));
      }
      site.tables[i] = terms;
    }
    return site.tables[i];
  };
  const decode = ([ns, infos, places]) => {
    const info = numbers(infos), at = numbers(places);
    let p = 0;
    return running(numbers(ns)).map((n, i) => {
      const end = p + (info[i] >> 3) + 1, list = running(at.slice(p, end));
      p = end;
      return { n, size: (info[i] >> 1) & 3, title: !!(info[i] & 1), at: list };
    });
  };

  /* Which files of terms hold a word, and the words that begin with it: they stand in order. */
  const range = (term, prefix) => {
    let lo = 0, hi;
    while (lo + 1 < site.first.length && site.first[lo + 1] <= term) lo++;
    for (hi = lo; prefix && hi + 1 < site.first.length && site.first[hi + 1] <= term + "\uffff";) hi++;
    return [lo, hi];
  };
  /* A plan says for each word which files to read, within the budget: whole words ahead of beginnings, the rarest first.
     Of what begins with letters that very many words begin with, as much as fits is read. */
  const plan = (asked) => {
    const taken = new Set();
    let left = site.budget;
    const take = (lo, hi) => {
      let cost = 0;
      for (let i = lo; i <= hi; i++) if (!taken.has(i)) cost += site.lengths[i];
      if (cost > left) return false;
      left -= cost;
      for (let i = lo; i <= hi; i++) taken.add(i);
      return true;
    };
    for (const a of asked) {
      a.range = range(a.term, a.prefix);
      a.files = [a.range[0]];
      a.out = site.common.has(a.term);
    }
    const cost = (a) => site.lengths[a.range[0]];
    for (const a of asked.filter((a) => !a.out).sort((a, b) => cost(a) - cost(b))) a.out = !take(a.range[0], a.range[0]);
    for (const a of asked.filter((a) => a.prefix && !a.out).reverse()) {
      a.broad = !take(...a.range);
      for (let i = a.range[0] + 1; i <= a.range[1]; i++) if (!a.broad || take(i, i)) a.files.push(i);
    }
  };
  /* Every posting of a word and of what begins with it, with its weight. */
  const matches = async (a) => {
    const list = [], tables = [];
    if (site.all) tables.push(site.all);
    else for (const i of a.files) tables.push(await table(i));
    for (const terms of tables) {
      for (const [term, postings] of terms) {
        if (term !== a.term && !(a.prefix && term.startsWith(a.term))) continue;
        let decoded = postings;
        if (typeof postings[0] === "string") terms.set(term, decoded = decode(postings));
        const weight = Math.log(1 + site.total / decoded.length) * (term === a.term ? 1 : 0.5);
        for (const p of decoded) {
          const often = p.at.length;
          list.push({ n: p.n, at: p.at, score: weight * (p.title ? 2 : 1) * often / (often + 0.3 + 0.6 * p.size) });
        }
      }
    }
    return list;
  };

  /* What is asked: words, and phrases between quotation marks or joined by hyphens and the like. */
  const parse = (query) => {
    const units = [];
    for (const m of query.matchAll(/["“”„]([^"“”„]*)(["“”„]?)|[^\s"“”„]+/g)) {
      const found = words(m[1] === undefined ? m[0] : m[1]);
      if (!found.length) continue;
      units.push({ text: m[0], asked: found.map((w, i) => ({ term: w.term, back: i, out: false,
        broad: false, prefix: i === found.length - 1 && !m[2] && (w.term.length > 1 || w.term > "\u02ff") })) });
    }
    return units.slice(0, 12);
  };
  /* The hits of a unit: for each thing its score, and the entry in which the words stand. */
  const hits = async (unit) => {
    const known = unit.asked.filter((a) => !a.out), found = new Map();
    let places; // of the phrase so far, by entry
    for (const a of known) {
      const now = new Map();
      for (const m of await matches(a)) {
        const before = places && places.get(m.n);
        if (places && !before) continue;
        let at = known.length > 1 ? m.at.map((i) => i - a.back) : m.at;
        if (before) at = at.filter((i) => before.at.has(i));
        if (!at.length) continue;
        const same = now.get(m.n), score = (before ? before.score : 0) + m.score;
        if (!same) now.set(m.n, { at: new Set(at), score });
        else { at.forEach((i) => same.at.add(i)); same.score = Math.max(same.score, score); }
      }
      places = now;
    }
    for (const [n, { score }] of places) {
      let thing = n;
      while (site.follow.has(thing)) thing--;
      const same = found.get(thing);
      if (!same || same.score < score) found.set(thing, { score, entry: n });
    }
    return found;
  };
  const find = async (query) => {
    await open();
    const units = parse(query);
    if (!site.all) plan(units.flatMap((u) => u.asked));
    const used = units.filter((u) => u.asked.some((a) => !a.out)), sets = [];
    for (const u of used) sets.push(await hits(u));
    const result = { units, used, sets, groups: [], count: 0 };
    if (!sets.length) return result;
    const begun = used[used.length - 1].asked.some((a) => a.broad); // a last word that is being written need not be found
    const needed = begun && sets.length > 1 ? sets.slice(0, -1) : sets, list = [];
    for (const n of needed.reduce((a, b) => (a.size <= b.size ? a : b)).keys()) {
      if (needed.every((s) => s.has(n))) {
        const all = sets.map((s) => s.get(n)).filter(Boolean);
        const best = all.reduce((a, b) => (a.score >= b.score ? a : b));
        list.push({ n, entry: best.entry, score: all.reduce((sum, h) => sum + h.score, 0) });
      }
    }
    list.sort((a, b) => b.score - a.score || a.n - b.n);
    for (const hit of list) {
      const kind = kindOf(hit.n);
      let group = result.groups.find((g) => g.kind === kind);
      if (!group) result.groups.push(group = { kind, list: [] });
      group.list.push(hit);
    }
    result.count = list.length;
    return result;
  };

  /* Showing. */
  const make = (name, attributes, ...children) => {
    const e = Object.assign(document.createElement(name), attributes);
    e.append(...children.filter((c) => c !== "" && c !== null));
    return e;
  };
  const marked = (tokens, units) => {
    const hit = [];
    tokens.forEach((_, i) => {
      units.forEach((u, which) => {
        const all = u.asked.every((a, j) => {
          const t = tokens[i + j];
          return t && (t.term === a.term || a.prefix && t.term.startsWith(a.term));
        });
        if (all) u.asked.forEach((_, j) => { hit[i + j] = which + 1; });
      });
    });
    return hit;
  };
  /* The words of a text from one place to another, those that were asked for marked. */
  const shown = (text, tokens, hit, from, to) => {
    const nodes = [];
    let at = from < 1 ? 0 : tokens[from].from;
    for (let i = from; i < to; i++) {
      if (!hit[i]) continue;
      let j = i;
      while (j + 1 < to && hit[j + 1] === hit[i]) j++;
      nodes.push(text.slice(at, tokens[i].from), make("mark", {}, text.slice(tokens[i].from, tokens[j].to)));
      at = tokens[j].to;
      i = j;
    }
    return [...nodes, text.slice(at, to < tokens.length ? tokens[to - 1].to : undefined)];
  };
  const LONG = 36, AHEAD = 5; // words of context
  const context = (text, units) => {
    const tokens = words(text), hit = marked(tokens, units);
    let best = 0, most = 0;
    for (let i = 0; i < tokens.length; i++) {
      if (!hit[i]) continue;
      const n = new Set(hit.slice(i, i + LONG - AHEAD).filter(Boolean)).size;
      if (n > most) { most = n; best = i; }
    }
    let from = Math.max(0, Math.min(best - AHEAD, tokens.length - LONG));
    if (from < 4) from = 0;
    const to = Math.min(tokens.length, from + LONG);
    return [from ? "… " : "", ...shown(text, tokens, hit, from, to), to < tokens.length ? " …" : ""];
  };
  const entry = async (hit, units) => {
    const r = await row(hit.entry), tokens = words(r.title);
    const link = make("a", { href: r.path }, ...(r.number ? [make("span", { className: "number" }, r.number), " "] : []),
      ...shown(r.title, tokens, marked(tokens, units), 0, tokens.length));
    const where = [r.kind === 2 ? "" : r.where, r.kind === 2 || !many ? "" : r.document, many ? r.day : ""].filter(Boolean).join(" · ");
    return make("li", r.lang ? { lang: r.lang } : {}, link,
      r.text ? make("p", { className: "words second" }, ...context(r.text, units)) : "",
      where ? make("p", { className: "where" }, where) : "");
  };
  const counted = (n, kind) => n.toLocaleString("en") + " " + KINDS[kind][n === 1 ? 0 : 1];
  const section = async (group, units) => {
    const list = make("ol", { className: "results" });
    const name = KINDS[group.kind][1];
    const box = make("section", {}, make("h2", {}, name[0].toUpperCase() + name.slice(1) + " ",
      make("span", { className: "count" }, group.list.length.toLocaleString("en"))), list);
    const add = async (n) => {
      const from = list.children.length, items = await Promise.all(group.list.slice(from, from + n).map((h) => entry(h, units)));
      list.append(...items);
      return items[0];
    };
    await add(SHOWN[group.kind]);
    if (list.children.length < group.list.length) {
      const button = make("button", { type: "button", className: "more" }, "More " + name);
      button.onclick = async () => {
        const first = await add(10);
        first.querySelector("a").focus();
        if (list.children.length >= group.list.length) button.remove();
      };
      box.append(button);
    }
    return box;
  };
  const enumerate = (list) => list.map((w) => "“" + w + "”").join(", ");
  const notes = (result) => {
    const asked = result.units.flatMap((u) => (u.asked.length > 1 ? [] : u.asked)), out = asked.filter((a) => a.out).map((a) => a.term);
    const broad = asked.filter((a) => a.broad && !a.out).map((a) => a.term);
    return [out.length ? `Left out, as too many texts have it: ${enumerate(out)}.` : "",
      broad.length ? `Very many words begin with ${enumerate(broad)}: write more of it to find all.` : ""].filter(Boolean).join(" ");
  };
  /* What helps where nothing was found: how often each of several words stands alone. */
  const help = (result) => {
    const list = make("ul", { className: "rows" });
    if (result.used.length > 1) {
      result.used.forEach((u, i) => list.append(make("li", {}, result.sets[i].size
        ? make("a", { href: "#q=" + encodeURIComponent(u.text) }, u.text) : u.text, ` alone: ${result.sets[i].size || "nowhere"}`)));
    }
    list.append(make("li", {}, "Try fewer words, or only how a word begins; leave quotation marks away."));
    return list;
  };

  let turn = 0, wait;
  const run = async () => {
    const query = input.value.trim(), mine = ++turn;
    clearTimeout(wait);
    try { history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.href.replace(/#.*/, "") + "#q="); } catch { /* a frame may forbid it */ }
    if (!parse(query).length) {
      output.replaceChildren();
      status.textContent = "";
      return;
    }
    const late = setTimeout(() => { if (mine === turn) status.textContent = "Searching…"; }, 250);
    try {
      const result = await find(query);
      const boxes = [];
      for (const g of result.groups) boxes.push(await section(g, result.units));
      if (mine !== turn) return;
      output.replaceChildren(...(result.count ? boxes : [help(result)]));
      const found = result.groups.map((g) => counted(g.list.length, g.kind)).join(", ");
      status.textContent = (found || (result.used.length ? "Nothing holds " + query + "." : "")) + " " + notes(result);
    } catch {
      if (mine === turn) status.textContent = "The index could not be loaded. Try again, or use the lists below.";
    } finally {
      clearTimeout(late);
    }
  };
  const fromAddress = () => {
    const m = /^#q=(.*)/.exec(location.hash);
    let query = "";
    try { query = m ? decodeURIComponent(m[1]) : ""; } catch { /* not written by us */ }
    if (query !== input.value.trim()) { input.value = query; run(); }
  };

  input.addEventListener("focus", () => open().catch(() => {}), { once: true });
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(run, 140); });
  const move = (from, by) => {
    const links = [...output.querySelectorAll("a, button")], to = links[links.indexOf(from) + by];
    if (to) to.focus(); else if (by < 0) input.focus();
  };
  const clear = () => { input.value = ""; input.focus(); run(); };
  input.addEventListener("keydown", async (e) => {
    if (e.isComposing) return;
    if (e.key === "Escape") { e.preventDefault(); clear(); }
    if (e.key === "Enter") { await run(); move(null, 1); }
    if (e.key === "ArrowDown") { e.preventDefault(); move(null, 1); }
  });
  output.addEventListener("keydown", (e) => {
    if (e.key === "Escape") clear();
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by) { e.preventDefault(); move(document.activeElement, by); }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || document.activeElement === input) return;
    e.preventDefault();
    input.focus();
  });
  addEventListener("hashchange", fromAddress);
  root.hidden = false;
  fromAddress();
})();
