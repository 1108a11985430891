"""The page of a series, and the ledger of all: what is expected, what is held, what is missing."""

from __future__ import annotations

from kb_tools.model import Member, Series
from kb_tools.pages.page import Page, Section
from kb_tools.pages.parts import counted, day, joined, prose, table, text, when
from kb_tools.pages.records.record import record_page, subjects
from kb_tools.pages.writer import RecordWriter, Writer
from kb_tools.scalars import Reference


def series_page(writer: RecordWriter, series: Series) -> Page:
    """Return the page of a series."""
    counted_from = f"{text(series.counted)} {writer.sourced(series.counted_from)}"
    glance = [
        ("Expected", str(series.expected or 0)),
        ("Held", str(held(series))),
        ("Missing", str(len(missing(series)))),
        ("How it is counted", counted_from),
        ("Subjects", subjects(writer)),
    ]
    return record_page(writer, glance, _status(series), (lambda w: _members(w, series),))


def held(series: Series) -> int:
    """Return how many members an item of a record tells of."""
    return sum(1 for member in series.members if member.held)


def missing(series: Series) -> list[Member]:
    """Return the members that no record tells of."""
    return [member for member in series.members if not member.held]


def _status(series: Series) -> str:
    gaps = len(missing(series))
    state = "complete" if not gaps else f"{counted(gaps, 'gap')}, each explained"
    return f"<strong>{held(series)} of {series.expected or 0}</strong> held: {state}"


def _members(writer: RecordWriter, series: Series) -> Section | None:
    if not series.members:
        return None
    rows = [(member.id, _row(writer, member)) for member in series.members]
    head = ("No.", "Date", "What", "Held")
    return Section(
        "members", "Members", table("Members of the series", head, rows), len(series.members)
    )


def _row(writer: RecordWriter, member: Member) -> tuple[str, ...]:
    if member.held:
        period = writer.library.period(member.held)
        date = when(period) if period else ""
        what = writer.refer(member.held)
        state = "yes"
    else:
        date, what = "", text(member.title)
        state = f"<strong>missing</strong>{prose(member.missing)}"
    cited = f'<span class="n">{writer.sourced(member.sources)}</span>' if member.sources else ""
    note = f'<span class="r">{text(member.note)}</span>' if member.note else ""
    return (text(member.number), date or day(member.date), what, joined((state, note, cited), " "))


def ledger_table(writer: Writer) -> str:
    """Return a table of all series: expected, held, missing, with the gaps named."""
    records = writer.kb.records
    found = [r for name in sorted(records) if isinstance(r := records[name], Series)]
    rows = [
        (
            "",
            (
                writer.refer(Reference(series.id)),
                f"{series.expected or 0:,}",
                f"{held(series):,}",
                _gaps(series),
                day(series.covered_until),
            ),
        )
        for series in found
    ]
    head = ("Series", "Expected", "Held", "Missing", "Up to")
    return table("What each closed series holds", head, rows) if rows else ""


def _gaps(series: Series) -> str:
    gaps = missing(series)
    if not gaps:
        return "none"
    names = "; ".join(text(member.title) for member in gaps)
    return f"{len(gaps)}: <small>{names}</small>"
