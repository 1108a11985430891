/* Finding official identifiers in a text, as kb_tools/identifiers/registry.py does. */
(function (kb) {
  "use strict";

  var BEGINNING = /(?<![\p{L}\p{N}_/.-])[A-Za-z0-9[(]/gu;
  var DASHES = /[\u2010-\u2015\u2212]/g;
  var knowsModifiers = (function () {
    try { return Boolean(new RegExp("(?-i:a)", "iu")); } catch (error) { return false; }
  })();
  var byFirst = null;

  /* The spellings that can begin with each sign; a pattern is compiled when it is first tried. */
  function spellings(sign) {
    if (!byFirst) {
      var families = kb.index.file("families");
      if (!families) { return []; }
      byFirst = new Map();
      families.forEach(function (family) {
        family.spellings.forEach(function (spelling) {
          var pattern = knowsModifiers ? spelling[1] : spelling[1].replaceAll("(?-i:", "(?:");
          var entry = { family: family, pattern: pattern, inside: null, whole: null };
          Array.from(spelling[0]).forEach(function (begin) {
            byFirst.set(begin, (byFirst.get(begin) || []).concat([entry]));
          });
        });
      });
    }
    return byFirst.get(sign.toUpperCase()) || [];
  }

  function inside(entry) {
    entry.inside = entry.inside ||
      new RegExp("(?:" + entry.pattern + ")(?![/-]?[\\p{L}\\p{N}_]|\\.\\p{Nd})", "iuy");
    return entry.inside;
  }

  function whole(entry) {
    entry.whole = entry.whole || new RegExp("^(?:" + entry.pattern + ")$", "iu");
    return entry.whole;
  }

  function fromMatch(family, match) {
    var groups = family.parts.length
      ? family.parts.map(function (name) { return match.groups[name]; }) : match.slice(1);
    return kb.families.identifier(family.name, groups.map(function (group) {
      return (group || "").replace(DASHES, "-");
    }));
  }

  /* The identifier that the whole text is, in any usual spelling, or null. */
  function recognise(text) {
    text = text.trim();
    if (!/\p{Nd}/u.test(text)) { return null; }
    for (var entry of spellings(text[0])) {
      var match = whole(entry).exec(text);
      if (match) { return fromMatch(entry.family, match); }
    }
    return null;
  }

  /* Every identifier in running text: {start, end, found}; of those with one beginning the longest. */
  function find(text) {
    var all = [], end = 0;
    if (!/\p{Nd}/u.test(text)) { return all; }
    for (var beginning of text.matchAll(BEGINNING)) {
      var start = beginning.index, longest = null, bearer = null;
      if (start < end) { continue; }
      for (var entry of spellings(beginning[0])) {
        var pattern = inside(entry);
        pattern.lastIndex = start;
        var match = pattern.exec(text);
        if (match && (!longest || match[0].length > longest[0].length)) { longest = match; bearer = entry.family; }
      }
      if (longest) {
        end = start + longest[0].length;
        all.push({ start: start, end: end, found: fromMatch(bearer, longest) });
      }
    }
    return all;
  }

  /* The family that a malformed identifier seems to belong to, or null. */
  function nearFamily(text) {
    var families = kb.index.file("families") || [];
    var family = families.find(function (each) {
      var prefix = /^(?:(?:[A-Z]\.)+|[A-Z]+\/?[A-Z]*)/.exec(each.example);
      if (!prefix || prefix[0].length < 2) { return false; }
      var letters = Array.from(prefix[0].replace(/[./]/g, "")).join("[\\s._/-]*");
      return new RegExp("^\\s*" + letters + "(?![A-Za-z])", "i").test(text);
    });
    if (family) { return family; }
    return /^\d{1,3}-\d/.test(text) ? families.find(function (each) {
      return each.name === "icj-document";
    }) : null;
  }

  kb.identifiers = { find: find, nearFamily: nearFamily, recognise: recognise };
})(window.kbSearch = window.kbSearch || {});
