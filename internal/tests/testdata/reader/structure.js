// Looks at headings and landmarks. Returns problems.
() => {
  const problems = [];
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  const firsts = headings.filter((h) => h.localName === "h1");
  if (firsts.length !== 1) problems.push(`${firsts.length} h1, want one`);
  headings.forEach((h, i) => {
    const before = i === 0 ? 0 : +headings[i - 1].localName[1];
    if (+h.localName[1] > before + 1) problems.push(`${named(h)} comes after h${before}`);
  });
  const mains = document.querySelectorAll("main").length;
  if (mains !== 1) problems.push(`${mains} main, want one`);
  const labels = new Set();
  for (const nav of document.querySelectorAll("nav")) {
    const label = nav.getAttribute("aria-label") || document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent;
    if (!label || labels.has(label)) problems.push(`${named(nav)} has no label of its own: ${label}`);
    labels.add(label);
  }
  for (const table of document.querySelectorAll("table")) {
    const caption = table.caption?.textContent || table.getAttribute("aria-label") || document.getElementById(table.getAttribute("aria-labelledby"))?.textContent;
    if (!caption?.trim()) problems.push(`${named(table)} has no caption`);
    for (const head of table.querySelectorAll("th:not([scope])")) problems.push(`${named(head)} has no scope`);
    if (!table.querySelector("th")) problems.push(`${named(table)} has no heads`);
  }
  return problems;
}
