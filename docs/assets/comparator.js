/* The comparator: sorts a table, chooses among its rows, sets some side by side, and keeps all of
   it in the address. And in trackers, days that have passed since the page was made. */
(function () {
  "use strict";

  /** So many rows fit beside each other. */
  var MOST = 4;

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  }

  function make(name, properties, children) {
    var element = Object.assign(document.createElement(name), properties || {});
    element.append.apply(element, children || []);
    return element;
  }

  function comparator(root) {
    var form = root.querySelector("form");
    var table = root.querySelector("table");
    var body = table.tBodies[0];
    var status = root.querySelector("[role=status]");
    var button = root.querySelector(".compare");
    var nouns = root.dataset.noun.split("|");
    var heads = Array.from(table.tHead.rows[0].cells).slice(1);
    var selects = Array.from(form.querySelectorAll("select[data-n]"));
    var columns = heads.map(function (head) { return head.dataset.key; });
    var rows = Array.from(body.rows).map(function (row, place) {
      return { row: row, place: place, words: row.dataset.f.split(" "), box: null };
    });
    var sort = root.dataset.sort;
    var compared = null; // the section with the comparison, while there is one

    function cell(row, key) { return row.cells[columns.indexOf(key) + 1]; }

    function noun(number) { return number + " " + nouns[number === 1 ? 0 : 1]; }

    function withoutCount(option) { return option.textContent.replace(/ \(\d+\)$/, ""); }

    function labelOf(select) { return select.parentNode.firstChild.textContent.trim(); }

    /* Sorting */

    function value(row, key, kind) {
      var found = cell(row, key);
      if (kind === "date") { var time = found.querySelector("time"); return time ? time.dateTime : ""; }
      if (kind === "number") { var given = found.dataset.k; return given ? Number(given) : ""; }
      return fold(found.textContent);
    }

    function arrange() {
      var down = sort.charAt(0) === "-";
      var key = sort.replace("-", "");
      var kind = heads[columns.indexOf(key)].dataset.sort;
      rows.forEach(function (one) { one.value = value(one.row, key, kind); });
      rows.sort(function (one, other) {
        var a = one.value, b = other.value;
        if (a === b) { return one.place - other.place; }
        if (a === "" || b === "") { return a === "" ? 1 : -1; } // what is not known comes last
        var order = kind === "text" ? a.localeCompare(b, "en") : a < b ? -1 : 1;
        return down ? -order : order;
      });
      body.append.apply(body, rows.map(function (one) { return one.row; }));
      heads.forEach(function (head) {
        if (head.dataset.key === key) {
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        } else { head.removeAttribute("aria-sort"); }
      });
      form.elements.sort.value = sort;
    }

    /* Choosing */

    function wanted() {
      var tests = selects.filter(function (select) { return select.value; }).map(function (select) {
        return {
          name: withoutCount(select.selectedOptions[0]),
          test: function (one) { return one.words[select.dataset.n] === select.value; },
        };
      });
      var name = form.elements.state;
      if (name.value.trim()) {
        tests.push({
          name: "“" + name.value.trim() + "”",
          test: function (one) {
            return name.dataset.of.split(" ").some(function (key) {
              return fold(cell(one.row, key).textContent).includes(fold(name.value));
            });
          },
        });
      }
      ["from", "to"].forEach(function (side) {
        var field = form.elements[side];
        if (!/^\d{4}$/.test(field.value.trim())) { return; }
        tests.push({
          name: side + " " + field.value.trim(),
          test: function (one) {
            var year = String(value(one.row, form.elements.from.dataset.of, "date")).slice(0, 4);
            return year && (side === "from" ? year >= field.value.trim() : year <= field.value.trim());
          },
        });
      });
      return tests;
    }

    function count(tests) {
      return rows.filter(function (one) { return tests.every(function (t) { return t.test(one); }); }).length;
    }

    function choose() {
      var tests = wanted();
      var shown = count(tests);
      rows.forEach(function (one) {
        one.row.hidden = !tests.every(function (t) { return t.test(one); });
      });
      var words = tests.length ? shown + " of " + noun(rows.length) + " shown" : noun(rows.length);
      if (!shown && tests.length > 1) {
        words += tests.map(function (test) {
          var others = count(tests.filter(function (t) { return t !== test; }));
          return others ? "; without “" + test.name.replace(/[“”]/g, "") + "”: " + others : "";
        }).join("");
      }
      status.textContent = words;
    }

    /* Side by side */

    function chosen() {
      return rows.filter(function (one) { return one.box.checked; });
    }

    function name(one) { return one.row.cells[1].textContent.trim(); }

    function fullName(one) { return name(one) + ", " + one.row.cells[2].textContent.trim(); }

    function follow() {
      var number = chosen().length;
      button.disabled = number < 2;
      button.textContent = number ? "Compare " + number + " chosen" : "Compare chosen";
      rows.forEach(function (one) { one.box.disabled = number >= MOST && !one.box.checked; });
    }

    function detail(one, number) {
      var template = one.row.querySelector("template");
      return template && template.content.querySelector(".d" + number);
    }

    /** What a row is chosen by and no column shows. */
    function wordOf(one, select) {
      var option = Array.from(select.options).find(function (o) { return o.value === one.words[select.dataset.n]; });
      return option && option.value ? make("span", { textContent: withoutCount(option) }) : null;
    }

    function line(label, cells, names) {
      if (!cells.some(function (found) { return found && found.textContent.trim(); })) { return null; }
      var texts = cells.map(function (found) { return found ? fold(found.textContent) : ""; });
      var same = texts.every(function (text) { return text === texts[0]; });
      return make("tr", { className: same ? "same" : "" }, [
        make("th", { scope: "row", textContent: label }),
      ].concat(cells.map(function (found, place) {
        var held = make("td", {}, found ? Array.from(found.cloneNode(true).childNodes) : []);
        held.dataset.h = names[place];
        return held;
      })));
    }

    function open(focused) {
      if (compared) { compared.remove(); }
      var side = chosen();
      var names = side.map(name);
      if (new Set(names).size < names.length) { names = side.map(fullName); }
      var head = make("tr", {}, [make("td")].concat(side.map(function (one) {
        return make("th", { scope: "col" }, Array.from(one.row.cells[1].cloneNode(true).childNodes));
      })));
      var lines = heads.slice(1).map(function (column) {
        return line(column.textContent, side.map(function (one) { return cell(one.row, column.dataset.key); }), names);
      }).concat(root.dataset.details.split("|").map(function (label, number) {
        return line(label, side.map(function (one) { return detail(one, number); }), names);
      }), selects.filter(function (select) { return !columns.includes(select.name); }).map(function (select) {
        return line(labelOf(select), side.map(function (one) { return wordOf(one, select); }), names);
      }));
      var title = make("h3", { id: "compared_", tabIndex: -1, textContent: noun(side.length) + " side by side" });
      var back = make("button", { type: "button", textContent: "Back to the list" });
      back.addEventListener("click", function () { close(true); });
      compared = make("section", { className: "comparison" }, [
        title,
        make("p", { className: "bar" }, [back]),
        make("table", { className: "quiet sides" }, [
          make("caption", { textContent: "What is the same for all is set in grey." }),
          make("thead", {}, [head]),
          make("tbody", {}, lines.filter(Boolean)),
        ]),
      ]);
      compared.setAttribute("aria-labelledby", "compared_");
      root.prepend(compared);
      root.classList.add("comparing");
      if (focused) { title.focus(); title.scrollIntoView({ block: "start" }); }
    }

    function close(focused) {
      if (!compared) { return; }
      compared.remove();
      compared = null;
      root.classList.remove("comparing");
      if (focused) { remember(true); button.focus(); }
    }

    /* The address */

    function remember(step) {
      var address = new URL(location.href);
      var set = function (key, given) {
        if (given) { address.searchParams.set(key, given); } else { address.searchParams.delete(key); }
      };
      Array.from(form.elements).forEach(function (field) {
        if (field.name && field.name !== "sort") { set(field.name, field.value.trim()); }
      });
      set("sort", sort === root.dataset.sort ? "" : sort);
      set("compare", compared ? chosen().map(function (one) { return one.row.id; }).join(" ") : "");
      history[step ? "pushState" : "replaceState"](null, "", address);
    }

    function recall() {
      var asked = new URLSearchParams(location.search);
      Array.from(form.elements).forEach(function (field) {
        if (field.name && field.name !== "sort") { field.value = asked.get(field.name) || ""; }
      });
      selects.forEach(function (select) { if (select.selectedIndex < 0) { select.value = ""; } });
      var order = asked.get("sort") || "";
      sort = columns.includes(order.replace("-", "")) ? order : root.dataset.sort;
      var side = (asked.get("compare") || "").split(" ").filter(Boolean);
      if (side.length) {
        rows.forEach(function (one) { one.box.checked = side.slice(0, MOST).includes(one.row.id); });
      }
      arrange();
      choose();
      follow();
      if (side.length && chosen().length > 1) {
        open(false);
        compared.scrollIntoView({ block: "start" });
      } else { close(false); }
    }

    function showTarget() {
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && body.contains(target)) {
        close(false);
        if (target.hidden) { form.reset(); } else { target.scrollIntoView({ block: "center" }); }
      }
    }

    heads.forEach(function (head) {
      var control = make("button", { type: "button", textContent: head.textContent });
      control.addEventListener("click", function () {
        sort = sort === head.dataset.key ? "-" + sort : head.dataset.key;
        arrange();
        choose();
        status.textContent += ", sorted by " + head.textContent + (sort.charAt(0) === "-" ? ", downwards" : ", upwards");
        remember();
      });
      head.dataset.label = head.textContent;
      head.replaceChildren(control);
    });
    rows.forEach(function (one) {
      one.box = make("input", { type: "checkbox", autocomplete: "off" });
      one.box.setAttribute("aria-label", "Compare " + fullName(one));
      one.row.cells[0].prepend(one.box);
    });
    body.addEventListener("change", follow);
    form.addEventListener("input", function () {
      sort = form.elements.sort.value;
      arrange();
      choose();
      remember();
    });
    form.addEventListener("reset", function () {
      setTimeout(function () {
        rows.forEach(function (one) { one.box.checked = false; });
        sort = root.dataset.sort;
        arrange();
        choose();
        follow();
        remember();
      });
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    button.addEventListener("click", function () { open(true); remember(true); });
    root.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && compared) { event.preventDefault(); close(true); }
    });
    window.addEventListener("popstate", recall);
    window.addEventListener("hashchange", showTarget);
    recall();
    showTarget();
  }

  function passedDays() {
    var now = new Date();
    var today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
      return String(part).padStart(2, "0");
    }).join("-");
    document.querySelectorAll(".kb [data-due]").forEach(function (due) {
      if (due.dataset.due < today) { due.textContent = "Due date has passed; not established"; }
    });
  }

  document.querySelectorAll(".kb .comparator").forEach(comparator);
  document.documentElement.classList.remove("asked");
  passedDays();
})();
