/* Links, citations and edit links of items, buttons to copy. Pages read without it. */
(function () {
  "use strict";

  function copyButton(text, name, words) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words;
    button.setAttribute("aria-label", words + ": " + name);
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text).then(function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = words; }, 2000);
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

  /* Each item gets a link to itself; what else can be done with it shows while it is looked at. */
  function itemTools() {
    var edit = document.querySelector(".kb a.edit");
    var file = document.querySelector(".kb a[download]");
    var record = location.pathname.split("/").slice(-3, -1).join("/");
    var record_title = document.title.slice(0, document.title.lastIndexOf(" - "));
    var tools = document.createElement("span");
    tools.className = "tools";
    document.querySelectorAll(".kb :is(h3, h4, .sentence)[id][data-l]").forEach(function (item) {
      var self = document.createElement("a");
      var name = item.textContent.trim();
      self.className = "self";
      self.href = "#" + item.id;
      self.textContent = "¶";
      self.setAttribute("aria-label", "Link to: " + name);
      item.append(self);
      function show() {
        if (tools.parentNode === item) { return; }
        var address = location.href.split(/[?#]/)[0] + "#" + item.id;
        tools.replaceChildren(
          copyButton(address, name, "Copy link"),
          copyButton(citation(item, name, record_title, record), name, "Copy citation")
        );
        var time = item.closest("li[data-g]") && item.parentNode.querySelector(".d time");
        if (time) { tools.append(sameTime(time.dateTime, name)); }
        if (edit) {
          var link = document.createElement("a");
          link.className = "edit-item";
          link.href = edit.href + "#L" + item.dataset.l;
          link.textContent = "Edit";
          link.setAttribute("aria-label", "Edit: " + name);
          tools.append(link);
        }
        item.append(tools);
      }
      if (!file) { return; }
      item.addEventListener("pointerenter", show);
      self.addEventListener("focus", show);
    });
  }

  /* A link to all that happened in the week before and after a day, or in the month or year. */
  function sameTime(date, name) {
    function near(days) {
      return new Date(Date.parse(date) + days * 86400000).toISOString().slice(0, 10);
    }
    var known = date.length === 10;
    var link = document.createElement("a");
    link.href = "../../timeline/?from=" + (known ? near(-7) : date) + "&to=" + (known ? near(7) : date)
      + "&view=lanes";
    link.textContent = "What else happened then";
    link.setAttribute("aria-label", "What else happened then: " + name);
    return link;
  }

  /* The citation of an item, as `kb cite` gives it: the Court's own form where there is one. */
  function citation(item, name, title, record) {
    var entry = item.closest("li");
    var official = document.querySelector('.cites [data-for="' + item.id + '"]');
    if (official) { return official.dataset.text; }
    var line = entry && entry.querySelector(":scope > .d");
    var decision = line && line.querySelector("a[href^='#']");
    var pinpoint = line && line.querySelector("span");
    official = decision && document.querySelector('.cites [data-for="' + decision.hash.slice(1) + '"]');
    if (official && pinpoint) { return official.dataset.text + ", " + pinpoint.textContent; }
    var time = line && line.querySelector("time");
    var day = time ? ", " + line.textContent.replace(/^[a-z ]+(?=\d|[A-Z])/, "").replace(/ (day|month) not given/, "").trim() : "";
    return title + ", " + name + day + " (" + record + "#" + item.id + ")";
  }

  /* The theme's menu opens by mouse only. */
  function mendTheme() {
    var buttons = { __drawer: ["Menu", "kb-menu"] };
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
  document.querySelectorAll(".kb .cite").forEach(function (cite) {
    cite.dataset.text = cite.textContent;
    cite.append(copyButton(cite.textContent, cite.previousElementSibling.textContent, "Copy"));
  });
  itemTools();

  /* The running head of printed pages; print.css puts it into the margin. */
  var status = document.querySelector(".kb .status");
  var checked = status && /checked ([^·]*)/.exec(status.textContent);
  var head = document.title + (checked ? " · checked " + checked[1].trim() : "");
  document.documentElement.style.setProperty("--kb-running", JSON.stringify(head));
})();
