/* The search page: reads its address, asks the index, shows hits, and keeps the address in step. */
(function (kb) {
  "use strict";

  var STEP = 10, OF_A_RECORD = 3, MOST_ALSO = 6;
  var element = kb.facets.element;
  var place = {}, asked = 0, latest = null;

  kb.root = "../";

  /* Copy text and say so on the button. */
  kb.copy = function (button, text) {
    var words = button.textContent;
    navigator.clipboard.writeText(text).then(function () { button.textContent = "Copied"; }, function () {
      button.textContent = "Not allowed";
    }).finally(function () { setTimeout(function () { button.textContent = words; }, 2000); });
  };

  /* What the address asks for: words, checked values, order. */
  function fromAddress() {
    var given = new URLSearchParams(location.search), filters = {};
    kb.facets.NAMES.forEach(function (name) {
      var values = given.getAll(name).flatMap(function (text) { return text.split(","); }).filter(Boolean);
      if (values.length) { filters[name] = Array.from(new Set(values)); }
    });
    return {
      q: given.get("q") || "", filters: filters, byDate: given.get("sort") === "date",
      grouped: given.get("group") === "record"
    };
  }

  function address(state) {
    var given = new URLSearchParams();
    if (state.q) { given.set("q", state.q); }
    Object.keys(state.filters).forEach(function (name) {
      state.filters[name].forEach(function (value) { given.append(name, value); });
    });
    if (state.byDate) { given.set("sort", "date"); }
    if (state.grouped) { given.set("group", "record"); }
    return given.size ? "?" + given : location.pathname;
  }

  /* Ask the index; everything that is not loaded yet makes this run again. */
  function ask(state) {
    var query = kb.parser.parse(state.q), words = kb.equivalents.expanded(query.node), conditions = {};
    Object.keys(state.filters).forEach(function (name) {
      conditions[name] = kb.facets.condition(name, state.filters[name].map(function (value) {
        return name === "year" ? value : kb.text.slug(value);
      }));
    });
    var evaluation = new kb.evaluate.Evaluation(kb.index);
    var narrowed = function (without) {
      return kb.query.allOf([words].concat(Object.keys(conditions).filter(function (name) {
        return name !== without;
      }).map(function (name) { return conditions[name]; })));
    };
    var node = narrowed("");
    var units = kb.evaluate.ranked(evaluation.scores(node));
    if (state.byDate) { units = newestFirst(units); }
    return {
      state: state, query: query, node: node, units: units, shown: 0,
      near: kb.nearest(evaluation, node, units),
      hitsFor: function (name) { return evaluation.matching(narrowed(name)); }
    };
  }

  function newestFirst(units) {
    var table = kb.index.facets();
    var first = function (unit) {
      var date = table ? table.dates[unit] : "";
      return date ? kb.dates.earliest(date.split("/")[0]) : "";
    };
    return units.map(function (unit) { return [first(unit), unit]; }).sort(function (a, b) {
      return a[0] === b[0] ? 0 : a[0] < b[0] ? 1 : -1;
    }).map(function (pair) { return pair[1]; });
  }

  /* Answer what the address asks for; an answer that comes late is not shown. */
  async function run() {
    var state = fromAddress(), turn = asked += 1;
    place.input.value = state.q;
    place.main.dataset.asks = state.q || Object.keys(state.filters).length ? "yes" : "";
    place.byDate.value = state.byDate ? "date" : "relevance";
    place.grouped.checked = state.grouped;
    document.title = (state.q ? state.q + " · " : "") + place.title;
    if (!place.main.dataset.asks) { return; }
    place.main.setAttribute("aria-busy", "true");
    try {
      var answer = await kb.index.settled(function () { return ask(state); });
      var page = await kb.index.settled(function () {
        return Object.assign(nextPage(answer), { near: answer.near.units.map(function (unit) { return kb.index.unit(unit); }) });
      });
      if (turn !== asked) { return; }
      latest = answer;
      if (answer.units.length) {
        place.columns.dataset.answers = "hits";
        show(answer, page);
      } else {
        showNothing(answer, page);
      }
      showNear(answer, page);
      await kb.index.settled(function () {
        var all = kb.facets.counts(kb.index, answer.hitsFor);
        if (Object.keys(all).length && turn === asked) { kb.facets.render(place.facets, all, state.filters); }
      });
      if (!answer.units.length) { await explain(answer, turn); }
    } finally {
      if (turn === asked) { place.main.removeAttribute("aria-busy"); }
    }
  }

  /* The units of the next hits, each group of a record with its best; all of what they show is loaded. */
  function nextPage(answer) {
    var table = kb.index.facets();
    if (!answer.state.grouped) {
      var units = answer.units.slice(answer.shown, answer.shown + STEP);
      return { table: table, groups: units.map(function (unit) { return [kb.index.unit(unit)]; }) };
    }
    var byRecord = new Map();
    answer.units.forEach(function (unit) {
      var name = kb.index.record(unit)[0];
      byRecord.set(name, (byRecord.get(name) || []).concat([unit]));
    });
    var records = Array.from(byRecord.values());
    answer.records = records.length;
    return {
      table: table,
      counts: records.slice(answer.shown, answer.shown + STEP).map(function (held) { return held.length; }),
      groups: records.slice(answer.shown, answer.shown + STEP).map(function (held) {
        return held.slice(0, OF_A_RECORD).map(function (unit) { return kb.index.unit(unit); });
      })
    };
  }

  function show(answer, page) {
    var first = answer.shown === 0;
    var items = page.groups.map(function (units, number) {
      return answer.state.grouped ? kb.hits.record(units, page.counts[number], answer.node, page.table)
        : kb.hits.hit(units[0], answer.node, page.table, true);
    });
    answer.shown += items.length;
    if (first) {
      place.hits.replaceChildren.apply(place.hits, items);
      say(remarks(answer));
    } else {
      place.hits.append.apply(place.hits, items);
      items[0].querySelector("a").focus();
    }
    var all = answer.state.grouped ? answer.records : answer.units.length;
    place.more.hidden = answer.shown >= all;
    place.more.textContent = "Show " + Math.min(STEP, all - answer.shown) + " more";
    place.count.textContent = countWords(answer, all);
    place.tools.hidden = false;
  }

  function countWords(answer, all) {
    var hits = answer.units.length === 1 ? "1 hit" : kb.text.count(answer.units.length) + " hits";
    if (answer.state.grouped) { hits += answer.records === 1 ? " in 1 record" : " in " + answer.records + " records"; }
    return answer.shown < all ? hits + ", the first " + answer.shown + " shown" : hits;
  }

  /* What was understood, what else was looked for, what was repaired. */
  function remarks(answer) {
    var found = [], node = answer.query.node, also = kb.equivalents.alsoSearched(answer.node);
    if (answer.query.differs || kb.parser.mixesAndWithOr(node)) {
      found.push(["Understood as ", element("code", {}, [kb.query.render(node)])]);
    }
    if (also.length) {
      found.push("Also searched: " + also.slice(0, MOST_ALSO).join(", ") + (also.length > MOST_ALSO ? " …" : ""));
    }
    return found.concat(answer.query.notes.map(sentence));
  }

  /* A sentence as the reader sees it: with a capital, and what stands in backquotes as code. */
  function sentence(text) {
    var parts = text.split("`").map(function (part, number) { return number % 2 ? element("code", {}, [part]) : part; });
    if (parts[0]) { parts[0] = parts[0][0].toUpperCase() + parts[0].slice(1); }
    return parts;
  }

  function say(lines) {
    place.remarks.replaceChildren.apply(place.remarks, lines.map(function (line) {
      return element("li", {}, Array.isArray(line) ? line : [line]);
    }));
  }

  /* Say at once that there are no hits; what comes near stands below. */
  function showNothing(answer, page) {
    place.columns.dataset.answers = "nothing";
    place.count.textContent = answer.node.is === "nothing" ? "There is nothing to search for"
      : page.near.length ? "Nothing has all of these words" : "Nothing found";
    place.hits.replaceChildren();
    place.more.hidden = true;
    place.tools.hidden = true;
    say(answer.node.is === "nothing" ? answer.query.notes.map(sentence) : remarks(answer));
  }

  /* Say why there are no hits, and offer other queries. */
  async function explain(answer, turn) {
    if (answer.node.is === "nothing") { return; }
    await kb.load("advice");
    var found = await kb.index.settled(function () { return new kb.Advice(kb.index).whyNothing(answer.node); });
    if (turn === asked) {
      say(remarks(answer).concat(found.sentences.map(sentence), found.ways.map(offer)));
    }
  }

  /* Name what holds all words but a few, where hits are few. */
  function showNear(answer, page) {
    place.near.replaceChildren();
    if (page.near.length) {
      var words = answer.near.missing === 1 ? "one word" : answer.near.missing + " words";
      place.near.append(element("h2", {}, ["Near: all but " + words]), element("ol", { class: "hits" },
        page.near.map(function (unit) { return kb.hits.hit(unit, answer.node, page.table, true); })));
    }
  }

  /* A query that has hits, as a link. */
  function offer(way) {
    var words = kb.query.render(way[0]);
    var count = way[1] === 1 ? "1 hit" : kb.text.count(way[1]) + " hits";
    return ["Try ", element("a", { href: "?" + new URLSearchParams({ q: words }) }, [words]), " (" + count + ")"];
  }

  /* Say that there can be no answer, and where there is one. */
  function fail(error) {
    place.main.dataset.asks = "yes";
    say(["The search does not work here: " + error.message + ". ", ["Load the page again, or ask ",
      element("code", {}, ["kb search"]), " on the command line."]]);
    throw error;
  }

  /* Go to another state of this page, as a new entry of the history. */
  function go(state) {
    history.pushState(null, "", address(state));
    run().catch(fail);
  }

  function changed(parts) { go(Object.assign(fromAddress(), parts)); }

  function filtersNow() {
    var filters = {};
    place.facets.querySelectorAll("input:checked").forEach(function (input) {
      filters[input.name] = (filters[input.name] || []).concat([input.value]);
    });
    return filters;
  }

  async function takeAway() {
    var units = latest.units, table = await kb.index.settled(function () { return kb.index.facets(); });
    var rows = await kb.index.settled(function () { return units.map(function (unit) { return kb.index.unit(unit); }); });
    var link = element("a", { download: "search.csv" });
    link.href = URL.createObjectURL(new Blob(["\ufeff" + kb.hits.csv(rows, table)], { type: "text/csv" }));
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  async function more() {
    show(latest, await kb.index.settled(function () { return nextPage(latest); }));
  }

  function start() {
    ["main", "form", "input", "count", "remarks", "tools", "hits", "more", "near", "facets", "narrow", "columns"].forEach(function (name) {
      place[name] = document.querySelector("[data-search='" + name + "']");
    });
    place.byDate = place.tools.querySelector("select");
    place.grouped = place.tools.querySelector("input");
    place.title = document.title;
    place.narrow.open = matchMedia("(min-width: 60em)").matches;
    place.form.addEventListener("submit", function (event) {
      event.preventDefault();
      changed({ q: place.input.value.trim() });
    });
    place.facets.addEventListener("change", function () { changed({ filters: filtersNow() }); });
    place.byDate.addEventListener("change", function () { changed({ byDate: place.byDate.value === "date" }); });
    place.grouped.addEventListener("change", function () { changed({ grouped: place.grouped.checked }); });
    place.more.addEventListener("click", more);
    place.tools.querySelector("[data-does='link']").addEventListener("click", function () { kb.copy(this, location.href); });
    place.tools.querySelector("[data-does='csv']").addEventListener("click", takeAway);
    addEventListener("popstate", function () { run().catch(fail); });
    kb.load("core").then(function () { kb.load("facets"); return run(); }).catch(fail);
  }

  // The core of the index is a script behind this one, and has arrived by then.
  document.addEventListener("DOMContentLoaded", start);
})(window.kbSearch = window.kbSearch || {});
