/* Timelines: filters kept in the address, the state of things as of a day, lanes drawn from the
   list. Pages read without it; what it needs of them stands in kb_tools/pages/timeline.py. */
(function () {
  "use strict";

  const MONTHS = ("January February March April May June July August September October November "
    + "December").split(" ");
  const DAY = 86400000;
  const FIELDS = ["forum", "subject", "record", "state", "certainty", "from", "to", "as-of"];

  /* Dates as records give them, `2019`, `2019-11` or `2019-11-11`, as the days they can mean. */
  function earliest(date) {
    const [year, month, day] = date.split("-").map(Number);
    return Date.UTC(year, (month || 1) - 1, day || 1);
  }
  function latest(date) {
    const [year, month, day] = date.split("-").map(Number);
    return day ? Date.UTC(year, month - 1, day) : Date.UTC(year, month || 12, 0);
  }
  function words(date) {
    const [year, month, day] = date.split("-").map(Number);
    return [day, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
  }
  const isDate = (value) => /^\d{4}(-\d\d){0,2}$/.test(value);
  const fold = (text) => text.replace(/\s+/g, " ").trim();

  /* The record of an address on this site: `icj/178-gambia-v-myanmar`. */
  const recordOf = (link) => new URL(link.href).pathname.split("/").slice(-3, -1).join("/");

  function readEntry(li) {
    const times = li.querySelectorAll(":scope > .d time");
    const heading = li.querySelector("h3, h4");
    const link = heading.querySelector("a:not(.self)");
    const degree = li.querySelector(":scope > [class^=c], .k > i");
    return {
      li, heading, link,
      dates: Array.from(times, (time) => time.dateTime),
      when: fold(li.querySelector(".d").textContent),
      title: fold((link || heading.firstChild || heading).textContent),
      record: link ? recordOf(link) : "",
      certainty: degree ? degree.className : "",
      states: (li.dataset.s || "").split(" "),
      year: li.closest(".year"),
    };
  }

  function Timeline(root) {
    const form = root.querySelector(".filter");
    const ownDay = document.querySelector(".as-of");
    const entries = Array.from(root.querySelectorAll("li[data-g]"), readEntry);
    const years = new Map(entries.map((entry) => [entry.year, []]));
    entries.forEach((entry) => years.get(entry.year).push(entry));
    const kinds = Array.from(form.querySelectorAll("[name=kind]"));
    const records = new Map(Array.from(
      form.querySelectorAll("[name=record] option[data-f], [name=record] option[data-t]"),
      (option) => [option.value, option.dataset],
    ));
    const jumps = Array.from(root.querySelectorAll(".jump a"));
    const field = (name) => form.elements[name] || (ownDay && ownDay.elements[name]);
    const value = (name) => (field(name) ? field(name).value.trim() : "");
    const status = form.querySelector("[role=status]");

    function chosen() {
      const choice = { kinds: kinds.filter((box) => box.checked).map((box) => box.value) };
      FIELDS.forEach((name) => { choice[name] = value(name); });
      ["from", "to", "as-of"].forEach((name) => {
        if (!isDate(choice[name])) { choice[name] = ""; }
      });
      return choice;
    }

    function shows(choice, entry) {
      const facets = records.get(entry.record) || {};
      const [first] = entry.dates;
      const last = entry.dates[entry.dates.length - 1];
      return (!choice.kinds.length || choice.kinds.includes(entry.li.dataset.g))
        && (!choice.record || choice.record === entry.record)
        && (!choice.forum || choice.forum === facets.f)
        && (!choice.subject || (facets.t || "").split(" ").includes(choice.subject))
        && (!choice.state || entry.states.includes(choice.state))
        && (!choice.certainty || choice.certainty === entry.certainty)
        && (!choice.from || (first && latest(last) >= earliest(choice.from)))
        && (!choice.to || (first && earliest(first) <= latest(choice.to)))
        && (!choice["as-of"] || (first && latest(first) <= latest(choice["as-of"])));
    }

    function apply() {
      const choice = chosen();
      const shown = entries.filter((entry) => {
        const visible = shows(choice, entry);
        entry.li.hidden = !visible;
        return visible;
      });
      years.forEach((members, year) => { year.hidden = members.every((entry) => entry.li.hidden); });
      jumps.forEach((link) => {
        link.hidden = document.getElementById(link.hash.slice(1)).hidden;
      });
      const all = entries.length.toLocaleString("en");
      const told = shown.length === entries.length
        ? all + " events"
        : shown.length.toLocaleString("en") + " of " + all + " events shown";
      if (status.textContent !== told) { status.textContent = told; }
      rollBack(choice["as-of"]);
      if (lanes.open) { lanes.draw(shown, choice); }
    }

    function remember() {
      const address = new URL(location.href);
      const choice = chosen();
      const set = (name, word) => {
        if (word) { address.searchParams.set(name, word); } else { address.searchParams.delete(name); }
      };
      set("kind", choice.kinds.join(" "));
      FIELDS.forEach((name) => { if (field(name)) { set(name, choice[name]); } });
      set("view", lanes.open ? "lanes" : "");
      history.replaceState(null, "", address);
    }

    function recall() {
      const asked = new URLSearchParams(location.search);
      const wanted = (asked.get("kind") || "").split(" ");
      kinds.forEach((box) => { box.checked = wanted.includes(box.value); });
      FIELDS.forEach((name) => { if (field(name)) { field(name).value = asked.get(name) || ""; } });
      form.querySelectorAll("details").forEach((more) => {
        more.open = Array.from(more.querySelectorAll("select")).some((select) => select.value);
      });
      lanes.show(asked.get("view") === "lanes");
      if (location.search) { apply(); }
      showTarget();
    }

    function showTarget() {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest("[hidden]") && target.closest(".kb") && !target.closest(".lanes")) {
        form.reset();
        if (ownDay && target.closest("[hidden]")) { ownDay.reset(); }
        update();
        target.scrollIntoView();
      }
    }

    function update() { apply(); remember(); }

    const lanes = Lanes(root, form, records, update);
    [form, ownDay].filter(Boolean).forEach((one) => {
      one.addEventListener("change", update);
      one.addEventListener("reset", () => setTimeout(update));
      one.addEventListener("submit", (event) => { event.preventDefault(); update(); });
    });
    window.addEventListener("hashchange", showTarget);
    recall();
  }

  /* What came after a day disappears from every section whose items have a day, and the status
     line says what had been reached by then. */
  let current = null;
  let today = null;
  function rollBack(day) {
    const stage = document.querySelector(".status .stage");
    const note = document.querySelector(".as-of [role=status]");
    const was = document.documentElement.classList.toggle("as-of-a-day", Boolean(day));
    if (!note || day === current || (!was && current === null)) { return; }
    current = day;
    const later = (time) => Boolean(day) && Boolean(time) && latest(time) > latest(day);
    document.querySelectorAll(".kb li:not([data-g]) > .d:first-of-type").forEach((line) => {
      const time = line.querySelector("time");
      line.parentNode.hidden = later(time && time.dateTime);
    });
    document.querySelectorAll(".kb tbody tr").forEach((row) => {
      const time = row.querySelector("time");
      row.hidden = later(time && time.dateTime);
    });
    document.querySelectorAll("[data-since]").forEach((part) => {
      part.hidden = later(part.dataset.since);
    });
    document.querySelectorAll(".kb section:not(.year)").forEach((group) => {
      group.hidden = Array.from(group.querySelectorAll("li")).every((li) => li.closest("[hidden]"));
    });
    if (stage) { rollBackStage(stage, day); }
    note.textContent = day
      ? "What came later is hidden. The summary, open points, relations and sources are those of today."
      : "";
  }

  function rollBackStage(stage, day) {
    today = today || Array.from(stage.childNodes);
    if (!day) { stage.replaceChildren(...today); return; }
    let reached = null;
    document.querySelectorAll("li[data-stage]").forEach((li) => {
      const time = li.querySelector(".d time");
      if (time && latest(time.dateTime) <= latest(day)) { reached = { li, time: time.dateTime }; }
    });
    const strong = document.createElement("strong");
    stage.replaceChildren("As of " + words(day) + ": ", strong);
    strong.textContent = reached ? reached.li.dataset.stage : "no stage recorded by then";
    if (!reached) { return; }
    const entry = readEntry(reached.li);
    const link = document.createElement("a");
    link.href = "#" + entry.heading.id;
    link.textContent = entry.title;
    stage.append(", since " + words(reached.time) + ": ", link);
  }

  /* Lanes: one for each court or organ, or in a record for each kind; each mark is a link. */
  function Lanes(root, form, records, update) {
    const box = root.querySelector(".lanes");
    const button = form.querySelector(".draw");
    const self = { open: false, show, draw };
    const ROWS = 14, STEP = 9;

    button.addEventListener("click", () => { show(!self.open); update(); });
    box.addEventListener("keydown", move);
    ["focusin", "pointerover"].forEach((kind) => box.addEventListener(kind, (event) => {
      const mark = event.target.closest(".mark");
      if (mark) { box.querySelector(".told").textContent = mark.getAttribute("aria-label"); }
    }));

    function show(open) {
      self.open = open;
      box.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    }

    /* The name of an entry's lane: its forum, or the group of its kind. */
    function laneOf(entry) {
      const name = records.size ? (records.get(entry.record) || {}).f || "" : entry.li.dataset.g;
      const option = records.size
        ? form.querySelector('[name=forum] option[value="' + name + '"]')
        : form.querySelector('[name=kind][value="' + name + '"]');
      if (!name || !option) { return records.size ? "Statements and others" : "Uses"; }
      return records.size ? option.textContent : fold(option.parentNode.firstChild.nextSibling.textContent);
    }

    function draw(shown, choice) {
      const dated = shown.filter((entry) => entry.dates.length);
      const focus = document.activeElement && document.activeElement.closest
        && document.activeElement.closest(".axis button") ? document.activeElement.textContent : "";
      box.replaceChildren();
      if (!dated.length) { box.append(paragraph("told", "No event of a known date is left.")); return; }
      dated.forEach((entry) => {
        entry.start = earliest(entry.dates[0]);
        entry.end = latest(entry.dates[entry.dates.length - 1]) + DAY;
      });
      const from = choice.from ? earliest(choice.from) : Math.min(...dated.map((e) => e.start));
      const to = choice.to ? latest(choice.to) + DAY : Math.max(...dated.map((e) => e.end));
      const names = new Map();
      dated.forEach((entry) => {
        const name = laneOf(entry);
        names.set(name, (names.get(name) || []).concat(entry));
      });
      const rows = document.createElement("div");
      rows.className = "rows";
      rows.append(axis(from, to));
      box.append(paragraph("told", " "), rows);
      const width = rows.firstChild.clientWidth;
      Array.from(names).sort((a, b) => b[1].length - a[1].length).forEach(([name, members]) => {
        rows.append(lane(name, members, from, to, width));
      });
      const hint = "● a day · ◆ a decision · striped: only the month or year is known. "
        + "A click on a year shows that year; the arrow keys go from mark to mark.";
      box.append(paragraph("n", hint));
      const same = Array.from(box.querySelectorAll(".axis button")).find((b) => b.textContent === focus);
      if (focus) { (same || form.elements.from).focus(); }
    }

    function lane(name, members, from, to, width) {
      const group = document.createElement("div");
      group.className = "lane";
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", name + ", " + members.length + " events");
      const label = document.createElement("div");
      label.className = "name";
      label.textContent = name;
      const option = Array.from(form.querySelectorAll("[name=forum] option")).find((o) => o.textContent === name);
      if (option) { label.classList.add(option.className); }
      const strip = document.createElement("div");
      strip.className = "strip";
      const ends = [];
      members.sort((a, b) => a.start - b.start).forEach((entry, number) => {
        const left = Math.max(0, (entry.start - from) / (to - from)) * width;
        const right = Math.max(left + 9, Math.min(1, (entry.end - from) / (to - from)) * width);
        let row = ends.findIndex((end) => end <= left);
        if (row < 0) { row = ends.length < ROWS ? ends.length : number % ROWS; }
        ends[row] = right;
        strip.append(mark(entry, left / width, (right - left) / width, row, number));
      });
      strip.style.height = ends.length * STEP + 4 + "px";
      group.append(label, strip);
      return group;
    }

    function mark(entry, left, wide, row, number) {
      const link = document.createElement("a");
      const known = entry.dates[0].length === 10;
      link.className = "mark" + (known ? "" : " partial")
        + (known && entry.end - entry.start > DAY ? " span" : "")
        + (entry.li.dataset.g === "decision" ? " decision" : "");
      link.href = entry.link ? entry.link.href : "#" + entry.heading.id;
      const about = entry.link ? ", " + fold(entry.li.querySelector(".k").textContent) : "";
      link.setAttribute("aria-label", entry.when + ": " + entry.title + about);
      link.tabIndex = number ? -1 : 0;
      link.style.left = "min(" + (left * 100).toFixed(3) + "%, 100% - 8px)";
      link.style.top = row * STEP + 2 + "px";
      if (!known || entry.end - entry.start > DAY) { link.style.width = (wide * 100).toFixed(3) + "%"; }
      return link;
    }

    /* Ticks at years (or tens of them) or months, of which a click makes the period. */
    function axis(from, to) {
      const line = document.createElement("div");
      line.className = "axis";
      const years = (to - from) / DAY / 365.25;
      const step = [1, 2, 5, 10, 20].find((n) => years / n <= 14) || 50;
      const ticks = [];
      const first = new Date(from), last = new Date(to - DAY);
      if (years > 1.5) {
        for (let y = Math.ceil(first.getUTCFullYear() / step) * step; y <= last.getUTCFullYear(); y += step) {
          ticks.push([Date.UTC(y, 0, 1), String(y), String(y), String(y + step - 1)]);
        }
      } else {
        for (let m = first.getUTCFullYear() * 12 + first.getUTCMonth(); m <= last.getUTCFullYear() * 12 + last.getUTCMonth(); m += 1) {
          const iso = Math.floor(m / 12) + "-" + String(m % 12 + 1).padStart(2, "0");
          ticks.push([earliest(iso), MONTHS[m % 12].slice(0, 3) + (m % 12 ? "" : " " + Math.floor(m / 12)), iso, iso]);
        }
      }
      ticks.forEach(([at, name, start, end]) => {
        const tick = document.createElement("button");
        tick.type = "button";
        tick.textContent = name;
        tick.setAttribute("aria-label", "Show " + words(start) + (end === start ? "" : " to " + words(end)) + " only");
        tick.style.left = Math.max(0, (at - from) / (to - from) * 100).toFixed(3) + "%";
        tick.addEventListener("click", () => {
          form.elements.from.value = start;
          form.elements.to.value = end;
          update();
        });
        line.append(tick);
      });
      return line;
    }

    function move(event) {
      const mark = event.target.closest(".mark");
      if (!mark) { return; }
      const strip = mark.parentNode;
      const marks = Array.from(strip.children);
      const strips = Array.from(box.querySelectorAll(".strip"));
      const at = marks.indexOf(mark);
      const other = strips[strips.indexOf(strip) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] || 0)];
      const x = mark.getBoundingClientRect().left;
      const distance = (m) => Math.abs(m.getBoundingClientRect().left - x);
      const next = {
        ArrowRight: () => marks[at + 1],
        ArrowLeft: () => marks[at - 1],
        Home: () => marks[0],
        End: () => marks[marks.length - 1],
        ArrowDown: () => other && Array.from(other.children).reduce((a, b) => (distance(b) < distance(a) ? b : a)),
        ArrowUp: () => other && Array.from(other.children).reduce((a, b) => (distance(b) < distance(a) ? b : a)),
      }[event.key];
      if (!next) { return; }
      event.preventDefault();
      const target = next();
      if (!target || target === mark) { return; }
      Array.from(target.parentNode.children).forEach((m) => { m.tabIndex = -1; });
      target.tabIndex = 0;
      target.focus();
    }

    return self;
  }

  function paragraph(name, text) {
    const p = document.createElement("p");
    p.className = name;
    p.textContent = text;
    return p;
  }

  document.querySelectorAll(".kb .timeline").forEach(Timeline);
  document.documentElement.classList.remove("asked");
})();
