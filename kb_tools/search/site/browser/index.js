/* The index: loads the files that kb_tools/search/site/shipped.py wrote, and only those that are needed.
   Each file is a script that calls kbSearch.take, so that it loads from a folder as well. */
(function (kb) {
  "use strict";

  var BASE = 46;
  var script = document.currentScript;
  var files = new Map();
  var loading = new Map();

  kb.take = function (name, value) {
    files.set(name, value);
    if (name === "core") {
      kb.core = value;
      kb.language = value.language;
      kb.language.stopWords = new Set(value.language.stopWords);
      kb.index = new Index(value);
    }
  };

  /* A promise for a file by its name, such as `stems/12`; the version keeps old copies away. */
  function load(name) {
    if (files.has(name)) { return Promise.resolve(); }
    if (!loading.has(name)) {
      loading.set(name, new Promise(function (resolve, reject) {
        var element = document.createElement("script");
        var version = kb.core ? "?" + kb.core.version : "";
        element.src = new URL(name + ".js" + version, script.src).href;
        element.onload = function () { element.remove(); resolve(); };
        element.onerror = function () {
          loading.delete(name);
          element.remove();
          reject(new Error("the file search/" + name + ".js of the index could not be loaded"));
        };
        document.head.append(element);
      }));
    }
    return loading.get(name);
  }

  /* Numbers from text; see kb_tools/search/site/packing.py. */
  function unpacked(text) {
    var numbers = [], number = 0;
    for (var place = 0; place < text.length; place += 1) {
      var code = text.charCodeAt(place);
      var sign = code - 33 - (code > 34) - (code > 92);
      if (sign < BASE) {
        number = number * BASE + sign;
      } else {
        numbers.push(number * BASE + sign - BASE);
        number = 0;
      }
    }
    return numbers;
  }

  function unitSet(numbers) {
    var units = new Set();
    for (var at = 0, unit = 0; at < numbers.length;) {
      var head = numbers[at++];
      unit += head >> 1;
      for (var length = head & 1 ? numbers[at++] + 2 : 1; length > 0; length -= 1) { units.add(unit++); }
    }
    return units;
  }

  function unitCounts(numbers) {
    var counts = new Map();
    for (var at = 0, unit = 0; at < numbers.length;) {
      var head = numbers[at++];
      unit += head >> 2;
      var length = head & 1 ? numbers[at++] + 2 : 1;
      var count = head & 2 ? numbers[at++] + 2 : 1;
      for (; length > 0; length -= 1) { counts.set(unit++, count); }
    }
    return counts;
  }

  /* Add where a word stands to what is known of each unit. */
  function addPlaces(places, numbers, section) {
    for (var at = 0, unit = 0; at < numbers.length;) {
      var head = numbers[at++], held = [];
      unit += head >> 1;
      var length = head & 1 ? numbers[at++] + 2 : 1;
      var more = numbers[at] >> 2, text = numbers[at++] & 3, place = numbers[at++];
      held.push(text * section + place);
      for (; more > 0; more -= 1) {
        var step = numbers[at++];
        if (step & 1) {
          text += step >> 1;
          place = numbers[at++];
        } else {
          place += step >> 1;
        }
        held.push(text * section + place);
      }
      for (; length > 0; length -= 1, unit += 1) {
        places.set(unit, places.has(unit) ? places.get(unit).concat(held) : held);
      }
    }
  }

  /* The number of the last start that is not behind a key. */
  function lastStart(starts, key) {
    var low = 0, high = starts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= key) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  }

  /* The value of each unit, from the values that there are and the number of each unit's own. */
  function column(pair) {
    return unpacked(pair[1]).map(function (number) { return pair[0][number]; });
  }

  function Index(core) {
    this.core = core;
    this.missing = new Set();
    this.shards = new Map();
    this.read = new Map();
    this.all = new Set(Array(core.total).keys());
    this.facts = column(core.facts);
    this.lengths = {};
    for (var field of core.language.ranking.fields) { this.lengths[field] = unpacked(core.lengths[field]); }
    this.blockStarts = [];
    var start = 0;
    for (var length of unpacked(core.blocks)) { this.blockStarts.push(start); start += length; }
    this.recordStarts = [];
    start = 0;
    for (var record of core.records) { this.recordStarts.push(start); start += record[2]; }
  }

  Index.prototype = {
    /* A promise for what a function returns once everything that it asks for is loaded. */
    settled: async function (compute) {
      for (;;) {
        this.missing.clear();
        var value = compute();
        if (!this.missing.size) { return value; }
        await Promise.all(Array.from(this.missing, load));
      }
    },

    file: function (name) {
      if (files.has(name)) { return files.get(name); }
      this.missing.add(name);
      return null;
    },

    /* The keys and values of a shard. */
    shard: function (kind, number) {
      var name = kind + "/" + number;
      if (!this.shards.has(name)) {
        var text = this.file(name);
        if (text === null) { return new Map(); }
        var parts = text.split(" "), entries = new Map();
        for (var at = 0; at < parts.length; at += 2) { entries.set(parts[at], parts[at + 1]); }
        this.shards.set(name, entries);
      }
      return this.shards.get(name);
    },

    /* What a dictionary says of a key, made readable once. */
    entry: function (kind, key, read) {
      var name = kind + " " + key;
      if (!this.read.has(name)) {
        var number = lastStart(this.core.starts[kind], key);
        var packed = number < 0 ? undefined : this.shard(kind, number).get(key);
        var value = read(packed === undefined ? [] : unpacked(packed));
        if (this.missing.size) { return value; }
        this.read.set(name, value);
      }
      return this.read.get(name);
    },

    everything: function () { return this.all; },

    counts: function (field, stem) {
      var fields = this.core.language.ranking.fields;
      var key = stem.startsWith("~") ? stem.slice(1) + "~" : stem;
      return this.entry("stems", key, function (numbers) {
        var counts = {}, at = 0;
        fields.forEach(function (name) {
          var length = numbers[at] || 0;
          counts[name] = unitCounts(numbers.slice(at + 1, at + 1 + length));
          at += 1 + length;
        });
        return counts;
      })[field];
    },

    positions: function (word) {
      var section = this.core.language.section;
      return this.entry("words", word, function (numbers) {
        var places = new Map();
        if (numbers.length) {
          addPlaces(places, numbers.slice(1, 1 + numbers[0]), section);
          addPlaces(places, numbers.slice(1 + numbers[0]), section);
        }
        return places;
      });
    },

    exact: function (term) { return this.entry("exact", term, unitSet); },

    /* The keys of a dictionary that begin so, in order. */
    keys: function (kind, start) {
      var found = [], starts = this.core.starts[kind];
      for (var number = Math.max(0, lastStart(starts, start)); number < starts.length; number += 1) {
        if (starts[number] > start && !starts[number].startsWith(start)) { break; }
        for (var key of this.shard(kind, number).keys()) { if (key.startsWith(start)) { found.push(key); } }
      }
      return found;
    },

    words: function (start) { return this.keys("words", start); },

    values: function (name) {
      return this.keys("exact", name + "=").map(function (term) { return term.slice(name.length + 1); });
    },

    /* The date of each unit as its record writes it, and what hits are counted by. */
    facets: function () {
      var table = this.file("facets");
      if (table && !table.read) {
        table.read = true;
        table.dates = column(table.dates);
        for (var name in table.units) {
          table.units[name] = new Map(Object.entries(table.units[name]).map(function (pair) {
            return [pair[0], unitSet(unpacked(pair[1]))];
          }));
        }
      }
      return table;
    },

    /* The units whose first or last day is in the range, ends included. */
    between: function (side, first, last) {
      var table = this.facets(), found = new Set();
      (table ? table.dates : []).forEach(function (date, unit) {
        if (!date) { return; }
        var parts = date.split("/");
        var day = side === "first" ? kb.dates.earliest(parts[0]) : kb.dates.latest(parts[parts.length - 1]);
        if (first <= day && day <= last) { found.add(unit); }
      });
      return found;
    },

    length: function (field, unit) { return this.lengths[field][unit]; },
    weight: function (unit) { return this.facts[unit][2]; },
    kind: function (unit) { return this.facts[unit][0]; },

    record: function (unit) { return this.core.records[lastStart(this.recordStarts, unit)]; },

    /* What a hit shows: reference, title, text and citation; null until it is loaded. */
    unit: function (number) {
      var block = lastStart(this.blockStarts, number), rows = this.file("units/" + block);
      if (!rows) { return null; }
      var citation = "";
      for (var at = 0; at <= number - this.blockStarts[block]; at += 1) {
        citation = citation.slice(0, rows[at][3]) + rows[at][4];
      }
      var row = rows[at - 1], record = this.record(number);
      return {
        number: number, reference: record[0] + (row[0] ? "#" + row[0] : ""), record: record[0],
        record_title: record[1], item: row[0], title: row[1], body: row[2], citation: citation || row[1],
        kind: this.kind(number), certainty: this.facts[number][1]
      };
    }
  };

  kb.load = load;
  kb.unpacked = unpacked;
})(window.kbSearch = window.kbSearch || {});
