"""Sections of a case: measures and their reports, time-limits, interventions, documents, people."""

from __future__ import annotations

from itertools import groupby

from kb_tools.derived import DueReport, due_reports
from kb_tools.describe import Period
from kb_tools.model import (
    Case,
    Document,
    Intervention,
    Measure,
    RelatedProceedings,
    Report,
    Representative,
    TimeLimit,
)
from kb_tools.pages.page import Section
from kb_tools.pages.parts import (
    NUMBERS_ARE_LINKS,
    capital,
    counted,
    day,
    joined,
    official_links,
    official_symbol,
    other_links,
    prose,
    table,
    text,
    when,
)
from kb_tools.pages.records.proceedings import vote_words
from kb_tools.pages.writer import RecordWriter
from kb_tools.scalars import PartialDate


def _case(writer: RecordWriter) -> Case:
    return writer.record if isinstance(writer.record, Case) else Case()


def measures(writer: RecordWriter) -> Section | None:
    """Return the provisional measures, each with the reports that it requires."""
    case = _case(writer)
    if not case.measures and not case.reports:
        return None
    shown: set[str] = set()
    parts = [_measure(writer, case, measure, shown) for measure in case.measures]
    html = f'<ol class="tl">\n{"".join(parts)}\n</ol>'
    rest = [report for report in case.reports if report.id not in shown]
    if rest:
        html += table(
            "Other reports", _HEAD, [_report_row(writer, None, report) for report in rest]
        )
    return Section("measures", "Provisional measures", html, len(case.measures))


def _measure(writer: RecordWriter, case: Case, measure: Measure, shown: set[str]) -> str:
    facts = joined(
        (
            f"Binds {writer.states([measure.addressee])}" if measure.addressee else "",
            f"Vote: {vote_words(measure.vote)}" if measure.vote else "",
            f"In force until {text(measure.in_force_until)}" if measure.in_force_until else "",
            f"Applies {writer.refer_all(measure.interprets)}" if measure.interprets else "",
        )
    )
    reports = _reports(writer, case, measure, shown)
    return (
        f"<li>{writer.heading(measure)}"
        f'<p class="d">{writer.local(measure.decision, _decided(case, measure))}</p>'
        f'{prose(measure.text)}<p class="l">{facts}</p>{reports}'
        f"{writer.remark(measure)}{writer.notes(measure)}</li>\n"
    )


def _decided(case: Case, measure: Measure) -> str:
    decision = next((d for d in case.decisions if d.id == measure.decision), None)
    return day(decision.date) if decision else ""


_HEAD = ("Report", "Due", "Submitted", "Against the due day", "Comments", "Evidence")


def _reports(writer: RecordWriter, case: Case, measure: Measure, shown: set[str]) -> str:
    until = case.covered_until
    due = due_reports(case, measure, until.latest) if until else []
    if not until or not due:
        return ""
    rows = []
    for expected in due:
        if expected.report:
            shown.add(expected.report.id)
            rows.append(_report_row(writer, expected, expected.report))
        else:
            rows.append(_missing_row(expected, until))
    filed = sum(1 for expected in due if expected.report)
    missing = sum(1 for expected in due if expected.status(until.latest) == "not established")
    caption = (
        f"Reports due, as of {until.words}: {filed} with evidence, {missing} not established. "
        "Due days are arithmetic on the date of the order."
    )
    return table(caption, _HEAD, rows)


def _due_day(date: DueReport) -> str:
    return day(PartialDate(date.due.year, date.due.month, date.due.day))


def _missing_row(expected: DueReport, until: PartialDate) -> tuple[str, tuple[str, ...]]:
    later = expected.status(until.latest) == "due"
    status = "not yet due" if later else '<i class="c5">not established</i>'
    return "", (f"No. {expected.number}", _due_day(expected), status, "", "", "")


def _report_row(
    writer: RecordWriter, expected: DueReport | None, report: Report
) -> tuple[str, tuple[str, ...]]:
    late = expected.days_late if expected else None
    against = (
        ""
        if late is None
        else "on the day"
        if late == 0
        else (f"{counted(abs(late), 'day')} {'late' if late > 0 else 'early'}")
    )
    name = f"No. {report.number}" if report.number else "Report"
    evidence = writer.notes(report) + writer.remark(report)
    due = _due_day(expected) if expected else ""
    return report.id, (name, due, day(report.submitted), against, day(report.comments), evidence)


def time_limits(writer: RecordWriter) -> Section | None:
    """Return the pleadings with the limits fixed for each in turn."""
    found = _case(writer).time_limits
    if not found:
        return None
    head = ("Pleading", "Time-limits fixed", "Filed", "Sources")
    rows = [(limit.id, _time_limit(writer, limit)) for limit in found]
    html = table("Pleadings and their time-limits", head, rows)
    return Section("time-limits", "Time-limits", html, len(found))


def _time_limit(writer: RecordWriter, limit: TimeLimit) -> tuple[str, ...]:
    fixed = "<br>".join(
        joined(
            (
                writer.local(one.decision, day(one.date)) if one.decision else day(one.date),
                f"<small>{text(one.note)}</small>" if one.note else "",
            ),
            " ",
        )
        for one in limit.limits
    )
    filed = day(
        limit.filed,
        writer.kb.vocabulary.label("date-kinds", limit.filed_kind) if limit.filed_kind else "",
    )
    name = joined((text(limit.pleading), writer.states([limit.state]) if limit.state else ""), ", ")
    return (name, fixed or "–", filed or "–", writer.notes(limit) + writer.remark(limit))


def interventions(writer: RecordWriter) -> Section | None:
    """Return the interventions: a table of all, then each in full."""
    found = _case(writer).interventions
    if not found:
        return None
    head = ("State", "Under", "Filed", "Outcome", "Vote")
    rows = [
        (
            "",
            (
                writer.local(item.id, writer.states(item.states)),
                writer.word("intervention-articles", item.article),
                day(item.filed),
                _outcome(writer, item),
                _since_decided(writer, item, vote_words(item.vote)),
            ),
        )
        for item in found
    ]
    overview = f"<div>{table('Interventions at a glance', head, rows)}</div>"
    full = "\n".join(_intervention(writer, item) for item in found)
    return Section(
        "interventions", "Interventions", f'{overview}\n<ul class="tl">\n{full}\n</ul>', len(found)
    )


def _intervention(writer: RecordWriter, item: Intervention) -> str:
    kind = writer.kb.vocabulary.label("date-kinds", item.filed_kind) if item.filed_kind else "filed"
    told = [
        ("Interest or construction", item.interest),
        ("Objections", item.objections),
        ("Part taken", item.participation),
        ("What followed", item.followed),
    ]
    prose_parts = "".join(f"<p><i>{label}:</i> {text(said)}</p>" for label, said in told if said)
    facts = joined(
        (
            _outcome(writer, item),
            _since_decided(writer, item, f"Decision: {writer.local(item.decision)}")
            if item.decision
            else "",
            _since_decided(writer, item, f"Decided {item.decided.words}") if item.decided else "",
            f"Phase: {writer.word('intervention-stages', item.stage)}" if item.stage else "",
            f"Renews {writer.local(item.renews)}" if item.renews else "",
            f"Text: {writer.local(item.document)}" if item.document else "",
            f"On {writer.refer_all(item.provisions)}" if item.provisions else "",
        )
    )
    return (
        f'<li>{writer.heading(item)}<p class="d">{day(item.filed, kind)}</p>{prose_parts}'
        f'<p class="l">{facts}</p>{writer.remark(item)}{writer.notes(item)}</li>'
    )


def _outcome(writer: RecordWriter, item: Intervention) -> str:
    words = capital(writer.word("intervention-outcomes", item.outcome))
    return _since_decided(writer, item, words)


def _since_decided(writer: RecordWriter, item: Intervention, html: str) -> str:
    """Return what is known since the decision only, so that a script can take it back."""
    dates = (d.date for d in _case(writer).decisions if d.id == item.decision)
    date = item.decided or next(dates, None)
    return f'<span data-since="{date}">{html}</span>' if date and html else html


def documents(writer: RecordWriter) -> Section | None:
    """Return the documents in the order of dates, with numbers and official addresses."""
    found = _case(writer).documents
    if not found:
        return None
    html = "\n".join(_document(writer, document) for document in found)
    intro = f'<p class="l">{NUMBERS_ARE_LINKS}</p>'
    html = f'{intro}\n<ul class="tl slim">\n{html}\n</ul>'
    return Section("documents", "Documents", html, len(found))


def _document(writer: RecordWriter, document: Document) -> str:
    number = f"<code>{official_symbol(document.identifier)}</code>" if document.identifier else ""
    if document.inferred:
        number += " <small>(number inferred from the publisher's scheme)</small>"
    kind = capital(writer.word("document-types", document.type))
    if kind and document.title.en.lower().startswith(kind.lower()):
        kind = ""
    about = joined(
        (
            kind,
            writer.states(document.states) if document.states else "",
            number,
            text(document.number),
        )
    )
    french = f'<span lang="fr">{text(document.title.fr)}</span>' if document.title.fr else ""
    more = joined(
        (
            french,
            text(document.citation.en),
            f"filed {document.filed.words}" if document.filed else "",
            *other_links(document.identifier, document.url),
        )
    )
    return (
        f'<li>{writer.heading(document)}<p class="d">{day(document.date)}</p>'
        + (f'<p class="k">{about}</p>' if about else "")
        + (f'<p class="l">{more}</p>' if more else "")
        + f"{writer.remark(document)}{writer.notes(document)}</li>"
    )


def people(writer: RecordWriter) -> Section | None:
    """Return who represented each side, in the order of their periods."""
    found = _case(writer).representatives
    if not found:
        return None
    parts = []
    for side, group in groupby(sorted(found, key=_side), key=_side):
        name = writer.states([side[0]]) if side[0] else text(side[1])
        rows = "\n".join(_person(writer, person) for person in sorted(group, key=_start))
        parts.append(f'<section><h3>{name}</h3>\n<ul class="tl">\n{rows}\n</ul></section>')
    return Section("people", "Representatives", "\n".join(parts), len(found))


def _side(person: Representative) -> tuple[str, str]:
    return (person.state, person.body)


def _start(person: Representative) -> str:
    return str(person.since or "")


def _person(writer: RecordWriter, person: Representative) -> str:
    period = Period(person.since, person.until) if person.since else None
    heading = writer.heading(person, 4, f"{text(person.person)}, {text(person.role)}")
    dates = when(period) if period else day(person.until, "until")
    kind = f'<p class="k">{text(person.office)}</p>' if person.office else ""
    body = f'{heading}<p class="d">{dates}</p>{kind}'
    return f"<li>{body}{writer.remark(person)}{writer.notes(person)}</li>"


def related(writer: RecordWriter) -> Section | None:
    """Return proceedings elsewhere that matter here."""
    found = _case(writer).related
    if not found:
        return None
    html = "\n".join(_related(writer, item) for item in found)
    return Section("related", "Related proceedings", f'<ul class="tl">\n{html}\n</ul>', len(found))


def _related(writer: RecordWriter, item: RelatedProceedings) -> str:
    record = f"Record: {writer.refer(item.record)}" if item.record else ""
    about = joined((text(item.forum), text(item.number), text(item.identifier)))
    links = joined((record, *official_links(item.identifier)))
    return (
        f'<li>{writer.heading(item)}<p class="d">{day(item.date)}</p><p class="k">{about}</p>'
        f"{prose(item.text)}"
        + (f'<p class="l">{links}</p>' if links else "")
        + f"{writer.remark(item)}{writer.notes(item)}</li>"
    )
