// Runs axe-core, which the test has put into the page. Returns violations, and
// the rules that were run.
async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
  const said = await axe.run(document, { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } });
  const told = (rule, nodes) =>
    nodes.slice(0, 5).map((n) => `${rule.id}: ${rule.help}\n        ${n.target.join(" ")}\n        ${(n.any[0] || n.all[0] || n.none[0] || {}).message}`);
  // Where axe cannot tell the ground of a text, somebody has to look.
  const unsure = said.incomplete.filter((rule) => rule.id !== "color-contrast");
  return {
    problems: [...said.violations, ...unsure].flatMap((rule) => told(rule, rule.nodes)),
    rules: [said.passes, said.violations, said.incomplete, said.inapplicable].flat().map((rule) => rule.id),
  };
}
