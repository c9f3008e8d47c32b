// On a page of another site: gives each of our frames the height that the page
// within it tells, and makes a frame of each <communique-embed src title>.
//
// Sites write its address down, so it keeps its name. A frame is ours if its
// address is below embed/ beside this script. Who sends a message is told by its
// window, since a sandboxed frame has no origin; of what is sent, a number of
// pixels is believed and nothing else.
(() => {
  const name = 'communique-embed';
  const base = document.currentScript.src.replace(/[^/]*$/, 'embed/');
  const made = []; // frames in elements, where the page cannot see them
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ours = (frame) => frame.src.startsWith(base);
  const frames = () => [...all('iframe'), ...made].filter(ours);

  // What stands in the element, a link, gives way to the frame.
  const fill = (host) => {
    const frame = document.createElement('iframe');
    frame.src = host.getAttribute('src');
    if (host.shadowRoot || !ours(frame)) return;
    frame.title = host.title;
    frame.loading = 'lazy';
    frame.sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
    frame.height = host.getAttribute('height');
    frame.style = 'border:0;width:100%;display:block';
    host.attachShadow({ mode: 'open' }).append(frame);
    made.push(frame);
  };

  const start = () => {
    all(name).forEach(fill);
    // Those that were faster than this script tell their height once more.
    frames().forEach((frame) => frame.contentWindow?.postMessage({ message: 'ready' }, '*'));
  };

  addEventListener('message', ({ source, data }) => {
    const value = data?.communique == 'height' && data.value;
    if (typeof value == 'number' && value > 0 && value < 10000) {
      frames().forEach((frame) => {
        if (frame.contentWindow == source) frame.style.cssText += ';border:0;height:' + value + 'px';
      });
    }
  });

  if (!customElements.get(name)) {
    customElements.define(name, class extends HTMLElement {
      connectedCallback() {
        fill(this);
      }
    });
  }
  start();
  addEventListener('DOMContentLoaded', start);
})();
