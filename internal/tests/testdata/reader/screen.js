// Notes which words a reader sees on the screen, for paper.js.
() => {
  window.onScreen = new Set(textNodes(document.body));
  return window.onScreen.size;
}
