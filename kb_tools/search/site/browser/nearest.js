/* What comes near a query that finds nothing, or little, as kb_tools/search/nearest.py finds it. */
(function (kb) {
  "use strict";

  var SAID = ["word", "prefix", "phrase", "near", "concept"];

  function combinations(parts, size) {
    if (!size) { return [[]]; }
    return parts.flatMap(function (part, at) {
      return combinations(parts.slice(at + 1), size - 1).map(function (rest) { return [part].concat(rest); });
    });
  }

  /* What holds as many words of a query as possible and is no hit of it: how many words are
     missing, and the units.  `hits` are all its hits, fewer than few. */
  function nearest(evaluation, node, hits) {
    var limits = kb.language.limits, none = { missing: 0, units: [] };
    var parts = node.is === "and" ? node.parts : [];
    var said = parts.filter(function (part) { return SAID.includes(part.is); });
    var filters = parts.filter(function (part) { return !SAID.includes(part.is); });
    if (hits.length >= limits.few || said.length < 2 || said.length > limits.nearWords) { return none; }
    for (var missing = 1; missing <= Math.min(said.length - 1, limits.missing); missing += 1) {
      var kept = combinations(said, said.length - missing).map(kb.query.allOf);
      var wider = kb.evaluate.ranked(evaluation.scores(kb.query.allOf([kb.query.anyOf(kept)].concat(filters))));
      var near = wider.slice(0, limits.few).filter(function (unit) { return !hits.includes(unit); });
      if (near.length) { return { missing: missing, units: near.slice(0, limits.few - hits.length) }; }
    }
    return none;
  }

  kb.nearest = nearest;
})(window.kbSearch = window.kbSearch || {});
