// Dark or light: what the reader has chosen, else what the system prefers.
//
// It stands in the head and runs ahead of the first paint, so that no page
// flashes. The choice is kept where web storage works (it throws in a sandboxed
// frame); elsewhere it holds for the page. A choice that is what the system
// prefers is forgotten, so that the site follows the system again.
(function () {
  var key = 'communique-theme';
  var root = document.documentElement;
  var system = matchMedia('(prefers-color-scheme: dark)');
  var choice, button;
  try {
    choice = localStorage.getItem(key);
  } catch (e) {}
  function show() {
    var dark = choice ? choice == 'dark' : system.matches;
    root.dataset.theme = dark ? 'dark' : 'light';
    if (button) button.setAttribute('aria-pressed', dark);
  }
  show();
  if (system.addEventListener) system.addEventListener('change', show);
  document.addEventListener('DOMContentLoaded', function () {
    button = document.querySelector('.theme');
    if (!button) return;
    button.onclick = function () {
      var dark = root.dataset.theme != 'dark';
      choice = dark == system.matches ? '' : dark ? 'dark' : 'light';
      try {
        localStorage.setItem(key, choice);
      } catch (e) {}
      show();
    };
    show();
  });
})();
