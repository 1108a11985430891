/* How hits divide, and the check boxes that narrow them. */
(function (kb) {
  "use strict";

  var TITLES = {
    kind: "Kind", forum: "Court or body", state: "State", subject: "Issue of law", certainty: "Certainty",
    year: "Year", outcome: "Outcome"
  };
  var NAMES = Object.keys(TITLES);
  var SHOWN = 6;

  /* The units of one value of a facet. */
  function unitsOf(index, name, value) {
    if (name === "kind") { return index.exact("kind=" + value); }
    var table = index.facets();
    return (table && table.units[name].get(value)) || new Set();
  }

  /* The condition that the checked values of a facet are; year:2020 is a date. */
  function condition(name, values) {
    return kb.query.anyOf(values.map(function (value) {
      return name === "year" ? kb.query.dated(value, value) : kb.query.property(name, value);
    }));
  }

  function count(units, hits) {
    var small = units.size < hits.size ? units : hits, large = small === units ? hits : units, total = 0;
    small.forEach(function (unit) { total += large.has(unit); });
    return total;
  }

  /* For each facet its values with their counts among hits: [value, label, count]. */
  function counts(index, hitsFor) {
    var table = index.facets(), called = index.file("labels"), all = {};
    if (!table || !called) { return all; }
    NAMES.forEach(function (name) {
      var hits = hitsFor(name);
      var values = name === "kind"
        ? new Set(Array.from(hits, function (unit) { return index.kind(unit); })) : table.units[name].keys();
      all[name] = Array.from(values, function (value) {
        var labels = called[name] || {};
        var label = Object.hasOwn(labels, value) ? labels[value] : value.replaceAll("-", " ");
        return [value, label, count(unitsOf(index, name, value), hits)];
      }).filter(function (row) { return row[2] > 0; });
      all[name].sort(function (a, b) {
        if (name === "year") { return a[0] < b[0] ? 1 : -1; }
        return b[2] - a[2] || (a[0] < b[0] ? -1 : 1);
      });
    });
    return all;
  }

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.entries(attributes || {}).forEach(function (pair) { made.setAttribute(pair[0], pair[1]); });
    made.append.apply(made, children || []);
    return made;
  }

  function box(name, row, checked) {
    var input = element("input", { type: "checkbox", name: name, value: row[0] });
    input.checked = checked;
    var number = element("span", { class: "count" }, [kb.text.count(row[2])]);
    return element("label", {}, [input, element("span", {}, [row[1]]), number]);
  }

  /* The check boxes of one facet: checked ones first, then the most frequent; the rest folds. */
  function group(name, rows, checked, isOpen) {
    var known = new Set(rows.map(function (row) { return row[0]; }));
    var gone = checked.filter(function (value) { return !known.has(value); }).map(function (value) {
      return [value, value.replaceAll("-", " "), 0];
    });
    var isChecked = function (row) { return checked.includes(row[0]); };
    var first = rows.filter(isChecked).concat(gone);
    var others = rows.filter(function (row) { return !isChecked(row); });
    var room = Math.max(0, SHOWN - first.length);
    var make = function (row) { return box(name, row, isChecked(row)); };
    var set = element("fieldset", { "data-facet": name }, [element("legend", {}, [TITLES[name]])]);
    first.concat(others.slice(0, room)).forEach(function (row) { set.append(make(row)); });
    if (others.length > room) {
      var more = element("details", {}, [element("summary", {}, [kb.text.count(others.length - room) + " more"])]);
      others.slice(room).forEach(function (row) { more.append(make(row)); });
      more.open = isOpen;
      set.append(more);
    }
    return set;
  }

  /* Put the check boxes into a place; groups that were unfolded stay so. */
  function render(place, all, checked) {
    var open = new Set(Array.from(place.querySelectorAll("details[open]"), function (more) {
      return more.closest("fieldset").dataset.facet;
    }));
    var focused = document.activeElement && place.contains(document.activeElement) ? document.activeElement : null;
    place.replaceChildren.apply(place, NAMES.filter(function (name) {
      return all[name].length || (checked[name] || []).length;
    }).map(function (name) { return group(name, all[name], checked[name] || [], open.has(name)); }));
    if (focused && focused.name) {
      var again = Array.from(place.querySelectorAll("input")).find(function (input) {
        return input.name === focused.name && input.value === focused.value;
      });
      if (again) { again.focus({ preventScroll: true }); }
    }
  }

  kb.facets = { NAMES: NAMES, condition: condition, counts: counts, element: element, render: render };
})(window.kbSearch = window.kbSearch || {});
