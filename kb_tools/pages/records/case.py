"""The page of a case."""

from __future__ import annotations

from collections import Counter

from kb_tools import derived
from kb_tools.certainty import certainty_of_item
from kb_tools.describe import period_of
from kb_tools.model import Case, Event
from kb_tools.model.case import CaseTitle
from kb_tools.pages.page import Page, Section
from kb_tools.pages.parts import both_languages, capital, counted, day, joined, prose, text
from kb_tools.pages.records import matter, proceedings
from kb_tools.pages.records.record import common_glance, docket_words, record_page
from kb_tools.pages.timeline import Moment, render_timeline
from kb_tools.pages.writer import RecordWriter, Writer


def case_page(writer: RecordWriter) -> Page:
    """Return the page of a case."""
    case = case_of(writer)
    plan = (
        _timeline,
        proceedings.decisions,
        proceedings.holdings,
        proceedings.provisions,
        matter.measures,
        matter.time_limits,
        matter.interventions,
        matter.documents,
        matter.people,
        matter.related,
    )
    return record_page(writer, _glance(writer, case), _status(writer, case), plan)


def case_of(writer: RecordWriter) -> Case:
    """Return the case that a writer writes; raises TypeError for another kind of record."""
    if not isinstance(writer.record, Case):
        raise TypeError(f"{writer.record.id} is not a case")
    return writer.record


def _status(writer: RecordWriter, case: Case) -> str:
    until = case.covered_until
    stage = derived.stage_on(case, until.latest) if until else None
    if stage is None:
        return ""
    since = f", since {day(stage.event.date)}" if stage.event.date else ""
    words = capital(writer.word("stages", stage.word))
    return f"<strong>{words}</strong>{since}: {writer.local(stage.event.id)}"


def _glance(writer: RecordWriter, case: Case) -> list[tuple[str, str]]:
    parties = "<br>".join(
        joined(
            (
                text(party.name.en) or writer.states([party.state]),
                writer.word("party-roles", party.role),
            ),
            ", ",
        )
        for party in case.parties
    )
    ad_hoc = list(dict.fromkeys(n for d in case.decisions for n in d.bench.judges_ad_hoc))
    admitted = derived.intervening_states(case)
    interveners = (
        f"{counted(len(admitted), 'State')}: {writer.states(admitted)}" if admitted else ""
    )
    titles = "".join(_form_of_title(writer, title) for title in case.titles)
    return [
        ("Court", writer.word("forums", case.forum)),
        ("Number", docket_words(case)),
        ("Parties", parties),
        ("Instituted", day(case.instituted)),
        ("Jurisdiction", writer.refer_all(case.jurisdiction)),
        ("Judges <i>ad hoc</i>", ", ".join(text(name) for name in ad_hoc)),
        ("Interveners", interveners),
        *common_glance(writer),
        ("Forms of the title", f"<ul>{titles}</ul>" if titles else ""),
    ]


def _form_of_title(writer: RecordWriter, title: CaseTitle) -> str:
    kept = joined((day(title.since, "since"), writer.sourced(title.sources)))
    words = f'{both_languages(title.title)} <span class="n">{kept}</span>'
    return f'<li id="{title.id}">{words}{writer.remark(title)}</li>'


def _timeline(writer: RecordWriter) -> Section | None:
    events = case_of(writer).events
    if not events:
        return None
    moments = [_moment(writer, event) for event in events]
    return Section("timeline", "Timeline", render_timeline(moments, writer), len(events))


def _moment(writer: RecordWriter, event: Event) -> Moment:
    return Moment(
        period=period_of(event),
        group=_group_of(writer, event),
        kind=writer.kb.vocabulary.label("event-kinds", event.kind),
        certainty=certainty_of_item(event, writer.record.sources),
        title=event.title,
        heading=writer.heading(event, 4),
        date_kind=writer.kb.vocabulary.label("date-kinds", event.date_kind)
        if event.date_kind
        else "",
        about=writer.states(event.states),
        body=prose(event.summary) + _event_links(writer, event) + writer.remark(event),
        notes=writer.notes(event),
        stage=writer.kb.vocabulary.label("stages", event.stage) if event.stage else "",
        states=event.states,
    )


def _group_of(writer: Writer, event: Event) -> str:
    """Return the group of an event's kind, by which timelines are filtered."""
    term = writer.kb.vocabulary.words("event-kinds").get(event.kind)
    return (term.group if term else "") or "context"


def _event_links(writer: RecordWriter, event: Event) -> str:
    case = case_of(writer)
    texts = {d.document for d in case.decisions if d.id == event.decision}
    documents = [d for d in case.documents if d.id in event.documents and d.id not in texts]
    of_type = Counter(d.type for d in documents)
    numbers = {measure.id: text(measure.number) for measure in case.measures}
    linked = [
        ("Decision", [writer.brief(event.decision)] if event.decision else []),
        (
            "Documents",
            [  # by their type, which the entry explains; by title if there are several of it
                writer.local(d.id, writer.word("document-types", d.type))
                if of_type[d.type] == 1 and d.type
                else writer.brief(d.id)
                for d in documents
            ],
        ),
        ("Measures", [writer.local(name, numbers.get(name, "")) for name in event.measures]),
        ("Interventions", [writer.brief(name) for name in event.interventions]),
    ]
    parts = [f"{label}: " + "; ".join(links) for label, links in linked if links]
    return f'<p class="l">{joined(parts)}</p>' if parts else ""
