/* Narrows a list that is complete without it. The script runs where it stands, ahead of the list, so that the controls
   appear before anything below them is shown; the list itself is there when the page has been read. What is chosen
   stands in the fragment of the address: #party=japan&money. */
(() => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const status = document.querySelector("[data-status]");
  const controls = [...form.querySelectorAll("select, input")];
  form.hidden = false;

  const fits = (row, pillar) => controls.every((c) => {
    if (c.type === "checkbox") return !c.checked || c.name in row.dataset;
    const has = c.name === "pillar" ? pillar : row.dataset[c.name] || "";
    return !c.value || has.split(" ").includes(c.value);
  });
  const state = () => controls.filter((c) => (c.type === "checkbox" ? c.checked : c.value))
    .map((c) => c.name + (c.type === "checkbox" ? "" : "=" + encodeURIComponent(c.value))).join("&");

  const apply = (said) => {
    let shown = 0, all = 0;
    for (const section of document.querySelectorAll("[data-rows]")) {
      let some = 0;
      for (const row of section.querySelectorAll("li")) {
        row.hidden = !fits(row, section.dataset.rows);
        some += !row.hidden;
        all++;
      }
      section.hidden = !some;
      shown += some;
    }
    if (said || state()) status.textContent = shown === all ? `All ${all} are shown.` : `${shown} of ${all} are shown.` + (shown ? "" : " Choose less, or show all.");
  };
  const keep = () => {
    try { history.replaceState(null, "", "#" + state()); } catch { /* a frame may forbid it */ }
    apply(true);
  };
  const recall = () => {
    const chosen = new Map();
    for (const part of location.hash.slice(1).split("&")) {
      const [name, value = ""] = part.split("=");
      try { chosen.set(name, decodeURIComponent(value)); } catch { /* not written by us */ }
    }
    if (location.hash.length > 1 && !controls.some((c) => chosen.has(c.name))) return; // a place on the page
    for (const c of controls) {
      if (c.type === "checkbox") c.checked = chosen.has(c.name);
      else if (!(c.value = chosen.get(c.name) || "")) c.value = "";
    }
    apply(false);
  };

  form.addEventListener("change", keep);
  form.querySelector("button").addEventListener("click", () => {
    for (const c of controls) { c.checked = false; c.value = ""; }
    keep();
  });
  addEventListener("hashchange", recall);
  addEventListener("DOMContentLoaded", recall);
  addEventListener("pageshow", recall); // a browser may have kept what was chosen
})();
