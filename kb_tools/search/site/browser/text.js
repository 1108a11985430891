/* From text to words, as kb_tools/search/analysis.py and kb_tools/scalars.py read it. */
(function (kb) {
  "use strict";

  var WORD = /(?:[\p{L}\p{Nl}\p{No}]\.){2,}|[\p{L}\p{N}]+/gu;
  var EXTRA = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "ð": "d" };
  var LETTER_APOSTROPHE = "\u02bc";

  function isAscii(text) { return !/[^\x00-\x7f]/.test(text); }

  function fold(text) {
    if (isAscii(text)) { return text.toLowerCase(); }
    return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase()
      .replace(/[ßæœøłđı’ð]/g, function (sign) { return EXTRA[sign]; });
  }

  function slug(text) {
    var hyphened = fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    return hyphened.slice(0, 60).replace(/-+$/, "");
  }

  /* Composed, on one line, without control, direction and invisible characters. */
  function clean(text) {
    if (/^[\x20-\x7e]*$/.test(text)) { return text; }
    return text.replaceAll(LETTER_APOSTROPHE, "\u2019")
      .replace(/(?![\s\x1c-\x1f\x85])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "").replaceAll("\ufeff", "")
      .replace(/[\s\x1c-\x1f\x85]+/g, " ").normalize("NFC");
  }

  function folded(word) {
    if (isAscii(word)) { return word.toLowerCase(); }
    return fold(fold(word)).replaceAll(LETTER_APOSTROPHE, "").replace(/[^\p{L}\p{N}]/gu, "");
  }

  /* Words with their places: {text, start, end}. */
  function tokens(text) {
    var found = [];
    for (var match of text.matchAll(WORD)) {
      var word = folded(match[0].replaceAll(".", ""));
      if (word) { found.push({ text: word, start: match.index, end: match.index + match[0].length }); }
    }
    return found;
  }

  function words(text) { return tokens(text).map(function (token) { return token.text; }); }

  function isStopWord(word) { return kb.language.stopWords.has(word); }

  /* Text inside a message: one line, shortened, in backquotes. */
  function shown(text) {
    var flat = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd").replace(/`/g, "'");
    return flat.length > 60 ? "`" + flat.slice(0, 59) + "…`" : "`" + flat + "`";
  }

  function count(number) { return number.toLocaleString("en"); }

  kb.text = {
    clean: clean, count: count, fold: fold, isStopWord: isStopWord, shown: shown, slug: slug,
    tokens: tokens, words: words
  };
})(window.kbSearch = window.kbSearch || {});
