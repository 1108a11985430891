/* What a query means, as plain values, as in kb_tools/search/query.py. */
(function (kb) {
  "use strict";

  var NOTHING = { is: "nothing" };

  function word(text, where, parts, capitals) {
    return { is: "word", text: text, where: where || "", parts: parts || [], capitals: Boolean(capitals) };
  }
  function prefix(text, where) { return { is: "prefix", text: text, where: where || "" }; }
  function phrase(words, where, open) {
    return { is: "phrase", words: words, where: where || "", open: Boolean(open) };
  }
  function near(parts, distance) { return { is: "near", parts: parts, distance: distance }; }
  function concept(words, others, names) {
    return { is: "concept", words: words, others: others, names: names };
  }
  function identified(found) {
    return { is: "identified", canonical: found.canonical, key: found.key, keys: found.keys };
  }
  function property(name, value) { return { is: "property", name: name, value: value }; }
  function dated(since, until) { return { is: "dated", since: since, until: until }; }
  function not(part) { return { is: "not", part: part }; }

  function key(node) { return JSON.stringify(node); }

  /* The parts joined; nothing and single parts stay simple, equal ones count once. */
  function joined(kind, parts) {
    var unique = new Map();
    parts.forEach(function (part) {
      (part.is === kind ? part.parts : part.is === "nothing" ? [] : [part]).forEach(function (each) {
        if (!unique.has(key(each))) { unique.set(key(each), each); }
      });
    });
    var flat = Array.from(unique.values());
    if (!flat.length) { return NOTHING; }
    return flat.length === 1 ? flat[0] : { is: kind, parts: flat };
  }

  function allOf(parts) { return joined("and", parts); }
  function anyOf(parts) { return joined("or", parts); }

  /* The simple parts that a hit may show: everything that is not excluded. */
  function leaves(node, negative) {
    if (node.is === "and" || node.is === "or") {
      return node.parts.flatMap(function (part) { return leaves(part, negative); });
    }
    if (node.is === "not") { return leaves(node.part, !negative); }
    return negative || node.is === "nothing" ? [] : [node];
  }

  /* Each part that all hits must satisfy, and the query without it. */
  function withoutEach(node) {
    return node.is !== "and" ? [] : node.parts.map(function (part, index) {
      return [part, allOf(node.parts.filter(function (_, other) { return other !== index; }))];
    });
  }

  function inField(where) { return where ? where + ":" : ""; }
  function bracketed(text, nested) { return nested ? "(" + text + ")" : text; }

  var RENDER = {
    word: function (node) {
      return inField(node.where) + (node.parts.join("-") || (node.capitals ? node.text.toUpperCase() : node.text));
    },
    prefix: function (node) { return inField(node.where) + node.text + "*"; },
    phrase: function (node) {
      return inField(node.where) + '"' + node.words.join(" ") + (node.open ? "*" : "") + '"';
    },
    near: function (node) {
      return node.parts.map(function (part) { return render(part); }).join(" NEAR/" + node.distance + " ");
    },
    concept: function (node, nested) { return render(allOf(node.words), nested); },
    identified: function (node) { return node.canonical; },
    property: function (node) { return node.name + ":" + node.value; },
    dated: function (node) {
      if (!node.since || !node.until) { return node.since ? "since:" + node.since : "until:" + node.until; }
      return "date:" + (node.since === node.until ? node.since : node.since + ".." + node.until);
    },
    and: function (node, nested) {
      var parts = node.parts.flatMap(function (part) { return part.is === "concept" ? part.words : [part]; });
      return bracketed(parts.map(function (part) { return render(part, true); }).join(" AND "), nested);
    },
    or: function (node, nested) {
      return bracketed(node.parts.map(function (part) { return render(part, true); }).join(" OR "), nested);
    },
    not: function (node) { return "NOT " + render(node.part, true); },
    nothing: function () { return ""; }
  };

  /* A query in the query language; reading it again gives the same query. */
  function render(node, nested) { return RENDER[node.is](node, nested); }

  kb.query = {
    NOTHING: NOTHING, allOf: allOf, anyOf: anyOf, concept: concept, dated: dated,
    identified: identified, key: key, leaves: leaves, near: near, not: not, phrase: phrase,
    prefix: prefix, property: property, render: render, withoutEach: withoutEach, word: word
  };
})(window.kbSearch = window.kbSearch || {});
