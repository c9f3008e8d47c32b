// Reads the page to its end and tells what moved by itself meanwhile, and
// before. Returns problems.
async () => {
  const problems = [];
  const tell = (entry) => {
    const what = entry.sources.map((s) => s.node && named(s.node.nodeType === 1 ? s.node : s.node.parentElement)).join(", ");
    problems.push(`the layout shifted by ${entry.value.toFixed(4)}: ${what}`);
  };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(tell));
  observer.observe({ type: "layout-shift", buffered: true });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let y = 0; y < document.scrollingElement.scrollHeight; y += innerHeight) {
    scrollTo({ top: y, behavior: "instant" });
    await frame();
  }
  await frame();
  await frame();
  observer.takeRecords().forEach(tell);
  observer.disconnect();
  return problems;
}
