// Returns what the Tab key must reach, in order. Of radio buttons of one name
// it reaches one.
() => {
  const groups = new Set();
  const list = [];
  for (const e of document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]")) {
    if (e.tabIndex < 0 || e.disabled || e.closest("[inert]") || !e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.type === "radio" && e.name) {
      if (groups.has(e.name)) continue;
      groups.add(e.name);
    }
    list.push(e);
  }
  window.reachable = list;
  return list.map(named);
}
