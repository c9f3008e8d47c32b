// A button to copy beside each element with data-copy, whose value names what
// is copied. The clipboard is refused in sandboxed frames and on pages opened
// from disk by some browsers: then the words are selected and copied the old
// way, and where that fails too they stay selected, for the reader's own keys.
(function () {
  var places = document.querySelectorAll('[data-copy]');
  if (!places.length) return;

  // What came of it is told in the same box as the button: another may be shut.
  function box(place) { return place.closest('details') || place.parentNode; }

  function addStatus(box) {
    if (box.querySelector('.copy-status')) return;
    var status = document.createElement('p');
    status.className = 'copy-status';
    status.setAttribute('role', 'status');
    status.lang = 'en';
    box.appendChild(status);
  }

  function select(place) {
    var range = document.createRange();
    range.selectNodeContents(place);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection;
  }

  function fallback(place) {
    var selection = select(place);
    var done = false;
    try {
      done = document.execCommand('copy');
    } catch (e) {}
    if (done) selection.removeAllRanges();
    return done;
  }

  function say(place, name, done) {
    var status = box(place).querySelector('.copy-status');
    status.textContent = '';
    setTimeout(function () { // a change that comes later is announced, even of the same words
      status.textContent = done ? 'Copied ' + name + '.' : 'Selected ' + name + ': copy it with the keys of your system.';
    }, 50);
  }

  function copy(place, name) {
    function old() { say(place, name, fallback(place)); }
    if (!navigator.clipboard || !navigator.clipboard.writeText) return old();
    try {
      navigator.clipboard.writeText(place.textContent).then(function () { say(place, name, true); }, old);
    } catch (e) {
      old();
    }
  }

  places.forEach(function (place) {
    var name = place.dataset.copy;
    addStatus(box(place));
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.lang = 'en';
    button.textContent = 'Copy ' + name;
    button.addEventListener('click', function () { copy(place, name); });
    place.parentNode.insertBefore(button, place.nextSibling);
  });
})();
