/* Filters of timelines, buttons to copy citations, links to edit an item. Pages read without it. */
(function () {
  "use strict";

  function filterTimeline(form) {
    var timeline = form.closest(".timeline");
    var entries = Array.from(timeline.querySelectorAll("li[data-g]"));
    var status = form.querySelector("[role=status]");
    var boxes = Array.from(form.elements.kind.length ? form.elements.kind : [form.elements.kind]);

    function chosen() {
      return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    }

    function apply() {
      var kinds = chosen();
      var shown = 0;
      entries.forEach(function (entry) {
        var visible = kinds.length === 0 || kinds.includes(entry.dataset.g);
        entry.hidden = !visible;
        shown += visible ? 1 : 0;
      });
      timeline.querySelectorAll(".year").forEach(function (year) {
        year.hidden = !year.querySelector("li[data-g]:not([hidden])");
      });
      status.textContent = kinds.length === 0
        ? entries.length + " events"
        : shown + " of " + entries.length + " events shown";
    }

    function remember() {
      var address = new URL(location.href);
      var kinds = chosen();
      if (kinds.length) { address.searchParams.set("kind", kinds.join(" ")); } else { address.searchParams.delete("kind"); }
      history.replaceState(null, "", address);
    }

    function showTarget() {
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest("[hidden]") && timeline.contains(target)) {
        form.reset();
        target.scrollIntoView();
      }
    }

    var wanted = (new URLSearchParams(location.search).get("kind") || "").split(" ");
    boxes.forEach(function (box) { box.checked = wanted.includes(box.value); });
    form.addEventListener("change", function () { apply(); remember(); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(); remember(); }); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("hashchange", showTarget);
    apply();
    showTarget();
  }

  function copyButton(text, name) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + name);
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text).then(function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = "Copy"; }, 2000);
      }, function () {
        button.textContent = "Press Ctrl+C";
        var range = document.createRange();
        range.selectNodeContents(button.parentNode);
        var selection = window.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
      });
    });
    return button;
  }

  function editLinks(base) {
    document.querySelectorAll(".kb [data-l]").forEach(function (heading) {
      var link = document.createElement("a");
      link.className = "edit-item";
      link.href = base + "#L" + heading.dataset.l;
      link.textContent = "edit";
      link.setAttribute("aria-label", "Edit: " + heading.textContent);
      heading.append(link);
    });
  }

  /* The theme's dialog has no name, and its menu and search open by mouse only. */
  function mendTheme() {
    var search = document.querySelector(".md-search[role=dialog]");
    if (search) { search.setAttribute("aria-label", "Search"); }
    var buttons = { __drawer: ["Menu", "kb-menu"], __search: ["Search", "kb-find"] };
    document.querySelectorAll("label.md-header__button[for]").forEach(function (label) {
      var name = buttons[label.htmlFor];
      var toggle = document.getElementById(label.htmlFor);
      if (!name || !toggle) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = label.className + " " + name[1];
      button.setAttribute("aria-label", name[0]);
      button.append.apply(button, label.childNodes);
      button.addEventListener("click", function () { toggle.click(); });
      label.replaceWith(button);
    });
  }

  mendTheme();
  document.querySelectorAll(".kb .filter").forEach(filterTimeline);
  document.querySelectorAll(".kb .cite").forEach(function (cite) {
    cite.append(copyButton(cite.textContent, cite.previousElementSibling.textContent));
  });
  var edit = document.querySelector(".kb a.edit");
  if (edit) { editLinks(edit.href); }
})();
