// Listens for changes of the site and loads the page anew, or shows what keeps
// the site from being built. Only pages of the preview carry this script.
(function () {
  "use strict";
  var me = document.currentScript;
  // A frame is loaded anew with the page around it.
  if (!me || window.top !== window.self || !window.EventSource) return;
  var version = me.dataset.version;
  var folder = me.src.slice(0, me.src.lastIndexOf("/") + 1);
  var source = null;
  var host = null;

  function element(name, text, className) {
    var e = document.createElement(name);
    if (text) e.textContent = text;
    if (className) e.className = className;
    return e;
  }

  function line(problem) {
    var item = element("li");
    var place = problem.place ? problem.place + ": " : "";
    item.append(element("code", place), (problem.warning ? "warning: " : "") + problem.text);
    if (problem.hint) item.append(element("p", problem.hint, "hint"));
    return item;
  }

  // The panel has a tree of its own, so that the site's styles stay out of it.
  function show(problems) {
    if (host) host.remove();
    host = null;
    if (!problems.length) return;
    host = element("div");
    host.dataset.preview = "problems";
    var root = host.attachShadow({ mode: "open" });
    var style = element("link");
    style.rel = "stylesheet";
    style.href = folder + "client.css";
    var panel = element("section");
    panel.setAttribute("role", "alert");
    var close = element("button", "Close");
    close.type = "button";
    close.addEventListener("click", function () { show([]); });
    var list = element("ol");
    problems.forEach(function (p) { list.append(line(p)); });
    panel.append(close, element("h2", "The site cannot be built"));
    if (version) panel.append(element("p", "What you see is the last version that could be."));
    panel.append(list);
    root.append(style, panel);
    document.documentElement.append(host);
  }

  function listen() {
    if (source) return;
    source = new EventSource(folder + "events");
    source.onmessage = function (event) {
      var now = JSON.parse(event.data);
      if (now.version !== version) location.reload();
      else show(now.problems);
    };
  }

  function hush() {
    if (source) source.close();
    source = null;
  }

  // A browser keeps six connections to a host: tabs that nobody sees give
  // theirs back, and learn what they missed when they are seen again.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) hush();
    else listen();
  });
  window.addEventListener("pagehide", hush);
  window.addEventListener("pageshow", function () { if (!document.hidden) listen(); });
  if (!document.hidden) listen();
})();
