/* Which units fit a query, and how well (BM25F), as kb_tools/search/evaluate.py decides. */
(function (kb) {
  "use strict";

  function union(sets) {
    var all = new Set();
    for (var set of sets) { for (var unit of set) { all.add(unit); } }
    return all;
  }

  function intersection(sets) {
    var ordered = sets.slice().sort(function (a, b) { return a.size - b.size; });
    return ordered.slice(1).reduce(function (kept, set) {
      return new Set(Array.from(kept).filter(function (unit) { return set.has(unit); }));
    }, new Set(ordered[0]));
  }

  function difference(one, other) {
    return new Set(Array.from(one).filter(function (unit) { return !other.has(unit); }));
  }

  function ascending(a, b) { return a[0] - b[0] || a[1] - b[1]; }

  /* Whether one stretch of each part stands together: the outer ones so close, and none the same.
     Calls `take` with the stretches; it ends when that returns true. */
  function stretchesNear(places, distance, take) {
    var tagged = places.flatMap(function (found, part) {
      return found.map(function (place) { return { place: place, part: part }; });
    }).sort(function (a, b) { return ascending(a.place, b.place) || a.part - b.part; });
    var latest = places.map(function () { return null; });
    for (var at = 0; at < tagged.length;) {
      var end = at;
      while (end < tagged.length && tagged[end].place[0] === tagged[at].place[0]) { end += 1; }
      for (var each of tagged.slice(at, end)) {
        var others = latest.map(function (held, part) { return part === each.part ? each.place : held; });
        var together = others.every(function (held, part) {
          return part === each.part || (held && held[1] < each.place[0] && each.place[0] - held[1] <= distance);
        });
        if (together && take(others)) { return true; }
      }
      tagged.slice(at, end).forEach(function (held) { latest[held.part] = held.place; });
      at = end;
    }
    return false;
  }

  function Evaluation(postings) {
    this.postings = postings;
    this.sets = new Map();
  }

  Evaluation.prototype = {
    /* The units that a query means. */
    matching: function (node) {
      var key = kb.query.key(node);
      if (!this.sets.has(key)) { this.sets.set(key, this.find(node)); }
      return this.sets.get(key);
    },

    find: function (node) {
      var self = this, postings = this.postings;
      var matching = function (part) { return self.matching(part); };
      switch (node.is) {
        case "and": return this.all(node.parts);
        case "or": return union(node.parts.map(matching));
        case "not": return difference(postings.everything(), this.matching(node.part));
        case "word": return this.word(node);
        case "prefix": return this.prefix(node);
        case "phrase": return new Set(this.starts(node.words, node.where, node.open).keys());
        case "near": return this.near(node.parts, node.distance);
        case "concept": return union([node.words].concat(node.others).map(kb.query.allOf).map(matching));
        case "identified": return union([this.bearing(node), this.citing(node)]);
        case "property": return postings.exact(node.name + "=" + node.value);
        case "dated": return intersection([
          postings.between("last", node.since, "~"), postings.between("first", "", node.until + "~")
        ]);
        default: return new Set();
      }
    },

    all: function (parts) {
      var self = this;
      var wanted = parts.filter(function (part) { return part.is !== "not"; });
      var found = wanted.length
        ? intersection(wanted.map(function (part) { return self.matching(part); })) : this.postings.everything();
      parts.forEach(function (part) {
        if (part.is === "not") { found = difference(found, self.matching(part.part)); }
      });
      return found;
    },

    word: function (node) {
      var self = this;
      if (node.parts.length) {
        var apart = kb.query.allOf(node.parts.map(function (part) { return kb.query.word(part, node.where); }));
        return union([this.matching(apart), this.matching(kb.query.word(node.text, node.where))]);
      }
      if (kb.text.isStopWord(node.text)) { return new Set(this.starts([node.text], node.where).keys()); }
      return union(kb.stems.both(node.text).flatMap(function (stem) {
        return fieldsOf(node.where).map(function (field) { return self.postings.counts(field, stem).keys(); });
      }));
    },

    prefix: function (node) {
      var self = this;
      if (node.where === "title") { return new Set(this.starts([node.text], node.where, true).keys()); }
      return union(this.postings.words(node.text).map(function (word) { return self.postings.positions(word).keys(); }));
    },

    /* Where words stand that begin so, by unit. */
    beginning: function (letters) {
      var self = this, found = new Map();
      this.postings.words(letters).forEach(function (word) {
        self.postings.positions(word).forEach(function (places, unit) {
          found.set(unit, (found.get(unit) || []).concat(places));
        });
      });
      return found;
    },

    /* Where a phrase begins, by unit. */
    starts: function (words, where, open) {
      var self = this, found = new Map(), section = kb.language.section;
      var places = words.map(function (word) { return self.postings.positions(word); });
      if (open) { places[places.length - 1] = this.beginning(words[words.length - 1]); }
      intersection(places.map(function (place) { return new Set(place.keys()); })).forEach(function (unit) {
        var following = places.map(function (place) { return new Set(place.get(unit)); });
        var starts = Array.from(following[0]).filter(function (start) {
          return (where !== "title" || start < section) &&
            following.every(function (place, offset) { return place.has(start + offset); });
        });
        if (starts.length) { found.set(unit, starts); }
      });
      return found;
    },

    near: function (parts, distance) {
      var self = this;
      var places = parts.map(function (part) { return self.stretches(part); });
      var together = intersection(places.map(function (place) { return new Set(place.keys()); }));
      return new Set(Array.from(together).filter(function (unit) {
        var held = places.map(function (place) { return Array.from(place.get(unit)).sort(ascending); });
        return stretchesNear(held, distance, function () { return true; });
      }));
    },

    /* Where a part of a query stands, by unit: first and last place. */
    stretches: function (part) {
      var self = this, found = new Map();
      function add(starts, length) {
        starts.forEach(function (places, unit) {
          var known = found.get(unit) || [];
          found.set(unit, known.concat(places.map(function (start) { return [start, start + length - 1]; })));
        });
      }
      if (part.is === "phrase") {
        add(this.starts(part.words, part.where, part.open), part.words.length);
      } else if (part.is === "prefix") {
        add(this.starts([part.text], part.where, true), 1);
      } else {
        var others = this.postings.words(kb.stems.beginningOfForms(part.text));
        kb.stems.formsAmong(part.text, others).forEach(function (word) { add(self.starts([word], part.where), 1); });
        if (part.parts.length) { add(this.starts(part.parts, part.where), part.parts.length); }
      }
      return found;
    },

    bearing: function (node) { return this.identified(node, "bears"); },
    citing: function (node) { return this.identified(node, "cites"); },

    /* The units whose identifier is this one, or a shorter form of it. */
    identified: function (node, how) {
      var postings = this.postings;
      var shorter = node.keys.map(function (form) { return postings.exact(how + "-only=" + form); });
      return union(shorter.concat([postings.exact(how + "=" + node.key)]));
    },

    /* How well each unit that fits does so. */
    scores: function (node) {
      var self = this, scores = new Map();
      this.matching(node).forEach(function (unit) { scores.set(unit, 0); });
      kb.query.leaves(node).forEach(function (leaf) { self.add(leaf, scores); });
      scores.forEach(function (score, unit) { scores.set(unit, score * self.postings.weight(unit)); });
      return scores;
    },

    add: function (leaf, scores) {
      var self = this, ranking = kb.language.ranking;
      if (leaf.is === "concept") {
        this.addConcept(leaf.words, [leaf.words].concat(leaf.others), scores);
      } else if (leaf.is === "near") {
        leaf.parts.forEach(function (part) { self.add(part, scores); });
      } else if (leaf.is === "word") {
        [leaf.text].concat(leaf.parts).forEach(function (word) { self.addWord(word, leaf.where, scores); });
      } else if (leaf.is === "phrase") {
        var whole = leaf.open ? leaf.words.slice(0, -1) : leaf.words;
        whole.forEach(function (word) { self.addWord(word, leaf.where, scores); });
        addConstant(this.matching(leaf), ranking.phrase, scores);
      } else if (leaf.is === "prefix") {
        addConstant(this.matching(leaf), ranking.prefix, scores);
      } else if (leaf.is === "identified") {
        addConstant(this.citing(leaf), ranking.cited, scores);
        addConstant(this.bearing(leaf), ranking.borne, scores);
      }
    },

    /* Add what the best way to say it brings: its words on average, for each word typed. */
    addConcept: function (typed, ways, scores) {
      var self = this, most = new Map();
      ways.forEach(function (way) {
        var gained = new Map();
        self.matching(kb.query.allOf(way)).forEach(function (unit) { if (scores.has(unit)) { gained.set(unit, 0); } });
        way.forEach(function (word) { self.add(word, gained); });
        gained.forEach(function (amount, unit) {
          most.set(unit, Math.max(most.get(unit) || 0, amount * typed.length / way.length));
        });
      });
      most.forEach(function (amount, unit) { scores.set(unit, scores.get(unit) + amount); });
    },

    addWord: function (word, where, scores) {
      var self = this, ranking = kb.language.ranking, frequency = new Map();
      if (kb.text.isStopWord(word)) { return; }
      fieldsOf(where).forEach(function (field) {
        var counts = new Map();
        kb.stems.both(word).forEach(function (stem) {
          self.postings.counts(field, stem).forEach(function (count, unit) {
            if (scores.has(unit)) { counts.set(unit, Math.max(count, counts.get(unit) || 0)); }
          });
        });
        counts.forEach(function (count, unit) {
          var share = self.postings.length(field, unit) / ranking.usualLength[field];
          var damping = 1 - ranking.lengthCounts[field] * (1 - share);
          frequency.set(unit, (frequency.get(unit) || 0) + ranking.weight[field] * count / damping);
        });
      });
      var total = this.postings.everything().size;
      var rare = this.matching(kb.query.word(word, where)).size;
      var rarity = Math.log(1 + (total - rare + 0.5) / (rare + 0.5));
      frequency.forEach(function (amount, unit) {
        scores.set(unit, scores.get(unit) + rarity * amount / (ranking.saturation + amount));
      });
    }
  };

  function fieldsOf(where) { return where === "title" ? ["title"] : kb.language.ranking.fields; }

  function addConstant(units, amount, scores) {
    units.forEach(function (unit) { if (scores.has(unit)) { scores.set(unit, scores.get(unit) + amount); } });
  }

  /* Units from the best to the last; equal ones by reference, which is their number. */
  function ranked(scores) {
    var rounded = Array.from(scores, function (pair) { return [Math.round(pair[1] * 1e6), pair[0]]; });
    return rounded.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; }).map(function (pair) { return pair[1]; });
  }

  kb.evaluate = {
    Evaluation: Evaluation, intersection: intersection, ranked: ranked, stretchesNear: stretchesNear
  };
})(window.kbSearch = window.kbSearch || {});
