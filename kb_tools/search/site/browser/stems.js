/* Stems of English and French words, as kb_tools/search/stems.py makes them. */
(function (kb) {
  "use strict";

  var CONSONANT = "(?:[^aeiouy]|(?<=[aeiou])y|^y)";
  var VOWEL = "(?:[aeiou]|(?<![aeiou])(?<!^)y)";
  var MEASURE = new RegExp(VOWEL + "+" + CONSONANT + "+", "g");
  var HAS_VOWEL = new RegExp(VOWEL);
  var SHORT_END = new RegExp(CONSONANT + VOWEL + "(?![wxy])" + CONSONANT + "$");
  var DOUBLE_END = /([^aeiouylsz])\1$/;
  var BRITISH = /(?<=[a-z]{3})(is)(?=(?:e[ds]?|ing|ations?|ers?)$)/g;

  function measure(stem) { return (stem.match(MEASURE) || []).length; }

  function without(word, length) { return word.slice(0, word.length - length); }

  function remembered(make) {
    var known = new Map();
    return function (word) {
      if (!known.has(word)) { known.set(word, make(word)); }
      return known.get(word);
    };
  }

  function pastAndPlural(word) {
    if (/(?:sses|ies)$/.test(word)) {
      word = without(word, 2);
    } else if (/[^s]s$/.test(word)) {
      word = without(word, 1);
    }
    if (word.endsWith("eed")) { return measure(without(word, 3)) > 0 ? without(word, 1) : word; }
    for (var suffix of ["ed", "ing"]) {
      var stem = without(word, suffix.length);
      if (word.endsWith(suffix) && HAS_VOWEL.test(stem)) {
        if (/(?:at|bl|iz)$/.test(stem)) { return stem + "e"; }
        if (DOUBLE_END.test(stem)) { return without(stem, 1); }
        return measure(stem) === 1 && SHORT_END.test(stem) ? stem + "e" : stem;
      }
    }
    return word;
  }

  function replaced(word, pairs) {
    for (var pair of pairs) {
      if (word.endsWith(pair[0])) {
        var stem = without(word, pair[0].length);
        return measure(stem) > 0 ? stem + pair[1] : word;
      }
    }
    return word;
  }

  function withoutSuffix(word) {
    for (var suffix of kb.language.stems.step4) {
      if (word.endsWith(suffix)) {
        var stem = without(word, suffix.length);
        return measure(stem) > 1 && (suffix !== "ion" || /[st]$/.test(stem)) ? stem : word;
      }
    }
    return word;
  }

  function tidyEnd(word) {
    if (word.endsWith("e")) {
      var stem = without(word, 1);
      var count = measure(stem);
      if (count > 1 || (count === 1 && !SHORT_END.test(stem))) { word = stem; }
    }
    return word.endsWith("ll") && measure(word) > 1 ? without(word, 1) : word;
  }

  function isStemmed(word, shortest) {
    return word.length >= shortest && word.length <= kb.language.stems.longest && /^[a-z]+$/i.test(word);
  }

  var english = remembered(function (word) {
    if (!isStemmed(word, 3)) { return word; }
    word = pastAndPlural(word.replace(BRITISH, "iz"));
    if (word.endsWith("y") && HAS_VOWEL.test(without(word, 1))) { word = without(word, 1) + "i"; }
    word = replaced(replaced(word, kb.language.stems.step2), kb.language.stems.step3);
    return tidyEnd(withoutSuffix(word));
  });

  var french = remembered(function (word) {
    if (!isStemmed(word, 5)) { return word; }
    if (word.endsWith("x")) {
      word = /aux$/.test(word) && !/eaux$/.test(word) ? without(word, 2) + "l" : without(word, 1);
    } else if (word.endsWith("s")) {
      word = without(word, 1);
    }
    for (var row of kb.language.stems.french) {
      if (word.endsWith(row[0]) && word.length >= row[1]) {
        word = without(word, row[0].length) + row[2];
        break;
      }
    }
    for (var ending of ["r", "e", "e"]) {
      if (word.length > 4 && word.endsWith(ending)) { word = without(word, 1); }
    }
    return word.length > 4 ? word.replace(/([a-z])\1$/, "$1") : word;
  });

  /* The terms under which a word is looked up; those of French are marked. */
  function both(word) { return [english(word), "~" + french(word)]; }

  /* Those of other words that are forms of a word, in English or in French. */
  function formsAmong(word, others) {
    if (kb.text.isStopWord(word)) { return others.filter(function (other) { return other === word; }); }
    var wanted = both(word);
    return others.filter(function (other) {
      if (kb.text.isStopWord(other)) { return false; }
      var stems = both(other);
      return stems[0] === wanted[0] || stems[1] === wanted[1];
    });
  }

  /* The letters with which all forms of a word begin; endings change two more than stems. */
  function beginningOfForms(word) {
    var stems = [english(word), french(word)].map(function (stem) {
      return stem.slice(0, Math.max(1, stem.length - 2));
    });
    var length = 0;
    while (length < Math.min(word.length, stems[0].length, stems[1].length) &&
           stems[0][length] === word[length] && stems[1][length] === word[length]) { length += 1; }
    return word.slice(0, length);
  }

  kb.stems = {
    beginningOfForms: beginningOfForms, both: both, english: english, formsAmong: formsAmong, french: french
  };
})(window.kbSearch = window.kbSearch || {});
