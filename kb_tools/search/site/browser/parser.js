/* The meaning of whatever is typed, as kb_tools/search/parser.py reads it. */
(function (kb) {
  "use strict";

  var W = "[\\p{L}\\p{N}_]";

  function isNothing(node) { return node.is === "nothing"; }

  /* A query: its meaning, what was repaired, and whether the reader should be told. */
  function parse(text) {
    var lexer = new kb.lexer.Lexer(text);
    var parser = new Parser(lexer.run(), lexer.notes);
    var node = parser.alternatives(false);
    if (isNothing(node)) {
      node = kb.query.allOf(lexer.common.slice(0, kb.language.limits.pieces).map(function (word) {
        return kb.query.word(word);
      }));
    } else if (lexer.common.length) {
      lexer.notes.push("left out as too common: " + Array.from(new Set(lexer.common)).join(", "));
    }
    hintAtOperators(text, lexer.notes);
    var differs = lexer.notes.length > 0 || plain(text) !== plain(kb.query.render(node));
    return { node: node, notes: lexer.notes, differs: differs };
  }

  /* A query as it is compared: case, spaces and the AND that goes without saying apart. */
  function plain(text) {
    var elision = new RegExp("(?<!" + W + ")(?:" + kb.language.elided.join("|") + ")['’\u02bc](?=" + W + ")|(?<=" +
      W + ")['’\u02bc]s(?!" + W + ")", "gu");
    return kb.text.fold(text.replace(/(?<=\s)(?:AND|&&)\s/g, " ")).replace(elision, "")
      .replace(/[“”]/g, '"').split(/[\s\x1c-\x1f\x85]+/).filter(Boolean).join(" ");
  }

  function hintAtOperators(text, notes) {
    var typed = ["or", "not", "ou"].find(function (word) { return new RegExp("\\S\\s+" + word + "\\s+\\S").test(text); });
    if (typed) {
      var operator = typed === "not" ? "NOT" : "OR";
      var meaning = typed === "not" ? "leave words out" : "look for either word";
      notes.push("`" + typed + "` was read as a word; write " + operator + " in capitals to " + meaning);
    }
  }

  function Parser(pieces, notes) {
    this.pieces = pieces;
    this.notes = notes;
    this.at = 0;
  }

  Parser.prototype = {
    peek: function () { return this.at < this.pieces.length ? this.pieces[this.at].kind : ""; },

    note: function (sentence) {
      if (!this.notes.includes(sentence)) { this.notes.push(sentence); }
    },

    alternatives: function (inside) {
      var choices = [this.all(inside)];
      while (this.peek() === "OR") {
        this.at += 1;
        choices.push(this.all(inside));
        if (choices.slice(-2).some(isNothing)) { this.note("`OR` without a word on both sides was left out"); }
      }
      return kb.query.anyOf(choices);
    },

    all: function (inside) {
      var parts = [];
      for (var kind = this.peek(); kind && kind !== "OR"; kind = this.peek()) {
        if (kind === ")") {
          if (inside) { break; }
          this.at += 1;
        } else if (kind === "AND") {
          this.at += 1;
          if (!parts.length || ["", "OR", "AND", ")"].includes(this.peek())) {
            this.note("`AND` without a word on both sides was left out");
          }
        } else {
          parts.push(this.one());
        }
      }
      return kb.query.allOf(parts);
    },

    one: function () {
      var kind = this.peek();
      if (kind === "NOT" || kind === "NEAR") {
        this.at += 1;
        if (kind === "NOT") { return this.excluded(); }
        this.note("`NEAR` without a word on both sides was left out");
        return kb.query.NOTHING;
      }
      return this.withNear(this.single());
    },

    withNear: function (node) {
      var found = [], chain = [node], distance = 0;
      while (this.peek() === "NEAR") {
        var asked = this.pieces[this.at].distance;
        this.at += 1;
        if (!["term", "("].includes(this.peek())) {
          this.note("`NEAR` without a word on both sides was left out");
          break;
        }
        if (distance && asked !== distance) {
          found.push(this.near(chain, distance));
          chain = chain.slice(-1);
        }
        chain.push(this.single());
        distance = asked;
      }
      return kb.query.allOf(found.concat([this.near(chain, distance)]));
    },

    near: function (chain, distance) {
      var words = chain.filter(function (part) { return ["word", "prefix", "phrase"].includes(part.is); });
      var fields = new Set(words.map(function (part) { return part.where; }));
      if (chain.length === 1 || words.length < chain.length || fields.size > 1) {
        if (chain.length > 1) { this.note("`NEAR` joins words and phrases of one field only: read as AND"); }
        return kb.query.allOf(chain);
      }
      return kb.query.near(words, distance);
    },

    single: function () {
      var piece = this.pieces[this.at];
      this.at += 1;
      if (piece.kind !== "(") { return piece.node; }
      var node = this.alternatives(true);
      if (this.peek() === ")") {
        this.at += 1;
      } else {
        this.note("a parenthesis was not closed: read as closed at the end");
      }
      return node;
    },

    excluded: function () {
      var negative = true;
      while (this.peek() === "NOT") {
        this.at += 1;
        negative = !negative;
      }
      if (!["term", "("].includes(this.peek())) {
        this.note("`NOT` without a word after it was left out");
        return kb.query.NOTHING;
      }
      var node = this.one();
      if (isNothing(node) || !negative) { return node; }
      return node.is === "not" ? node.part : kb.query.not(node);
    }
  };

  /* Whether AND and OR meet, where readers disagree about what binds tighter. */
  function mixesAndWithOr(node) {
    return node.is === "or" && node.parts.some(function (part) { return part.is === "and"; });
  }

  kb.parser = { mixesAndWithOr: mixesAndWithOr, parse: parse };
})(window.kbSearch = window.kbSearch || {});
