/* Partial dates, as kb_tools/scalars.py reads them: 2017, 2017-08, 2017-08-25. */
(function (kb) {
  "use strict";

  var MONTHS = ("January February March April May June July August September October November " +
    "December").split(" ");
  var FIRST_YEAR = 1500, LAST_YEAR = 2199;

  /* What is wrong with a date, and what to write. */
  function DateProblem(message, hint) { this.message = message; this.hint = hint; }

  function two(number) { return String(number).padStart(2, "0"); }

  function lastDay(year, month) { return new Date(Date.UTC(year, month, 0)).getUTCDate(); }

  /* Return the date that another way of writing surely means, or an empty string. */
  function meant(text) {
    var loose = /^(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?$/.exec(text);
    var worded = /^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(text);
    var parts;
    if (loose) {
      parts = loose.slice(1).filter(Boolean);
    } else if (worded) {
      var months = MONTHS.filter(function (name) { return name.toLowerCase().startsWith(worded[2].toLowerCase()); });
      if (months.length !== 1) { return ""; }
      parts = [worded[3], String(MONTHS.indexOf(months[0]) + 1)].concat(worded[1] ? [worded[1]] : []);
    } else {
      return "";
    }
    try {
      return checked(parts[0] + parts.slice(1).map(function (part) { return "-" + two(part); }).join(""));
    } catch (problem) {
      return "";
    }
  }

  /* Return a date as it is written; throw a DateProblem if there is no such day. */
  function checked(text) {
    var match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
    if (!match) {
      var other = meant(text);
      throw new DateProblem(kb.text.shown(text) + " is not a date",
        other ? "write " + other : "write YYYY-MM-DD, YYYY-MM or YYYY, e.g. 2022-07-22");
    }
    var year = Number(match[1]), month = Number(match[2]), day = Number(match[3]);
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new DateProblem(kb.text.shown(text) + " is no year that a record tells of",
        "years go from " + FIRST_YEAR + " to " + LAST_YEAR);
    }
    if (match[2] && (month < 1 || month > 12)) {
      throw new DateProblem(kb.text.shown(text) + " has no such month", "months go from 01 to 12, as YYYY-MM-DD");
    }
    if (match[3] && (day < 1 || day > lastDay(year, month))) {
      throw new DateProblem(kb.text.shown(text) + " has no such day",
        MONTHS[month - 1] + " " + year + " has " + lastDay(year, month) + " days");
    }
    return text;
  }

  function earliest(date) { return (date + "-01-01").slice(0, 10); }

  function latest(date) {
    var parts = date.split("-");
    var month = parts[1] || "12";
    return parts[0] + "-" + month + "-" + (parts[2] || two(lastDay(Number(parts[0]), Number(month))));
  }

  /* The words for a date or period as units hold it: 25 August 2017 to September 2018. */
  function inWords(iso) {
    return iso.split("/").map(function (date) {
      var parts = date.split("-").map(Number);
      var words = parts[1] ? [MONTHS[parts[1] - 1], parts[0]] : [parts[0]];
      return (parts[2] ? [parts[2]] : []).concat(words).join(" ");
    }).join(" to ");
  }

  kb.dates = {
    DateProblem: DateProblem, checked: checked, earliest: earliest, inWords: inWords, latest: latest
  };
})(window.kbSearch = window.kbSearch || {});
