/* Cutting a query into pieces, as kb_tools/search/lexer.py does. */
(function (kb) {
  "use strict";

  var W = "[\\p{L}\\p{N}_]";
  var OPENING = { '"': '"', "“": "”", "„": "“", "«": "»" };
  var SIGN = /(?<![^\s(])[-+\u2212](?=[^\s\p{Nd}])/gu;
  var SIGN_HERE = /(?<![^\s(])[-+\u2212](?=[^\s\p{Nd}])/uy;
  var FIELD = /([A-Za-zÀ-ÿ_]{2,20}):/y;
  var CHUNK = /[^\s()"“”„«»]+/y;
  var RANGE = /^(\d{4}(?:-\d\d){0,2})?\.\.\.?(\d{4}(?:-\d\d){0,2})?$/;
  var LONG_NUMBER = /\p{Nd}{20,}/gu;
  var OPERATORS = ["AND", "OR", "NOT"];
  var NEAR = /^(?:NEAR(?:\/(\d{1,9}))?|(?:near|w|W)?\/(\d{1,2}))$/;
  var APART = /~(\d{0,9})/y;
  var FOREIGN = new RegExp("(?<=" + W + ")[~^](?:\\d+(?:\\.\\d+)?)?$", "u");
  var ACRONYM = /^[^\p{L}\p{N}_]*([A-Z]{2,3})[^\p{L}\p{N}_]*$/u;
  var ISO_DAY = /^\d{4}-\d{2}(?:-\d{2})?$/;
  var SYMBOL = /[A-Za-z]{1,3}(?:\s*\/\s*|\s+)(?:RES|PRST|PV|HRC)[\s/.]*\p{Nd}[\p{L}\p{N}_/.-]*/giu;
  var BANG = new RegExp("^" + W + "{2,}!$", "u");
  var HYPHENED = new RegExp(W + "[-\\u2010\\u2011]" + W, "u");

  function symbolsIn(text) {
    return kb.identifiers.find(text.replace(LONG_NUMBER, function (run) { return "_".repeat(run.length); }));
  }

  /* The phrase of these words, or the identifier that they spell. */
  function phraseOf(words, where) {
    var found = where ? null : kb.identifiers.recognise(words.join(" "));
    return found ? kb.query.identified(found) : kb.query.phrase(words, where);
  }

  /* The condition for a date, since, until or year; 2020..2022 is a range. */
  function readDates(name, value) {
    value = value.replaceAll("...", "..");
    var parting = value.indexOf("..");
    if (parting >= 0) {
      var first = value.slice(0, parting), last = value.slice(parting + 2);
      var since = first && kb.dates.checked(first), until = last && kb.dates.checked(last);
      if (since && until && kb.dates.latest(until) < kb.dates.earliest(since)) {
        throw new kb.dates.DateProblem(kb.text.shown(value) + " runs backwards", "write " + until + ".." + since);
      }
      return kb.query.dated(since, until);
    }
    var day = kb.dates.checked(value);
    return kb.query.dated(name === "until" ? "" : day, name === "since" ? "" : day);
  }

  function Lexer(text) {
    this.text = text;
    this.notes = [];
    this.pieces = [];
    this.common = [];
    this.at = 0;
    this.depth = 0;
    this.symbols = new Map();
  }

  Lexer.prototype = {
    run: function () {
      var lexer = this, limits = kb.language.limits;
      this.text = kb.text.clean(this.text);
      if (this.text.length > limits.characters) {
        this.text = this.text.slice(0, limits.characters);
        this.note("only the first " + kb.text.count(limits.characters) + " characters were read");
      }
      // A sign before a word excludes it; the identifier behind it starts after the sign.
      var scanned = this.text.replace(SIGN, " ");
      for (var match of scanned.matchAll(SYMBOL)) {
        this.symbol(match.index, match.index + match[0].length, phraseOf(kb.text.words(match[0])));
      }
      symbolsIn(scanned).forEach(function (each) {
        lexer.symbol(each.start, each.end, kb.query.identified(each.found));
      });
      while (this.at < this.text.length) {
        if (this.pieces.length >= limits.pieces) {
          this.note("only the first " + limits.pieces + " parts were read");
          break;
        }
        this.next();
      }
      this.question();
      return this.pieces;
    },

    /* Leave out the French word for how, where it begins a French question. */
    question: function () {
      var first = this.pieces[0], second = this.pieces[1];
      var asks = first && second && first.kind === "term" && second.kind === "term" &&
        kb.query.key(first.node) === kb.query.key(kb.query.word("comment"));
      if (asks && this.common.some(function (word) { return kb.language.frenchWords.includes(word); })) {
        this.pieces.shift();
        this.common.unshift("comment");
      }
    },

    symbol: function (start, end, node) {
      if (this.text[end] === "*") {
        node = kb.query.phrase(kb.text.words(this.text.slice(start, end)), "", true);
        end += 1;
      }
      this.symbols.set(start, [end, node]);
    },

    note: function (sentence) {
      if (!this.notes.includes(sentence)) { this.notes.push(sentence); }
    },

    term: function (node) {
      if (node.is !== "nothing") { this.pieces.push({ kind: "term", node: node }); }
    },

    match: function (pattern) {
      pattern.lastIndex = this.at;
      return pattern.exec(this.text);
    },

    next: function () {
      var sign = this.text[this.at];
      if (/\s/.test(sign)) {
        this.at += 1;
      } else if ("()".includes(sign) && !this.symbols.has(this.at)) {
        this.parenthesis(sign);
      } else if (this.match(SIGN_HERE)) {
        this.at += 1;
        if (sign !== "+") { this.pieces.push({ kind: "NOT" }); }
      } else if (this.symbols.has(this.at)) {
        var known = this.symbols.get(this.at);
        this.at = known[0];
        this.term(known[1]);
      } else if (sign in OPENING) {
        this.term(this.phrase(""));
      } else if ("”»".includes(sign)) {
        this.at += 1;
      } else {
        var field = this.match(FIELD);
        if (field) { this.field(field); } else { this.chunk(); }
      }
    },

    parenthesis: function (sign) {
      var deepest = kb.language.limits.depth;
      this.at += 1;
      this.depth += sign === "(" ? 1 : -1;
      if (this.depth < 0) {
        this.depth = 0;
        this.note("a closing parenthesis without an opening one was left out");
      } else if (this.depth + (sign === ")" ? 1 : 0) <= deepest) {
        this.pieces.push({ kind: sign });
      } else {
        this.note("parentheses deeper than " + deepest + " were left out");
      }
    },

    quoted: function () {
      var opening = this.text[this.at];
      var end = this.text.indexOf(OPENING[opening], this.at + 1);
      if (end < 0 && opening !== '"') { end = this.text.indexOf('"', this.at + 1); }
      if (end < 0) {
        this.note("a quotation mark was not closed: read as a phrase up to the end");
        end = this.text.length;
      }
      var content = this.text.slice(this.at + 1, end);
      this.at = end + 1;
      return content;
    },

    phrase: function (where) {
      var content = this.quoted();
      var found = symbolsIn(content.trim());
      if (found.length && !where && found[0].start === 0 && found[0].end === content.trim().length) {
        return kb.query.identified(found[0].found);
      }
      var words = this.first(kb.text.words(content));
      if (words.length > 1 && content.trimEnd().endsWith("*")) { return kb.query.phrase(words, where, true); }
      if (!words.length) {
        this.note("empty quotation marks were left out");
        return kb.query.NOTHING;
      }
      var apart = this.match(APART);
      if (apart) {
        this.at += apart[0].length;
        return this.near(words, where, apart[1]);
      }
      return phraseOf(words, where);
    },

    near: function (words, where, distance) {
      var lexer = this;
      var counted = words.filter(function (word) { return !kb.text.isStopWord(word); });
      if (counted.length < 2) {
        this.note("`~` needs two words in the quotation marks before it, and was left out");
        return phraseOf(words, where);
      }
      words.forEach(function (word) { if (kb.text.isStopWord(word)) { lexer.common.push(word); } });
      return kb.query.near(counted.map(function (word) { return kb.query.word(word, where); }), this.distance(distance));
    },

    distance: function (written) {
      var farthest = kb.language.limits.farthest;
      var distance = written ? Number(written) : kb.language.limits.usual;
      if (distance < 1 || distance > farthest) {
        this.note("words stand near each other from 1 to " + farthest + " words apart");
      }
      return Math.max(1, Math.min(distance, farthest));
    },

    field: function (match) {
      var name = kb.text.fold(match[1]), after = this.at + match[0].length;
      var known = Object.hasOwn(kb.language.properties, name) || kb.language.dateFields.includes(name) ||
        name === "title" || name === "id";
      if (!known) {
        if (!this.text.startsWith("//", after)) {
          this.note(kb.text.shown(match[1]) + " is not a field: read as a word");
        }
        this.words(match[1], "");
        this.at = after;
        return;
      }
      this.at = after;
      if (this.symbols.has(after)) {
        this.next();
        return;
      }
      var quoted = this.text[after] in OPENING;
      if (quoted && name === "title") {
        this.term(this.phrase("title"));
        return;
      }
      var chunk = this.match(CHUNK);
      var value = quoted ? this.quoted() : chunk ? chunk[0] : "";
      if (!quoted) { this.at += value.length; }
      this.valued(name, value);
    },

    valued: function (name, value) {
      var text = name === "title" || name === "id";
      if (text ? !kb.text.words(value).length : !kb.text.slug(value)) {
        this.note("`" + name + ":` has no value and was left out");
      } else if (text) {
        this.words(value, name === "title" ? "title" : "");
      } else if (kb.language.dateFields.includes(name)) {
        this.term(this.date(name, value));
      } else {
        this.term(propertyIs(name, value));
      }
    },

    date: function (name, value) {
      try {
        return readDates(name, value);
      } catch (problem) {
        if (!(problem instanceof kb.dates.DateProblem)) { throw problem; }
        this.note(problem.message + ": `" + name + ":` was left out (" + problem.hint + ")");
        return kb.query.NOTHING;
      }
    },

    chunk: function () {
      var match = this.match(CHUNK);
      var chunk = match ? match[0] : this.text[this.at];
      this.at += chunk.length;
      var operator = { "&&": "AND", "||": "OR" }[chunk] || chunk;
      var near = NEAR.exec(chunk);
      if (OPERATORS.includes(operator)) {
        this.pieces.push({ kind: operator });
      } else if (near) {
        this.pieces.push({ kind: "NEAR", distance: this.distance(near[1] || near[2] || "") });
      } else if (RANGE.test(chunk) && chunk.replace(/\./g, "")) {
        this.term(this.date("date", chunk));
      } else if (ISO_DAY.test(chunk)) {
        var dated = this.date("date", chunk);
        this.note("`" + chunk + '` was read as a date; "' + chunk + '" looks for the text');
        this.term(dated);
      } else {
        this.words(chunk, "");
      }
    },

    /* Add the words of a run of text without spaces. */
    words: function (chunk, where) {
      var lexer = this, foreign = FOREIGN.exec(chunk);
      if (foreign) {
        this.note("`" + foreign[0] + "` has no meaning behind a word and was left out");
        chunk = chunk.slice(0, foreign.index);
      }
      var found = kb.text.words(chunk), unstarred = chunk.replace(/\*+$/, "");
      if (unstarred.includes("*")) {
        this.note("a star counts at the end of a word only: elsewhere it was left out");
      }
      if (found.length && BANG.test(chunk)) {
        this.note("`" + chunk + "` was read as a word; write " + found[0] + "* for what begins so");
      }
      if (unstarred !== chunk && found.length) {
        this.prefix(found, where);
      } else if (chunk.replace(/^\/+|\/+$/g, "").includes("/") && found.length > 1) {
        this.term(phraseOf(this.first(found), where));
      } else if (found.length === 2 && HYPHENED.test(chunk)) {
        this.term(kb.query.word(found.join(""), where, found));
      } else {
        var acronym = found.length === 1 && ACRONYM.test(chunk.replaceAll(".", ""));
        if (found.length > 1 && /['’]/.test(chunk)) {
          var whole = found.filter(function (word) { return !kb.language.elided.includes(word); });
          found = whole.length ? whole : found;
        }
        this.first(found).forEach(function (word) { lexer.word(word, where, acronym); });
      }
    },

    prefix: function (found, where) {
      var last = found[found.length - 1];
      if (found.length > 1) { // the parts of a symbol stay together
        var first = this.first(found);
        this.term(kb.query.phrase(first, where, first.length === found.length));
      } else if (last.length < 2) {
        this.note("`" + last + "*` is too short: write at least two letters before the star");
        this.word(last, where);
      } else {
        this.term(kb.query.prefix(last, where));
      }
    },

    first: function (found) {
      var most = kb.language.limits.pieces;
      if (found.length > most) { this.note("only the first " + most + " words of a part were read"); }
      return found.slice(0, most);
    },

    word: function (word, where, capitals) {
      if (kb.text.isStopWord(word) && !(capitals && kb.language.organisations.includes(word))) {
        this.common.push(word);
      } else {
        capitals = capitals && !OPERATORS.includes(word.toUpperCase());
        this.term(kb.query.word(word, where, [], capitals));
      }
    }
  };

  /* The condition that a property, by any of its names, has a value in any spelling. */
  function propertyIs(name, value) {
    var properties = kb.language.properties;
    return kb.query.property(Object.hasOwn(properties, name) ? properties[name] : name, kb.text.slug(value));
  }

  kb.lexer = { Lexer: Lexer, propertyIs: propertyIs, readDates: readDates };
})(window.kbSearch = window.kbSearch || {});
