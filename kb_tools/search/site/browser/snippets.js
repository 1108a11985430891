/* The part of a text where most of a query stands, with what matched marked, as
   kb_tools/search/snippets.py cuts it. */
(function (kb) {
  "use strict";

  function same(word, wanted) {
    if (kb.text.isStopWord(word) || kb.text.isStopWord(wanted)) { return word === wanted; }
    return kb.stems.english(word) === kb.stems.english(wanted) || kb.stems.french(word) === kb.stems.french(wanted);
  }

  function ends(token) { return [token.start, token.end]; }

  function isPhrase(stretch, leaf) {
    return stretch.every(function (token, place) {
      var word = leaf.words[place];
      return leaf.open && place === stretch.length - 1 ? token.text.startsWith(word) : token.text === word;
    });
  }

  /* Where a part of a query stands in a text: first and last character of each stretch. */
  function matches(text, found, leaf) {
    if (leaf.is === "word") {
      var wanted = [leaf.text].concat(leaf.parts);
      return found.filter(function (token) {
        return wanted.some(function (word) { return same(token.text, word); });
      }).map(ends);
    }
    if (leaf.is === "prefix") {
      return found.filter(function (token) { return token.text.startsWith(leaf.text); }).map(ends);
    }
    if (leaf.is === "phrase") {
      return found.slice(0, Math.max(0, found.length - leaf.words.length + 1)).flatMap(function (token, place) {
        var stretch = found.slice(place, place + leaf.words.length);
        var last = stretch[stretch.length - 1].end;
        var whole = isPhrase(stretch, leaf) && !text.slice(token.start, last).includes(kb.language.parting);
        return whole ? [[token.start, last]] : [];
      });
    }
    if (leaf.is === "near") { return together(text, found, leaf); }
    if (leaf.is === "identified") {
      return kb.identifiers.find(text).filter(function (each) {
        return each.found.keys.includes(leaf.key) || leaf.keys.includes(each.found.key);
      }).map(ends);
    }
    return [];
  }

  /* What stands near enough, each word by itself. */
  function together(text, found, leaf) {
    var position = 0, at = 0, starts = new Map(), lasts = new Map(), tokens = new Map(), kept = [];
    found.forEach(function (token) {
      var parted = text.slice(at, token.start).includes(kb.language.parting);
      position += parted ? kb.language.limits.farthest : 1;
      starts.set(token.start, position);
      lasts.set(token.end, position);
      tokens.set(position, token);
      at = token.end;
    });
    var places = leaf.parts.map(function (part) {
      return matches(text, found, part).map(function (pair) { return [starts.get(pair[0]), lasts.get(pair[1])]; });
    });
    kb.evaluate.stretchesNear(places, leaf.distance, function (stretches) {
      stretches.forEach(function (pair) { kept.push([tokens.get(pair[0]).start, tokens.get(pair[1]).end]); });
      return false;
    });
    return kept;
  }

  /* Another name of several words counts where they stand together. */
  function name(way) {
    return way.length === 1 ? way[0] : { is: "near", parts: way, distance: kb.language.limits.usual };
  }

  /* What a query matches in a text, in order, without overlaps: {start, end, leaf}. */
  function marksIn(text, node) {
    var found = kb.text.tokens(text), end = 0;
    var parts = kb.query.leaves(node).flatMap(function (leaf) {
      return leaf.is === "concept" ? leaf.words.concat(leaf.others.map(name)) : [leaf];
    });
    var marks = parts.flatMap(function (leaf, number) {
      return matches(text, found, leaf).map(function (pair) { return { start: pair[0], end: pair[1], leaf: number }; });
    });
    marks.sort(function (a, b) { return a.start - b.start || b.end - a.end; });
    return marks.filter(function (mark) {
      var kept = mark.start >= end;
      if (kept) { end = mark.end; }
      return kept;
    });
  }

  /* What speaks for a stretch: many parts of the query, sentences, many marks. */
  function value(text, marks, first, width) {
    var end = first.start + Math.floor(width * 4 / 5);
    var inside = marks.filter(function (mark) { return first.start <= mark.start && mark.end <= end; });
    var names = text.slice(first.start, end).split(kb.language.parting).length - 1;
    return [new Set(inside.map(function (mark) { return mark.leaf; })).size, -names, inside.length, -first.start];
  }

  function isBetter(one, other) {
    var at = one.findIndex(function (part, place) { return part !== other[place]; });
    return at >= 0 && one[at] > other[at];
  }

  function window_(text, marks, width) {
    if (text.length <= width) { return [0, text.length]; }
    var best = null;
    marks.forEach(function (mark) {
      var held = value(text, marks, mark, width);
      if (!best || isBetter(held, best)) { best = held; }
    });
    var start = best ? -best[3] : 0;
    start = Math.max(0, Math.min(start - Math.floor(width / 5), text.length - width));
    if (start) {
      var space = text.indexOf(" ", start);
      start = space >= 0 && space < start + 40 ? space + 1 : start;
    }
    var end = Math.min(text.length, start + width);
    if (end < text.length) {
      var last = text.lastIndexOf(" ", end - 1);
      end = last > start + Math.floor(width / 2) ? last : end;
    }
    return [start, end];
  }

  /* About `width` characters of a text around what matched: [text, matched] in turn. */
  function snippet(text, node, width) {
    var marks = marksIn(text, node), ends = window_(text, marks, width);
    var at = ends[0], segments = at ? [["… ", false]] : [];
    marks.forEach(function (mark) {
      if (ends[0] <= mark.start && mark.end <= ends[1]) {
        if (mark.start > at) { segments.push([text.slice(at, mark.start), false]); }
        segments.push([text.slice(mark.start, mark.end), true]);
        at = mark.end;
      }
    });
    if (ends[1] > at) { segments.push([text.slice(at, ends[1]), false]); }
    return ends[1] < text.length ? segments.concat([[" …", false]]) : segments;
  }

  kb.snippets = { snippet: snippet };
})(window.kbSearch = window.kbSearch || {});
