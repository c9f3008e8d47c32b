// What the scripts beside this one share. Each of them is a function that the
// tests run in a page; this file stands before it.

// named returns a selector by which a person finds an element.
const named = (element) => {
  const parts = [];
  for (let e = element; e && e !== document.body && parts.length < 3; e = e.parentElement) {
    const classes = [...e.classList].map((name) => "." + name).join("");
    parts.unshift(e.localName + (e.id ? "#" + e.id : classes));
  }
  const words = (element.getAttribute("href") || element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60);
  return parts.join(" > ") + (words ? " “" + words + "”" : "");
};

const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });

// rgb returns a colour of any notation as red, green, blue (0 to 255) and alpha (0 to 1).
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const rgb = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};

// ground returns the colour behind an element.
const ground = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const colour = rgb(getComputedStyle(e).backgroundColor);
    if (colour[3] > 0.5) return colour;
  }
  return rgb("Canvas");
};

// contrast is the ratio of WCAG 2.2, from 1 to 21.
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

// textNodes are those that a reader sees, in order.
const textNodes = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const list = [];
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (/[\p{L}\p{N}]/u.test(n.data) && shown(n.parentElement)) list.push(n);
  }
  return list;
};

// forScreens is what no print shows: what serves to find one's way, to act, or
// to fetch files.
const forScreens = "nav, .skip, button, input, select, textarea, form, search, noscript, .files, .embedding, [role=search], [role=status]";

// jumps tells whether an element is in a list of links to places on the page
// itself, which no print needs either.
const jumps = (e) => {
  const links = [...(e.closest("ul, ol")?.querySelectorAll("a") || [])];
  return links.length > 0 && links.every((a) => a.getAttribute("href").startsWith("#"));
};
