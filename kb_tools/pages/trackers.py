"""Trackers: what became of calls to act, and of the measures that the Court indicated.

All of it is derived from records: the status of a call with its evidence, the days on which
reports fall due by the order, and which of them a source shows to have been submitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from kb_tools.certainty import certainty_of_item
from kb_tools.derived import DueReport, due_reports, newest_check
from kb_tools.model import Ask, Case, Measure, Statement
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import capital, counted, day, joined, mark, prose, table, text
from kb_tools.pages.records.proceedings import vote_words
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import PartialDate, Reference

#: The part of a text that a location stands in: up to its quoted heading, or to the first comma.
_PART = re.compile(r'[^"“]*["“][^"”]*["”]|[^,]+')


def part_of(location: str) -> str:
    """Return the part of a statement that a location names: ``Section 2, "At the UN …"``."""
    found = _PART.match(location)
    return found[0].strip() if found else location


def trackers_page(library: Library) -> Page:
    """Return the page that follows calls to act and provisional measures."""
    writer = Writer(library, "trackers/")
    today = newest_check(library.kb.records.values())
    records = [library.kb.records[name] for name in sorted(library.kb.records)]
    statements = [r for r in records if isinstance(r, Statement) and r.asks]
    cases = [r for r in records if isinstance(r, Case) and r.measures]
    cases.sort(key=lambda case: str(case.instituted or ""))
    head = (
        '<h1 id="top_">Trackers</h1>\n<p class="lead">What became of calls to act, and of the '
        "provisional measures that the Court indicated. Nothing here is typed in: all of it "
        "follows from the records.</p>\n"
        f'<p class="status"><strong>As of {_words(today)}</strong>, the newest day on which a '
        "record was compared with its sources.</p>"
    )
    asks = "\n".join(_statement(writer, statement) for statement in statements)
    measures = "\n".join(_case(writer, case, today) for case in cases)
    sections = [
        Section(
            "asks",
            "Calls to act",
            asks or prose("No call to act is recorded."),
            sum(len(statement.asks) for statement in statements),
        ),
        Section(
            "measures",
            "Provisional measures",
            measures or prose("No provisional measure is recorded."),
            sum(len(case.measures) for case in cases),
        ),
    ]
    return Page(
        path="trackers.md",
        title="Trackers",
        body=assemble(head, sections),
        description="What became of calls to act and of provisional measures.",
        listed=True,
    )


def _words(today: date) -> str:
    return day(PartialDate(today.year, today.month, today.day))


def _statement(writer: Writer, statement: Statement) -> str:
    parts = [(name, list(asks)) for name, asks in groupby(statement.asks, _part_of_ask)]
    lists = "\n".join(
        f'<h3 class="part">{text(name)}</h3>\n'
        f'<ol class="tl tracked asks">{"".join(_ask(writer, statement, ask) for ask in asks)}</ol>'
        for name, asks in parts
    )
    source = (
        f"<p>{writer.refer(Reference(statement.id))}: {text(statement.author)}, "
        f"{day(statement.date)}.</p>"
    )
    return f"{source}\n{_totals(writer, statement.asks, parts)}\n{lists}"


def _part_of_ask(ask: Ask) -> str:
    return part_of(ask.location)


def _totals(writer: Writer, asks: Iterable[Ask], parts: Sequence[tuple[str, Sequence[Ask]]]) -> str:
    """Return how many calls have each status, in each part and in all."""
    whole = Counter(ask.status for ask in asks)
    known = [word for word in writer.kb.vocabulary.words("ask-statuses") if whole[word]]
    words = [*known, *sorted(set(whole) - set(known))]

    def line(name: str, counts: Counter[str]) -> tuple[str, tuple[str, ...]]:
        return ("", (name, *(str(counts[word] or "") for word in words), str(counts.total())))

    rows = [line(text(name), Counter(ask.status for ask in found)) for name, found in parts]
    rows.append(line("<strong>All</strong>", whole))
    names = (capital(writer.word("ask-statuses", word)) for word in words)
    counts = table("Calls by part and status", ("Part", *names, "All"), rows)
    return f'<div class="counts">{counts}</div>'


def _ask(writer: Writer, statement: Statement, ask: Ask) -> str:
    status = text(ask.status)
    label = capital(writer.word("ask-statuses", ask.status))
    title = writer.refer(Reference(statement.id, ask.id), text(ask.text))
    return (
        f'<li><h4>{title}</h4><p class="d"><strong class="fate fate-{status}">{label}</strong>'
        f"<small>{day(ask.status_date)}</small></p>"
        f'<p class="k">Asked of {text(ask.addressee)}</p>{prose(ask.reason)}'
        f"{_dated(writer, ask.evidence)}</li>"
    )


def _dated(writer: Writer, references: Iterable[Reference]) -> str:
    """Return links to records and items with their days, in the order of dates."""
    found = [(writer.library.period(reference), reference) for reference in references]
    found.sort(key=lambda pair: pair[0].iso if pair[0] else "~")
    rows = "".join(
        f"<li>{f'<time>{period.words}</time> ' if period else ''}{writer.refer(reference)}</li>"
        for period, reference in found
    )
    return f'<ul class="evidence">{rows}</ul>' if rows else ""


def _case(writer: Writer, case: Case, today: date) -> str:
    rows = "".join(_measure(writer, case, measure, today) for measure in case.measures)
    name = writer.refer(Reference(case.id))
    return f'<h3 class="part">{name}</h3>\n<ol class="tl tracked">{rows}</ol>'


def _measure(writer: Writer, case: Case, measure: Measure, today: date) -> str:
    decision = next((d for d in case.decisions if d.id == measure.decision), None)
    given = day(decision.date) if decision else ""
    order = writer.refer(Reference(case.id, measure.decision), f"Order of {given}" if given else "")
    facts = joined(
        (
            f"Binds {writer.word('states', measure.addressee)}" if measure.addressee else "",
            f"Vote {vote_words(measure.vote)}" if measure.vote else "",
            f"In force until: {text(measure.in_force_until)}" if measure.in_force_until else "",
            mark(certainty_of_item(measure, case.sources)),
        )
    )
    title = writer.refer(Reference(case.id, measure.id), f"Measure {text(measure.number)}")
    return (
        f'<li><h4>{title}</h4><p class="d">{order}</p>{prose(measure.text)}'
        f'<p class="l">{facts}</p>{_reports(writer, case, measure, today)}'
        f"{_events(writer, case, measure)}</li>"
    )


def _events(writer: Writer, case: Case, measure: Measure) -> str:
    """Return what happened that concerns compliance with a measure, by date."""
    found = [
        Reference(case.id, event.id)
        for event in case.events
        if measure.id in event.measures and event.decision != measure.decision
    ]
    if not found:
        return '<p class="k">No event that concerns compliance is recorded.</p>'
    word = counted(len(found), "event that concerns compliance", "events that concern compliance")
    told = _dated(writer, found)
    return f"<details><summary>{word}</summary>{told}</details>"


def _reports(writer: Writer, case: Case, measure: Measure, today: date) -> str:
    """Return the reports that a measure requires; a script marks days that pass later."""
    reports = due_reports(case, measure, today)
    if not reports or measure.reporting is None:
        return '<p class="k">It asks for no report on a fixed day.</p>'
    counts = Counter(report.status(today) for report in reports)
    summary = (
        f"{counted(counts['submitted'], 'report')} submitted; "
        f"{counts['not established']} that fell due by {_words(today)} not established."
    )
    rows = [("", _report(writer, case, report, today)) for report in reports]
    head = ("Report", "Due", "Submitted", "Beside the day due", "Comments", "Status")
    period = joined(
        (
            f"First after {counted(measure.reporting.first_after_months or 0, 'month')}",
            f"then every {counted(measure.reporting.every_months, 'month')}"
            if measure.reporting.every_months
            else "",
            f"until {text(measure.reporting.until)}" if measure.reporting.until else "",
        ),
        ", ",
    )
    caption = f"Reports due under the order. {period}; the days are counted from its day."
    return f'<p class="k"><strong>{summary}</strong></p>{table(caption, head, rows)}'


def _report(writer: Writer, case: Case, due: DueReport, today: date) -> tuple[str, ...]:
    status, report = due.status(today), due.report
    number = f"No. {due.number}"
    shown = capital(status)
    if status == "due":
        shown = f'<span class="due" data-due="{due.due.isoformat()}">{shown}</span>'
    return (
        writer.refer(Reference(case.id, report.id), number) if report else number,
        _words(due.due),
        day(report.submitted) if report else "",
        _late(due.days_late),
        day(report.comments) if report else "",
        shown,
    )


def _late(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return "on the day"
    return f"{counted(abs(days), 'day')} {'late' if days > 0 else 'early'}"
