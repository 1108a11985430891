"""The sections of a dossier, for each kind of record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb_tools import derived, describe
from kb_tools.corpus import KnowledgeBase
from kb_tools.export.notes import SourceNotes
from kb_tools.markup import element, escape, paragraphs, table
from kb_tools.model import (
    Ask,
    Case,
    Conflict,
    Decision,
    Holding,
    Intervention,
    Item,
    Measure,
    Mechanism,
    MechanismRule,
    Member,
    OpenPoint,
    Provision,
    Record,
    Step,
    Use,
)
from kb_tools.model.walk import entries
from kb_tools.scalars import Reference


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading (plain text) and its body (HTML)."""

    title: str
    body: str


def sections_of(
    kb: KnowledgeBase, record: Record, notes: SourceNotes, only: Sequence[str]
) -> Iterator[Section]:
    """Yield the sections of a record that have something in them.

    With ``only``, a section holds the items of these ids alone.
    """
    writer = _Writer(kb, record, notes, set(only))
    if isinstance(record, Mechanism) and not only:
        yield Section("The route", _route(writer, record))
    for title, collection, write in _PLAN:
        items = [
            item
            for item in getattr(record, collection, ())
            if not only or item.id in writer.only or _holds(item, writer.only)
        ]
        if items:
            yield Section(title, write(writer, items))
    if isinstance(record, Mechanism) and record.if_blocked and not only:
        yield Section("If it is blocked", _alternatives(writer, record))


def _holds(item: Item, only: set[str]) -> bool:
    return isinstance(item, Decision) and any(o.id in only for o in item.opinions)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the writers of sections share."""

    kb: KnowledgeBase
    record: Record
    notes: SourceNotes
    only: set[str]

    def title(self, item: Item) -> str:
        return escape(describe.title_of(item, self.record, self.kb.vocabulary))

    def label(self, vocabulary: str, word: str) -> str:
        return escape(self.kb.vocabulary.label(vocabulary, word)) if word else ""

    def day(self, item: Item) -> str:
        period = describe.period_of(item)
        kind = getattr(item, "date_kind", "") or getattr(item, "filed_kind", "")
        words = escape(period.words) if period else ""
        return f"{words} ({self.label('date-kinds', kind)})" if kind and words else words


def _route(writer: _Writer, mechanism: Mechanism) -> str:
    rows = (
        ("Who may open it", escape(mechanism.who_may_open)),
        ("Votes needed", escape(mechanism.threshold)),
        ("Veto", writer.label("veto-rules", mechanism.veto)),
        ("Legal effect", escape(mechanism.legal_effect)),
    )
    return table(("", ""), rows, (22, 78))


def _alternatives(writer: _Writer, mechanism: Mechanism) -> str:
    rows = []
    for way in mechanism.if_blocked:
        other = writer.kb.records.get(way.mechanism.record) if way.mechanism else None
        if other is not None:
            rows.append((escape(other.short_title or other.id), escape(way.when)))
    return table(("Route that remains", "When"), rows, (30, 70))


def _sentences(writer: _Writer, items: Iterable[Item]) -> str:
    lines = []
    for item in items:
        assert isinstance(item, MechanismRule | Step)
        who = f" ({escape(item.who)})" if isinstance(item, Step) and item.who else ""
        basis = ", ".join(escape(_named(writer, reference)) for reference in item.basis)
        basis = f" Basis: {basis}." if basis else ""
        note = f" {escape(item.note)}" if item.note else ""
        lines.append(
            element("li", f"{escape(item.text)}{who}{basis}{note} {writer.notes.of(item)}")
        )
    return element("ol", "".join(lines))


def _named(writer: _Writer, reference: Reference) -> str:
    """Return what a provision is called: its instrument and its number."""
    record = writer.kb.records.get(reference.record)
    found = next((p for p in getattr(record, "provisions", ()) if p.id == reference.item), None)
    name = (record.short_title if record else "") or reference.record
    return f"{name}, {found.number}" if found else name


def _members(writer: _Writer, items: Iterable[Item]) -> str:
    rows = []
    for item in items:
        assert isinstance(item, Member)
        held = writer.kb.records.get(item.held.record) if item.held else None
        if held is None or item.held is None:
            what, state = escape(item.title), f"missing: {escape(item.missing)}"
        else:
            entry = next((e.item for e in entries(held) if e.item.id == item.held.item), None)
            title = describe.title_of(entry, held, writer.kb.vocabulary) if entry else ""
            what, state = escape(title or held.short_title), f"held: {escape(str(item.held))}"
        rows.append((escape(item.number), what, state))
    return table(("No.", "What", "Held or missing"), rows, (12, 48, 40))


def _chronology(writer: _Writer, items: Iterable[Item]) -> str:
    rows = []
    for item in items:
        summary = getattr(item, "summary", "") or getattr(item, "result", "")
        vote = item.vote if isinstance(item, Use) else None
        text = element("strong", writer.title(item))
        text += f" ({escape(str(vote))})." if vote else "."
        text += f" {escape(summary)}" if summary else ""
        text += f" {escape(item.note)}" if item.note else ""
        rows.append((writer.day(item), text, writer.notes.of(item)))
    return table(("Date", "Event", "Certainty and sources"), rows, (18, 57, 25))


def _decisions(writer: _Writer, items: Iterable[Item]) -> str:
    parts = []
    for item in items:
        assert isinstance(item, Decision)
        parts.append(element("h3", f"{writer.title(item)}, {writer.day(item)}"))
        parts.append(element("p", escape(describe.citation_of(writer.record, item))))
        parts.append(paragraphs(item.summary))
        if item.bench.members:
            more = " (not every member is known)" if item.bench.incomplete else ""
            parts.append(element("p", f"Bench{more}: {escape(_bench_words(item))}"))
        parts.append(_operative_part(item))
        for opinion in item.opinions:
            head = element("strong", writer.title(opinion))
            text = f"{head}: {escape(opinion.position)}" if opinion.position else head
            parts.append(element("p", f"{text} {writer.notes.of(opinion)}"))
        parts.append(element("p", writer.notes.of(item)))
    return "".join(parts)


def _bench_words(decision: Decision) -> str:
    bench = decision.bench
    named = []
    if bench.president:
        named.append(f"{bench.president} (presiding)")
    if bench.vice_president:
        named.append(f"{bench.vice_president} (Vice-President)")
    named += [*bench.judges, *(f"{name} (ad hoc)" for name in bench.judges_ad_hoc)]
    return ", ".join(named)


def _operative_part(decision: Decision) -> str:
    if not decision.operative_points:
        return ""
    rows = []
    for point in decision.operative_points:
        against = f"; against: {', '.join(point.against)}" if point.against else ""
        vote = f"{point.vote}{against}" if point.vote else ""
        rows.append((escape(point.number), escape(point.text), escape(vote)))
    return table(("Point", "Operative part", "Vote"), rows, (10, 65, 25))


def _holdings(writer: _Writer, items: Iterable[Item]) -> str:
    groups: dict[str, list[Holding]] = {}
    for item in items:
        assert isinstance(item, Holding)
        groups.setdefault(item.subject, []).append(item)
    parts = []
    for subject, holdings in groups.items():
        label = writer.label("subjects", subject) or "Other"
        parts.append(element("h3", label[:1].upper() + label[1:]))
        for holding in holdings:
            head = element("strong", writer.title(holding))
            cited = escape(describe.citation_of(writer.record, holding))
            relied = "; ".join(
                f"{a.title}, {a.citation}" if a.citation else a.title for a in holding.authorities
            )
            relied = f" Relied on: {escape(relied)}." if relied else ""
            text = f"{head}. {escape(holding.proposition)} {element('em', cited)}.{relied}"
            parts.append(element("p", f"{text} {writer.notes.of(holding)}"))
    return "".join(parts)


def _measures(writer: _Writer, items: Iterable[Item]) -> str:
    parts = []
    for item in items:
        assert isinstance(item, Measure)
        vote = f" ({escape(str(item.vote))})" if item.vote else ""
        head = element("strong", writer.title(item)) + vote
        parts.append(element("p", f"{head}: {escape(item.text)} {writer.notes.of(item)}"))
        parts.append(_due_reports(writer, item))
    return "".join(parts)


def _due_reports(writer: _Writer, measure: Measure) -> str:
    record = writer.record
    if not isinstance(record, Case) or measure.reporting is None or record.covered_until is None:
        return ""
    day = record.covered_until.latest
    rows = []
    for due in derived.due_reports(record, measure, day):
        report = due.report
        filed = escape(report.submitted.words) if report and report.submitted else ""
        evidence = writer.notes.of(report) if report else due.status(day)
        rows.append((str(due.number), due.due.isoformat(), filed, evidence))
    intro = "Reports: due days are arithmetic on the order; submission as its sources say."
    head = ("Report", "Due", "Submitted", "Evidence")
    return element("p", intro) + table(head, rows, (10, 20, 25, 45)) if rows else ""


def _interventions(writer: _Writer, items: Iterable[Item]) -> str:
    rows = []
    for item in items:
        assert isinstance(item, Intervention)
        states = escape(describe.states_words(item.states, writer.kb.vocabulary))
        outcome = writer.label("intervention-outcomes", item.outcome)
        vote = f" ({escape(str(item.vote))})" if item.vote else ""
        article = writer.label("intervention-articles", item.article)
        rows.append((states, article, writer.day(item), outcome + vote, writer.notes.of(item)))
    head = ("State", "Article", "Filed", "Outcome", "Certainty and sources")
    return table(head, rows, (28, 14, 18, 15, 25))


def _provisions(writer: _Writer, items: Iterable[Item]) -> str:
    rows = []
    for item in items:
        assert isinstance(item, Provision)
        rows.append((writer.title(item), escape(item.text), writer.notes.of(item)))
    return table(("Provision", "Content, paraphrased", "Certainty and sources"), rows, (20, 55, 25))


def _asks(writer: _Writer, items: Iterable[Item]) -> str:
    rows = []
    for item in items:
        assert isinstance(item, Ask)
        status = writer.label("ask-statuses", item.status)
        day = f", {escape(item.status_date.words)}" if item.status_date else ""
        fate = element("strong", status + day) + f": {escape(item.reason)}"
        asked = f"{escape(item.text)} ({escape(item.addressee)}; {escape(item.location)})"
        rows.append((asked, fate, writer.notes.of(item)))
    return table(("Asked", "What came of it", "Certainty and sources"), rows, (37, 38, 25))


def _open_points(writer: _Writer, items: Iterable[Item]) -> str:
    entries = []
    for item in items:
        assert isinstance(item, OpenPoint)
        words = [element("strong", escape(item.question))]
        if item.reported:
            words.append(f"Reported, not confirmed: {escape(item.reported)}")
        words += [escape(item.why), escape(item.where), writer.notes.cite(item.sources)]
        entries.append(element("li", " ".join(word for word in words if word)))
    return element("ul", "".join(entries))


def _conflicts(writer: _Writer, items: Iterable[Item]) -> str:
    parts = []
    for item in items:
        assert isinstance(item, Conflict)
        readings = "".join(
            element("li", f"{escape(r.text)} {writer.notes.cite(r.sources)}") for r in item.readings
        )
        parts.append(element("p", element("strong", escape(item.topic))) + f"<ul>{readings}</ul>")
        if item.resolution:
            text = f"Followed here: {escape(item.resolution)} {writer.notes.cite(item.sources)}"
            parts.append(element("p", text))
    return "".join(parts)


def _plain(writer: _Writer, items: Iterable[Item]) -> str:
    rows = []
    for item in items:
        summary = describe.summary_of(item)
        text = element("strong", writer.title(item)) + "."
        title = describe.title_of(item, writer.record, writer.kb.vocabulary)
        text += f" {escape(summary)}" if summary and summary != title else ""
        rows.append((writer.day(item), text, writer.notes.of(item)))
    return table(("Date", "", "Certainty and sources"), rows, (18, 57, 25))


_PLAN: tuple[tuple[str, str, Callable[[_Writer, list[Item]], str]], ...] = (
    ("Chronology", "events", _chronology),
    ("Rules", "rules", _sentences),
    ("Steps", "steps", _sentences),
    ("Limits", "limits", _sentences),
    ("Uses", "uses", _chronology),
    ("Calls to act", "asks", _asks),
    ("Members", "members", _members),
    ("Decisions", "decisions", _decisions),
    ("Holdings", "holdings", _holdings),
    ("Provisional measures", "measures", _measures),
    ("Reports under measures", "reports", _plain),
    ("Time-limits", "time_limits", _plain),
    ("Interventions", "interventions", _interventions),
    ("Particulars", "particulars", _plain),
    ("Representatives", "representatives", _plain),
    ("Documents", "documents", _plain),
    ("Related proceedings", "related", _plain),
    ("Versions", "versions", _plain),
    ("Provisions", "provisions", _provisions),
    ("Reservations", "reservations", _plain),
    ("Points on which sources differ", "conflicts", _conflicts),
    ("Open points", "open_points", _open_points),
)
