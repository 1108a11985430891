/* Why nothing was found, and what to ask instead, as kb_tools/search/advice.py says.  Loaded
   only when a query has no hits. */
(function (kb) {
  "use strict";

  var Q = kb.query;
  var MOST_CANDIDATES = 5000, MOST_REMOVALS = 8, MOST_TRIED = 24, MOST_OFFERED = 3, SHORTEST = 4;
  var spelt = null;
  var SYMBOL_KINDS = ["res", "prst", "pv", "hrc"];

  /* One query without hits over an index whose missing files are loaded between attempts. */
  function Advice(index) {
    this.index = index;
    this.evaluation = new kb.evaluate.Evaluation(index);
  }

  function isCounted(word) { return !kb.text.isStopWord(word); }
  function asWord(where) { return function (word) { return Q.word(word, where); }; }
  function hits(count) { return (count === 1 ? "is " : "are ") + counted(count); }
  function counted(count) { return count === 1 ? "1 hit" : kb.text.count(count) + " hits"; }
  function nearest(found) { return found.length ? "; nearest: " + found.join(", ") : ""; }

  /* A query with its parts changed that are not excluded. */
  function changed(node, change) {
    if (node.is === "and" || node.is === "or") {
      var parts = node.parts.map(function (part) { return changed(part, change); });
      return node.is === "and" ? Q.allOf(parts) : Q.anyOf(parts);
    }
    if (node.is === "not" || node.is === "nothing") { return node; }
    return node.is === "concept" ? Q.allOf(node.words.map(change)) : change(node);
  }

  function withOther(node, leaf, other) {
    return changed(node, function (part) { return Q.key(part) === Q.key(leaf) ? other : part; });
  }

  /* Beginnings of what was typed, longer ones first. */
  function shortened(leaf) {
    var found = [], length;
    if (leaf.is === "word" || leaf.is === "prefix") {
      for (length = leaf.text.length - 1; length >= SHORTEST; length -= 1) {
        found.push(Q.prefix(leaf.text.slice(0, length), leaf.where));
      }
    } else if (leaf.is === "identified") {
      var organ = kb.text.words(leaf.canonical), number = organ.pop();
      for (length = number.length - 1; length > 0; length -= 1) {
        found.push(Q.phrase(organ.concat([number.slice(0, length)]), "", true));
      }
      if (organ.length > 1) { found.push(Q.phrase(organ)); }
    }
    return found;
  }

  /* How much two words are alike: the share of letters in their longest common stretches. */
  function ratio(one, other) {
    function longest(low, high, start, end) {
      var best = [low, start, 0], before = new Map();
      for (var i = low; i < high; i += 1) {
        var lengths = new Map();
        for (var j = start; j < end; j += 1) {
          if (one[i] === other[j]) {
            var length = (before.get(j - 1) || 0) + 1;
            lengths.set(j, length);
            if (length > best[2]) { best = [i - length + 1, j - length + 1, length]; }
          }
        }
        before = lengths;
      }
      return best;
    }
    function matched(low, high, start, end) {
      var best = longest(low, high, start, end);
      if (!best[2]) { return 0; }
      return best[2] + matched(low, best[0], start, best[1]) + matched(best[0] + best[2], high, best[1] + best[2], end);
    }
    return 2 * matched(0, one.length, 0, other.length) / (one.length + other.length || 1);
  }

  function closeMatches(word, candidates, most, cutoff) {
    var alike = candidates.map(function (other) { return [ratio(other, word), other]; });
    return alike.filter(function (pair) { return pair[0] >= cutoff; })
      .sort(function (a, b) { return b[0] - a[0] || (a[1] < b[1] ? 1 : -1); })
      .slice(0, most).map(function (pair) { return pair[1]; });
  }

  function close(word, candidates) {
    var likely = candidates.filter(function (other) { return Math.abs(other.length - word.length) <= 3; });
    return closeMatches(word, likely.slice(0, MOST_CANDIDATES), 3, 0.7);
  }

  Advice.prototype = {
    total: function (node) { return this.evaluation.matching(node).size; },

    words: function (start) {
      var entries = this.index.file("spelling");
      if (entries && !spelt) {
        var before = "";
        spelt = entries.split(" ").map(function (entry) {
          before = before.slice(0, kb.unpacked(entry[0])[0]) + entry.slice(1);
          return before;
        });
      }
      return (spelt || []).filter(function (word) { return word.startsWith(start); });
    },

    /* Up to three words of the index that are spelt nearly like a word; a number has none. */
    nearestWords: function (word) {
      if (/\p{N}/u.test(word)) { return []; }
      var found = word.length > 2 ? close(word, this.words(word.slice(0, 2))) : [];
      if (!found.length) { found = close(word, this.words(word.slice(0, 1))); }
      return found.length ? found : close(word, this.words(""));
    },

    nearly: function (word) { return closeMatches(word, this.nearestWords(word), 1, 0.8)[0] || word; },

    /* Sentences that explain why a query has no hits, and queries that have some: [node, hits]. */
    whyNothing: function (node) {
      var self = this;
      if (node.is === "nothing") { return { sentences: [], ways: [] }; }
      var sentences = Q.leaves(node).flatMap(function (leaf) { return self.about(leaf); });
      Q.withoutEach(node).slice(0, MOST_REMOVALS).forEach(function (pair) {
        var count = self.total(pair[1]);
        if (count) { sentences.push("without `" + Q.render(pair[0], true) + "` there " + hits(count)); }
      });
      if (!sentences.length) {
        var kept = this.kept(node);
        sentences.push("each part is found, but never all together");
        if (kept.parts.length) {
          sentences.push("for `" + Q.render(Q.allOf(kept.parts)) + "` there " + hits(kept.count));
        }
      }
      return { sentences: Array.from(new Set(sentences)), ways: this.waysOut(node) };
    },

    waysOut: function (node) {
      var found = new Map();
      for (var group of this.ways(node)) {
        var untried = group.filter(function (way) {
          return Q.key(way) !== Q.key(node) && !found.has(Q.key(way));
        });
        for (var way of untried.slice(0, MOST_TRIED)) {
          var count = this.total(kb.equivalents.expanded(way));
          if (count) {
            found.set(Q.key(way), [way, count]);
            break;
          }
        }
        if (found.size === MOST_OFFERED) { break; }
      }
      if (found.size) { return Array.from(found.values()); }
      var everything = Q.property("kind", "case"), total = this.total(everything);
      return total ? [[everything, total]] : [];
    },

    /* Groups of queries of which one may be offered, those nearest to what was meant first. */
    ways: function* (node) {
      var self = this;
      yield [changed(node, function (leaf) { return self.spelt(leaf); })];
      yield this.inOtherWords(node);
      var loose = changed(node, function (leaf) { return self.loosened(leaf); });
      yield [loose];
      yield this.beginnings(node);
      yield [Q.allOf(this.kept(node).parts), Q.allOf(this.kept(loose).parts)];
    },

    inOtherWords: function (node) {
      return Q.leaves(node).flatMap(function (leaf) {
        if (leaf.is !== "phrase" || leaf.open) { return []; }
        var said = leaf.words.filter(isCounted).map(asWord(leaf.where));
        return kb.equivalents.namesOf(said).map(function (name) {
          return withOther(node, leaf, Q.phrase(kb.text.words(kb.text.clean(name)), leaf.where));
        });
      });
    },

    beginnings: function (node) {
      var self = this;
      return Q.leaves(node).flatMap(function (leaf) {
        var isSought = ["word", "prefix", "identified"].includes(leaf.is) && !self.total(leaf);
        return isSought ? shortened(leaf).map(function (shorter) { return withOther(node, leaf, shorter); }) : [];
      });
    },

    /* As many parts of a query, from its beginning, as some unit has, and their hits. */
    kept: function (node) {
      var kept = { parts: [], count: 0 };
      for (var part of node.is === "and" ? node.parts.slice(0, MOST_REMOVALS) : []) {
        var total = this.total(Q.allOf(kept.parts.concat([part])));
        if (total) { kept = { parts: kept.parts.concat([part]), count: total }; }
      }
      return kept;
    },

    /* A part that nothing has with its words or value spelt as the nearest that exist. */
    spelt: function (leaf) {
      var self = this;
      if (leaf.is === "word" && !this.total(leaf)) { return Q.word(this.nearly(leaf.text), leaf.where); }
      if (leaf.is === "phrase" && !leaf.open) {
        return Q.phrase(leaf.words.map(function (word) {
          return self.total(Q.phrase([word], leaf.where)) ? word : self.nearly(word);
        }), leaf.where);
      }
      if (leaf.is === "near") {
        return Q.near(leaf.parts.map(function (part) { return self.spelt(part); }), leaf.distance);
      }
      if (leaf.is === "property" && !this.total(leaf)) {
        var value = close(leaf.value, this.index.values(leaf.name))[0];
        return value ? Q.property(leaf.name, value) : leaf;
      }
      return leaf;
    },

    /* A phrase as words near each other, and what is not near as words anywhere. */
    loosened: function (leaf) {
      if (leaf.is === "phrase" && !leaf.open && leaf.words.length > 1) {
        var apart = leaf.words.filter(isCounted).map(asWord(leaf.where));
        var near = Q.near(apart, kb.language.limits.usual);
        return apart.length < 2 || !this.total(near) ? Q.allOf(apart) : near;
      }
      return leaf.is === "near" ? Q.allOf(leaf.parts) : leaf;
    },

    /* Say of one word or filter that nothing at all has it. */
    about: function (leaf) {
      var self = this, said = "`" + Q.render(leaf) + "`";
      if (this.total(leaf)) { return []; }
      switch (leaf.is) {
        case "word":
        case "prefix": return ["nothing has the word " + said + nearest(this.nearestWords(leaf.text))];
        case "phrase": return this.aboutPhrase(leaf);
        case "near": {
          var missing = leaf.parts.flatMap(function (part) { return self.about(part); });
          if (missing.length) { return missing; }
          var apart = this.total(Q.allOf(leaf.parts));
          return ["nothing has the words of " + said + " so near" +
            (apart ? "; as separate words there " + hits(apart) : "")];
        }
        case "concept": return leaf.words.flatMap(function (word) { return self.about(word); });
        case "identified":
          return ["nothing bears or cites " + leaf.canonical + "; symbols of other organs are not searched"];
        case "property": return ["nothing has " + said + nearest(close(leaf.value, this.index.values(leaf.name)))];
        default: return ["nothing fits " + said];
      }
    },

    aboutPhrase: function (phrase) {
      var self = this, sentences = phrase.open ? [] : aboutSymbol(phrase), last = phrase.words.length - 1;
      var missing = phrase.words.filter(function (word, place) {
        return !self.total(Q.phrase([word], phrase.where, phrase.open && place === last));
      });
      missing.forEach(function (word) {
        sentences.push("nothing has the word `" + word + "`" + nearest(self.nearestWords(word)));
      });
      if (!missing.length && phrase.words.length > 1) {
        var apart = this.total(Q.allOf(phrase.words.map(asWord(phrase.where))));
        sentences.push("the words of " + Q.render(phrase) + " never stand together like this" +
          (apart ? "; as separate words there " + hits(apart) : ""));
      }
      return sentences;
    }
  };

  /* Say how a symbol is written that was taken for a phrase, such as A/RES/1325. */
  function aboutSymbol(phrase) {
    var organ = phrase.words[0], kind = phrase.words[1] || "";
    var family = SYMBOL_KINDS.includes(kind) && phrase.words.length > 2
      ? kb.identifiers.nearFamily(organ + "/" + kind) : null;
    return family ? ["not a whole symbol; a " + family.label + " is written like " + family.example] : [];
  }

  kb.Advice = Advice;
})(window.kbSearch = window.kbSearch || {});
