"""Pages over all records: home, records, timeline, open points, certainty, coverage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kb_tools.certainty import Certainty
from kb_tools.chronology import Moment as Happening
from kb_tools.derived import by_collection, count_by_certainty, newest_check, total
from kb_tools.describe import item_name
from kb_tools.model import Case, Record, Series
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import capital, counted, day, joined, mark, prose, table, text
from kb_tools.pages.records.record import docket_words, open_point_body
from kb_tools.pages.records.series import ledger_table
from kb_tools.pages.timeline import Moment, render_entries, render_timeline
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference, fold

_KINDS = {
    "case": ("cases", "Cases"),
    "mechanism": ("mechanisms", "Mechanisms"),
    "instrument": ("instruments", "Instruments"),
    "statement": ("statements", "Statements"),
    "series": ("series", "Series"),
}


def overview_pages(library: Library) -> Iterator[Page]:
    """Yield the pages that are made from all records together."""
    counts = {r.id: count_by_certainty(r) for r in _sorted(library)}
    yield _home(library, counts)
    yield _records(library)
    yield _timeline(library)
    yield _open_points(library)
    yield _certainty(library, counts)
    yield _coverage(library)


def _sorted(library: Library) -> list[Record]:
    records = library.kb.records
    return [records[record_id] for record_id in sorted(records, key=_in_order)]


def _in_order(record_id: str) -> list[tuple[int, str]]:
    """Return what sorts ids so that case 19 stands before case 102."""
    parts = re.split(r"(\d+)", record_id)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]


def _page(path: str, title: str, description: str, head: str, sections: list[Section]) -> Page:
    return Page(
        path=path,
        title=title,
        body=assemble(head, sections),
        description=description,
        listed=True,
    )


def moments(library: Library, writer: Writer) -> list[Moment]:
    """Return what happened in all records, in the order of dates."""
    return [_entry_of(writer, happened) for happened in library.happened]


def _entry_of(writer: Writer, happened: Happening) -> Moment:
    record, kinds = happened.record, writer.kb.vocabulary
    return Moment(
        period=happened.period,
        group=happened.group,
        kind=happened.said or happened.what.replace("-", " "),
        certainty=happened.certainty,
        title=happened.title,
        href=writer.href(happened.reference),
        date_kind=kinds.label("date-kinds", happened.date_kind) if happened.date_kind else "",
        about=text(record.short_title if happened.item else getattr(record, "author", "")),
        states=happened.states,
    )


def past(library: Library, everything: Sequence[Moment]) -> list[Moment]:
    """Return what had happened when the records were last compared with their sources."""
    today = newest_check(library.kb.records.values())
    return [m for m in everything if m.period and m.period.first.earliest <= today]


_SEARCH = """<form class="find" role="search" action="search/" method="get">
<label for="find">Search records and their items</label>
<div><input id="find" name="q" type="search" autocomplete="off"
 placeholder="plausibility, 178-20200123-ORD, Article 63 …"><button>Search</button></div>
<p class="without-scripts">The search needs JavaScript. Without it, the
<a href="records/">list of records</a> leads everywhere.</p>
</form>"""


def _home(library: Library, counts: Mapping[str, Mapping[str, Counter[Certainty]]]) -> Page:
    writer = Writer(library, "")
    everything = moments(library, writer)
    points = sum(len(r.open_points) for r in library.kb.records.values())
    head = (
        '<h1 id="top_">Accountability Knowledge Base</h1>\n'
        '<p class="lead">What happened before the courts and the United Nations, in what order, '
        "and on what authority. Every statement names its sources and says how sure they make "
        "it.</p>\n" + _SEARCH + _ways()
    )
    latest = render_entries(past(library, everything)[::-1][:5])
    whole = f"The whole timeline: {counted(len(everything), 'event')}"
    summed = total(c for record in counts.values() for c in record.values())
    sections = [
        Section(
            "latest",
            "Latest events",
            f'{latest}\n<p class="more"><a href="timeline/">{whole}</a></p>',
        ),
        Section("years", "The timeline by year", _years(everything)),
        Section("records", "Records", _record_names(library, writer)),
        Section("open-points", "Open points", _open_points_words(points)),
        Section("certainty", "How sure we are", _degrees(summed)),
    ]
    return Page(
        path="index.md",
        title="Home",
        body=assemble(head, sections),
        description="Case law and procedural steps of international accountability, with sources.",
        listed=True,
    )


#: What a reader can do here: page, name, and for what.
_WAYS = (
    ("timeline/", "Timeline", "Courts, Council, Assembly and States on one line of time."),
    ("records/", "Records", "Every case, mechanism and instrument, with decisions and votes."),
    ("interventions/", "Precedents", "Every intervention since 1923, compared State by State."),
    ("routes/", "Routes", "Who can open what, with which votes, and what remains if blocked."),
    ("subjects/", "Issues of law", "Holdings by issue, in order of authority and date."),
    ("trackers/", "Trackers", "Calls to act and reports due: what came of each."),
)


def _ways() -> str:
    rows = "".join(f'<li><a href="{url}">{name}</a> {what}</li>' for url, name, what in _WAYS)
    return f'\n<ul class="ways">{rows}</ul>'


def _years(everything: list[Moment]) -> str:
    periods = _periods(Counter(moment.year for moment in everything if moment.period))
    most = max((number for _, _, number in periods), default=1)
    rows = "".join(
        f'<li><a href="timeline/#y_{first}">{words}</a> '
        f'<span class="bar" style="width:{100 * number / most:.0f}%"></span> '
        f"<small>{number}</small></li>"
        for words, first, number in periods
    )
    return f'<ol class="years">{rows}</ol>'


def _periods(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return name, first year and count: by decade, and by year for the last ones."""
    years = sorted(counts)
    recent = years[-_YEARS_APART:]
    found = []
    for decade, group in groupby(years[: len(years) - len(recent)], key=lambda year: year[:3]):
        members = list(group)
        split = recent[0].startswith(decade)  # its last years stand apart
        words = f"{decade}0–{members[-1][2:]}" if split else f"{decade}0s"
        found.append((words, members[0], sum(counts[year] for year in members)))
    return [*found, *((year, year, counts[year]) for year in recent)]


#: So many of the newest years have a line of their own on the home page.
_YEARS_APART = 10


def _open_points_words(points: int) -> str:
    if not points:
        return "<p>No open point is recorded.</p>"
    return (
        f"<p>{counted(points, 'question')} that the sources read so far do not answer. "
        f'<a href="open-points/">See what is open</a>: who can answer one is invited to.</p>'
    )


def _degrees(counts: Counter[Certainty]) -> str:
    rows = "".join(
        f"<li>{mark(degree)} {degree.meaning} <small>{counts[degree]:,}</small></li>"
        for degree in Certainty
    )
    links = (
        '<p class="more"><a href="about/how-to-read/">How to read a record</a> · '
        '<a href="certainty/">Counts for each record</a></p>'
    )
    return f'<ul class="degrees">{rows}</ul>{links}'


def _record_lists(library: Library, writer: Writer, level: str) -> str:
    parts = []
    for kind, (name, title) in _KINDS.items():
        found = [record for record in _sorted(library) if record.kind == kind]
        if found:
            rows = "\n".join(_record_line(writer, record) for record in found)
            parts.append(
                f'<{level} id="{name}">{title}</{level}>\n<ul class="records">\n{rows}\n</ul>'
            )
    return "\n".join(parts)


def _record_names(library: Library, writer: Writer) -> str:
    """Return the names of all records as links, under their kinds."""
    parts = []
    for kind, (name, title) in _KINDS.items():
        found = sorted(
            (record for record in _sorted(library) if record.kind == kind),
            key=lambda record: fold(record.short_title),
        )
        if found:
            rows = "".join(f"<li>{writer.refer(Reference(record.id))}</li>" for record in found)
            parts.append(
                f'<h3 id="{name}">{title} <small>{len(found)}</small></h3>\n'
                f'<ul class="names">{rows}</ul>'
            )
    more = '<p class="more"><a href="records/">All records with their summaries</a></p>'
    return "\n".join([*parts, more])


def _record_line(writer: Writer, record: Record) -> str:
    about = (
        joined((writer.word("forums", record.forum), docket_words(record)))
        if isinstance(record, Case)
        else ""
    )
    draft = "" if record.status == "published" else f" <small>{text(record.status)}</small>"
    kept = joined((about, f"checked {day(record.checked)}" if record.checked else ""))
    summary = record.summary.split(". ")[0].rstrip(".") + "."
    return (
        f"<li>{writer.refer(Reference(record.id))}{draft}"
        f'{prose(summary)}<p class="n">{kept}</p></li>'
    )


def _records(library: Library) -> Page:
    writer = Writer(library, "records/")
    count = counted(len(library.kb.records), "record")
    lists = _record_lists(library, writer, "h2")
    head = f'<h1 id="top_">Records</h1>\n<p class="lead">{count}, by kind.</p>\n{lists}'
    return _page("records.md", "Records", "All records, by kind.", head, [])


def _timeline(library: Library) -> Page:
    writer = Writer(library, "timeline/")
    found = moments(library, writer)
    head = (
        '<h1 id="top_">Timeline</h1>\n<p class="lead">What happened in all records, on one line '
        "of time. Each entry leads to its sources.</p>\n"
        + '<h2 id="events">Events</h2>\n'
        + render_timeline(found, writer, _told(library))
    )
    return _page("timeline.md", "Timeline", "All events of all records.", head, [])


def _told(library: Library) -> list[Record]:
    """Return the records of which the timeline over all tells."""
    return [r for r in _sorted(library) if not isinstance(r, Series)]


def _open_points(library: Library) -> Page:
    writer = Writer(library, "open-points/")
    parts = []
    for record in _sorted(library):
        if not record.open_points:
            continue
        rows = "\n".join(
            f"<li><h3>{writer.refer(Reference(record.id, point.id), text(point.question))}</h3>"
            f"{open_point_body(point)}</li>"
            for point in record.open_points
        )
        parts.append(
            f'<h2>{writer.refer(Reference(record.id))}</h2>\n<ul class="tl wide">\n{rows}\n</ul>'
        )
    count = sum(len(record.open_points) for record in library.kb.records.values())
    head = (
        f'<h1 id="top_">Open points</h1>\n<p class="lead">{counted(count, "question")} that the '
        "sources read so far do not answer. What is known to be unknown is recorded too.</p>\n"
        + "\n".join(parts)
    )
    return _page("open-points.md", "Open points", "What nobody has yet established.", head, [])


def _certainty(library: Library, counts: Mapping[str, Mapping[str, Counter[Certainty]]]) -> Page:
    writer = Writer(library, "certainty/")
    head_cells = ("Items", *(degree.label for degree in Certainty), "all")
    parts = [
        '<h1 id="top_">How sure we are</h1>\n<p class="lead">Certainty is computed from the '
        "sources of each statement, never typed. These are the numbers of items by certainty.</p>",
        '<p><a href="../about/how-to-read/">What the marks mean</a></p>',
    ]
    everything = [
        ("", _count_row(writer.refer(Reference(record_id)), total(by.values())))
        for record_id, by in counts.items()
    ]
    parts.append("<h2>By record</h2>")
    caption = "Items of each record by certainty"
    parts.append(_counts(table(caption, ("Record", *head_cells[1:]), everything), _NUMBERED))
    kinds = [
        ("", _count_row(capital(item_name(name)), count))
        for name, count in by_collection(counts.values()).items()
    ]
    parts.append("<h2>By kind of item</h2>")
    parts.append(_counts(table("Items of all records by certainty", head_cells, kinds), _NUMBERED))
    return _page("certainty.md", "How sure we are", "Items by certainty.", "\n".join(parts), [])


def _coverage(library: Library) -> Page:
    writer = Writer(library, "coverage/")
    ledger = _counts(ledger_table(writer) or "<p>No series is recorded.</p>")
    head = (
        '<h1 id="top_">Coverage</h1>\n<p class="lead">For every closed series: how many members it '
        "has, how many a record here tells of, and why the others are missing.</p>\n"
        f'<h2 id="ledger">Ledger</h2>\n{ledger}'
    )
    return _page("coverage.md", "Coverage", "What each closed series holds.", head, [])


#: Tables in which all columns but the first are numbers.
_NUMBERED = "counts numbered"


def _counts(html: str, kind: str = "counts") -> str:
    """Return a table of numbers, of which several fit on a line of a narrow screen."""
    return f'<div class="{kind}">{html}</div>'


def _count_row(name: str, count: Counter[Certainty]) -> tuple[str, ...]:
    cells = (f"{count[degree]:,}" if count[degree] else "–" for degree in Certainty)
    return (name, *cells, f"{sum(count.values()):,}")
