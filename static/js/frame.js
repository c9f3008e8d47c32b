// In a page for frames: the colours that its address asks for, and its height
// for whoever shows it.
//
// It stands in the head, so that the colours are there ahead of the first paint.
// The height goes out when it changes, in a form of our own and in that of
// WordPress, which gives its frames a secret to tell them apart. Of messages it
// takes one, WordPress's "ready", from the page around it, and answers with the
// height alone. WordPress lets no frame open a tab: there it is told of a link
// and opens it, if it leads to the site that the frame is from.
(function () {
  var root = document.documentElement;
  var theme = /[?&]theme=(dark|light)(&|$)/.exec(location.search);
  if (theme) root.dataset.theme = theme[1];
  if (parent == window || !window.ResizeObserver) return;
  var secret = (/[#&?]secret=([a-zA-Z0-9]+)/.exec(location.hash) || [])[1];
  var last;

  function post(message, value) {
    parent.postMessage({ message: message, value: value, secret: secret }, '*');
  }

  function tell() {
    if (!last) return;
    parent.postMessage({ communique: 'height', value: last }, '*');
    if (secret) post('height', last);
  }

  new ResizeObserver(function () {
    var height = Math.ceil(root.getBoundingClientRect().height);
    if (height == last) return;
    last = height;
    tell();
  }).observe(root);

  addEventListener('message', function (event) {
    var data = event.data;
    if (event.source == parent && data && data.message == 'ready' && data.secret == secret) tell();
  });

  if (secret) addEventListener('click', function (event) {
    var link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    post('link', link.href);
  });
})();
