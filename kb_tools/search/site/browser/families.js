/* The canonical form of official identifiers from what their spellings capture, as the families in
   kb_tools/identifiers/ make it. The spellings themselves come with the index. */
(function (kb) {
  "use strict";

  function upper(text) { return text.trim().toUpperCase(); }

  function andPart(text) {
    var plain = text.replace(/\s/g, "");
    return plain ? "/" + plain[0].toUpperCase() + plain.slice(1).toLowerCase() : "";
  }

  /* A part of a symbol as capitals, sign and number: `L.22`, `ES-11` or `75`. */
  function lettered(text, sign) {
    var letters = text.toUpperCase().replace(/[^A-Z]/g, "");
    var number = text.replace(/\D/g, "");
    return letters ? letters + sign + number : number;
  }

  function before1976(number, letter, session) {
    return ("A/RES/" + number + " " + upper(letter)).trimEnd() + " (" + session.toUpperCase() + ")";
  }

  function reports(year, volume, page) {
    return "I.C.J. Reports " + year + (volume ? " (" + volume.toUpperCase() + ")" : "") + ", p. " + page;
  }

  function sessionYears(text) {
    var years = text.match(/\d+/g);
    var ends = Number(years[0].slice(0, 4 - years[1].length) + years[1]);
    return years[0] + "-" + String(ends % 100).padStart(2, "0");
  }

  var FRENCH = { PESC: "CFSP", UE: "EU", CE: "EC", CEE: "EEC" };

  var CANONICAL = {
    "icj-document": function (number, date, kind, ofDay, part, language) {
      var text = [String(Number(number)).padStart(3, "0"), date, kind.toUpperCase(), ofDay, part].join("-");
      return language ? text + "-" + language.toUpperCase() : text;
    },
    "icj-verbatim-record": function (year, number) { return "CR " + year + "/" + number; },
    "icc-filing": function (special, number, year, inCase, caseYear, filing, suffix) {
      return (special ? "ICC-RoC46(3)-" : "ICC-") + number + "/" + year +
        (inCase ? "-" + inCase + "/" + caseYear : "") + (filing ? "-" + Number(filing) + suffix : "");
    },
    "icj-general-list": function (number) { return "General List No. " + number; },
    "icj-reports": reports,
    "pcij-series": function (letters, number) {
      var series = letters.length > 1 ? "A/B" : letters.toUpperCase();
      return "P.C.I.J., Series " + series + ", No. " + number.replaceAll(" ", "");
    },
    "security-council-resolution": function (number, year) {
      return "S/RES/" + number + (year ? " (" + year + ")" : "");
    },
    "security-council-presidential-statement": function (year, number) { return "S/PRST/" + year + "/" + number; },
    "security-council-meeting": function (number, resumption) {
      return "S/PV." + number + (resumption ? " (Resumption " + resumption + ")" : "");
    },
    "security-council-document": function (year, number, part) {
      return "S/" + year + "/" + number + andPart(part);
    },
    "general-assembly-resolution": function (held, number, letter) {
      return "A/RES/" + lettered(held, "-") + "/" + number + upper(letter);
    },
    "general-assembly-resolution-before-1976": before1976,
    "emergency-session-document": function (held, number, part) {
      return "A/ES-" + held + "/" + lettered(number, ".") + andPart(part);
    },
    "human-rights-council-document": function (kind, held, number, part) {
      var act = kind ? (/^d/i.test(kind) ? "DEC/" : "RES/") : "";
      var sign = /^n/i.test(number) ? "/" : ".";
      return "A/HRC/" + act + lettered(held, "-") + "/" + lettered(number, sign) + andPart(part);
    },
    "general-assembly-document": function (committee, held, number, volume, part) {
      var places = [committee ? "C." + committee : "", held, lettered(number, ".")].filter(Boolean);
      return "A/" + places.join("/") + (volume ? " (Vol. " + volume.toUpperCase() + ")" : "") + andPart(part);
    },
    "united-nations-document-before-1976": function (organ, number, part) {
      return organ.toUpperCase() + "/" + number + andPart(part);
    },
    "general-assembly-meeting-before-1976": function (number) { return "A/PV." + number; },
    "united-nations-press-release": function (series, number, revision) {
      return series.toUpperCase().replace(/[^A-Z]+/g, "/") + "/" + number + andPart(revision);
    },
    "uk-statutory-instrument": function (year, number) { return "SI " + year + "/" + number; },
    "uk-act": function (year, number) { return year + " c. " + number; },
    "uk-house-of-commons-paper": function (number, evidence, held) {
      return "HC " + number + (evidence ? "-" + evidence.replace(/^-+|-+$/g, "").toUpperCase() : "") +
        (held ? " (" + sessionYears(held) + ")" : "");
    },
    "european-union-act": function (mark, year, number, before) {
      mark = FRENCH[mark.toUpperCase()] || mark.toUpperCase();
      if (before) { return "(" + mark + ") No " + number + "/" + year; }
      return Number(year) >= 2015 ? "(" + mark + ") " + year + "/" + number : year + "/" + number + "/" + mark;
    }
  };

  /* The parts without which a document is found as well, by their place. */
  var OPTIONAL = {
    "icj-document": 5, "icj-reports": 1, "security-council-resolution": 1, "security-council-document": 2,
    "general-assembly-resolution-before-1976": 1, "emergency-session-document": 2,
    "human-rights-council-document": 3, "general-assembly-document": 4,
    "united-nations-document-before-1976": 2, "united-nations-press-release": 2, "uk-house-of-commons-paper": 2
  };

  function keyOf(family, canonical) { return family + ":" + canonical.toLowerCase().replaceAll(" ", ""); }

  /* An identifier: its canonical form, its key, and all keys under which it is found. */
  function identifier(family, parts) {
    var canonical = CANONICAL[family].apply(null, parts);
    var shorter = parts.map(function (part, place) { return place === OPTIONAL[family] ? "" : part; });
    var keys = [canonical, CANONICAL[family].apply(null, shorter)].map(function (form) { return keyOf(family, form); });
    return { canonical: canonical, key: keys[0], keys: Array.from(new Set(keys)) };
  }

  kb.families = { identifier: identifier, names: Object.keys(CANONICAL) };
})(window.kbSearch = window.kbSearch || {});
