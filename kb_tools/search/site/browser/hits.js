/* How hits look: title, what and when it is, how sure it is, and where the words stand. */
(function (kb) {
  "use strict";

  var element = kb.facets.element;
  var CERTAINTIES = ["primary", "mirror", "corroborated", "single", "unsourced"];

  /* The address of a record or item; a folder on this machine opens no index page by itself. */
  function address(unit) {
    var page = location.protocol === "file:" ? "index.html" : "";
    return kb.root + unit.record + "/" + page + (unit.item ? "#" + unit.item : "");
  }

  function marked(segments) {
    return segments.map(function (segment) { return segment[1] ? element("mark", {}, [segment[0]]) : segment[0]; });
  }

  function certainty(unit, table) {
    var label = table ? table.certainties[unit.certainty] : unit.certainty;
    return element("i", { class: "c" + (CERTAINTIES.indexOf(unit.certainty) + 1) }, [label]);
  }

  function facts(unit, table, withRecord) {
    var date = table ? table.dates[unit.number] : "";
    var words = [unit.kind.replaceAll("-", " ")];
    if (withRecord && unit.item) { words.push(unit.record_title); }
    if (date) { words.push(kb.dates.inWords(date)); }
    return element("p", { class: "k" }, [words.join(" · ") + " · ", certainty(unit, table)]);
  }

  function copyCitation(unit) {
    var button = element("button", { type: "button", class: "copy" }, ["Copy citation"]);
    button.setAttribute("aria-label", "Copy citation: " + unit.title);
    button.addEventListener("click", function () { kb.copy(button, unit.citation); });
    return button;
  }

  /* One hit as an item of a list. */
  function hit(unit, node, table, withRecord) {
    var title = element("a", { href: address(unit) }, marked(kb.snippets.snippet(unit.title, node, unit.title.length)));
    var line = facts(unit, table, withRecord);
    line.append(copyCitation(unit));
    var made = element("li", { "data-reference": unit.reference }, [element("h3", {}, [title]), line]);
    if (unit.body) {
      made.append(element("p", { class: "snippet" }, marked(kb.snippets.snippet(unit.body, node, 240))));
    }
    return made;
  }

  /* Hits of one record under its title. */
  function record(units, count, node, table) {
    var first = units[0];
    var link = element("a", { href: address({ record: first.record, item: "" }) }, [first.record_title]);
    var heading = element("h3", { class: "of-record" }, [link]);
    var words = count === 1 ? "1 hit" : kb.text.count(count) + " hits";
    heading.append(" ", element("small", {}, [words]));
    var list = element("ol", { class: "hits" }, units.map(function (unit) {
      var made = hit(unit, node, table, false);
      var title = made.querySelector("h3");
      title.replaceWith(element("h4", {}, Array.from(title.childNodes)));
      return made;
    }));
    return element("li", {}, [heading, list]);
  }

  /* Hits as comma-separated values (RFC 4180), in the columns of `kb search --csv`. */
  function csv(units, table) {
    var rows = [["reference", "kind", "date", "title", "certainty", "citation"]].concat(units.map(function (unit) {
      return [unit.reference, unit.kind, table.dates[unit.number], unit.title, unit.certainty, unit.citation];
    }));
    return rows.map(function (row) {
      return row.map(function (cell) {
        // A cell that a spreadsheet would compute is text.
        var text = /^[=+\-@\t\r]/.test(cell) ? "'" + cell : cell;
        return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
      }).join(",");
    }).join("\r\n") + "\r\n";
  }

  kb.hits = { csv: csv, hit: hit, record: record };
})(window.kbSearch = window.kbSearch || {});
