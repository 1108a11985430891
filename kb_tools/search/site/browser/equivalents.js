/* What says the same in other words or the other language, as kb_tools/search/equivalents.py. */
(function (kb) {
  "use strict";

  var keys = null;

  function keysOf(words) {
    return [words.map(kb.stems.english).join(" "), "~" + words.map(kb.stems.french).join(" "), "=" + words.join(" ")];
  }

  /* The keys of a row: those that a digit for each name tells of, then others. */
  function keysOfRow(row) {
    var others = row[0].split("|"), digits = others.shift();
    return others.concat(row.slice(1).flatMap(function (name, place) {
      var made = keysOf(countedWords(name)).concat(["^" + name.toLowerCase()]);
      return made.filter(function (_, at) { return parseInt(digits[place], 16) >> at & 1; });
    }));
  }

  /* The rows that a key leads to. */
  function rowsOf(key) {
    if (!keys) {
      keys = new Map();
      kb.core.equivalents.forEach(function (row) {
        keysOfRow(row).forEach(function (each) { keys.set(each, (keys.get(each) || new Set()).add(row)); });
      });
    }
    return Array.from(keys.get(key) || []);
  }

  function countedWords(phrase) {
    return kb.text.words(kb.text.clean(phrase)).filter(function (word) { return !kb.text.isStopWord(word); });
  }

  /* The words that count in a run; those with a hyphen in their parts. */
  function said(run) {
    var parts = run.flatMap(function (word) { return word.parts.length ? word.parts : [word.text]; });
    var counted = parts.filter(function (part) { return !kb.text.isStopWord(part); });
    return counted.length ? counted : parts;
  }

  /* All names in the rows that a run of words stands in; none for other words. */
  function namesOf(run) {
    var typed = said(run);
    var found = keysOf(typed);
    if (run.length === 1 && run[0].capitals) { found.push("^" + typed.join(" ")); }
    var rows = new Set(found.flatMap(rowsOf));
    return Array.from(new Set(Array.from(rows).flatMap(function (row) { return row.slice(1); })));
  }

  function expanded(node) {
    if (node.is === "word") { return kb.query.allOf(runs([node])); }
    if (node.is === "and") { return kb.query.allOf(runs(node.parts)); }
    return node.is === "or" ? kb.query.anyOf(node.parts.map(expanded)) : node;
  }

  /* The parts of a query with each run of words that stands in the table as a concept. */
  function runs(parts) {
    var found = [];
    for (var at = 0; at < parts.length;) {
      var run = wordsFrom(parts, at), names = [];
      for (var length = run.length; length > 0 && !names.length; length -= 1) {
        names = namesOf(run.slice(0, length));
        if (names.length) {
          found.push(concept(run.slice(0, length), names));
          at += length;
        }
      }
      if (!names.length) {
        found.push(parts[at].is === "word" ? parts[at] : expanded(parts[at]));
        at += 1;
      }
    }
    return found;
  }

  function wordsFrom(parts, at) {
    var run = [];
    for (var part of parts.slice(at, at + kb.language.limits.phrase)) {
      if (part.is !== "word" || (run.length && part.where !== run[0].where)) { break; }
      run.push(part);
    }
    return run;
  }

  /* The words as typed and what says the same, without what holds all of another. */
  function concept(run, names) {
    var kept = [new Set(said(run).map(kb.stems.english))];
    var counted = new Map(names.map(function (name) { return [name, countedWords(name)]; }));
    var chosen = new Set();
    var choices = names.slice().sort(function (a, b) { return counted.get(a).length - counted.get(b).length; });
    choices.forEach(function (name) {
      var stems = new Set(counted.get(name).map(kb.stems.english));
      var holds = kept.some(function (shorter) {
        return Array.from(shorter).every(function (stem) { return stems.has(stem); });
      });
      if (!holds) {
        kept.push(stems);
        chosen.add(name);
      }
    });
    var others = names.filter(function (name) { return chosen.has(name); });
    if (!others.length) { return kb.query.allOf(run); }
    return kb.query.concept(run, others.map(function (name) {
      return counted.get(name).map(function (word) { return kb.query.word(word, run[0].where); });
    }), others);
  }

  /* The names that an expanded query looks for besides what was typed. */
  function alsoSearched(node) {
    return Array.from(new Set(kb.query.leaves(node).flatMap(function (leaf) { return leaf.names || []; })));
  }

  kb.equivalents = { alsoSearched: alsoSearched, expanded: expanded, namesOf: namesOf };
})(window.kbSearch = window.kbSearch || {});
