/* The search box of every page: the key / leads to it, and it works from a folder as well. */
(function () {
  "use strict";

  if (location.protocol === "file:") {
    document.querySelectorAll("form[role=search][action$='search/']").forEach(function (form) {
      form.setAttribute("action", form.getAttribute("action") + "index.html");
    });
    document.querySelectorAll("a.header-find-link").forEach(function (link) { link.href += "index.html"; });
  }

  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var box = Array.from(document.querySelectorAll("form[role=search] input[name=q]")).find(function (input) {
      return input.offsetParent;
    });
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
})();
