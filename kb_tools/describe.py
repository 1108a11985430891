"""Plain words for records and items: the one place that says what each is called.

Search units, pages, the terminal and documents all take their titles, dates, texts and
citations from here.  Everything returned is plain text, not escaped for any format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb_tools.model import (
    Ask,
    Bilingual,
    Case,
    Conflict,
    Decision,
    Document,
    Event,
    Holding,
    Instrument,
    Intervention,
    Item,
    Measure,
    MechanismRule,
    Member,
    OpenPoint,
    Opinion,
    Particular,
    Provision,
    Record,
    RelatedProceedings,
    Relation,
    Report,
    Representative,
    Reservation,
    Statement,
    Step,
    TimeLimit,
    Use,
    Version,
    Vocabulary,
)
from kb_tools.model.case import CaseTitle
from kb_tools.scalars import PartialDate, Reference, Vote

#: What one item of each collection is called.
ITEM_NAMES = {
    "events": "event",
    "documents": "document",
    "decisions": "decision",
    "opinions": "opinion",
    "holdings": "holding",
    "measures": "measure",
    "reports": "report",
    "time_limits": "time-limit",
    "interventions": "intervention",
    "representatives": "representative",
    "titles": "title",
    "related": "related proceedings",
    "particulars": "particular",
    "relations": "relation",
    "conflicts": "conflict",
    "open_points": "open point",
    "rules": "rule",
    "steps": "step",
    "limits": "limit",
    "uses": "use",
    "provisions": "provision",
    "versions": "version",
    "reservations": "reservation",
    "asks": "ask",
    "members": "member",
}


def item_name(collection: str) -> str:
    """Return what an item of this collection is called: ``event``, ``open point`` …"""
    return ITEM_NAMES[collection]


@dataclass(frozen=True, slots=True)
class Period:
    """When something was: first and last day as given; ``last`` is None for a single date."""

    first: PartialDate
    last: PartialDate | None = None

    @property
    def words(self) -> str:
        """``23 January 2020`` or ``12 January 2026 to 29 January 2026``."""
        return f"{self.first.words} to {self.last.words}" if self.last else self.first.words

    @property
    def iso(self) -> str:
        """``2020-01-23`` or ``2026-01-12/2026-01-29``."""
        return f"{self.first}/{self.last}" if self.last else str(self.first)


_DATE_FIELDS = (
    "date",
    "filed",
    "submitted",
    "since",
    "adopted",
    "announced",
    "in_force",
    "status_date",
)


def period_of(value: Item | Record) -> Period | None:
    """Return when an item or record was, or None if it has no date."""
    for name in ("instituted", *_DATE_FIELDS):
        first = getattr(value, name, None)
        if isinstance(first, PartialDate):
            last = getattr(value, "until", None)
            return Period(first, last if isinstance(last, PartialDate) else None)
    return None


def states_words(states: tuple[str, ...], vocabulary: Vocabulary, language: str = "en") -> str:
    """Return ``Canada, Denmark and France`` (or with ``et``)."""
    names = [vocabulary.label("states", state, language) for state in states]
    if len(names) < 2:
        return "".join(names)
    joiner = " et " if language == "fr" else " and "
    return ", ".join(names[:-1]) + joiner + names[-1]


def title_of(item: Item, record: Record, vocabulary: Vocabulary) -> str:
    """Return the one-line title of an item."""
    match item:
        case Event() | Version() | RelatedProceedings() | Use():
            return item.title
        case Document() | Decision() | CaseTitle():
            return item.title.en or item.title.fr
        case Opinion():
            kind = vocabulary.label("opinion-types", item.type)
            return f"{kind[:1].upper()}{kind[1:]} of {item.judge}"
        case Holding() | Conflict():
            return item.topic
        case Measure():
            return f"Provisional measure {item.number}"
        case Report():
            return f"Report No. {item.number}" if item.number else "Report"
        case TimeLimit():
            whose = vocabulary.label("states", item.state) if item.state else ""
            return f"{item.pleading} of {whose}" if whose else item.pleading
        case Intervention():
            what = "Application" if item.article.endswith("62") else "Declaration"
            return f"{what} of intervention of {states_words(item.states, vocabulary)}"
        case Representative():
            whose = vocabulary.label("states", item.state) if item.state else item.body
            return f"{item.person}, {item.role}" + (f" of {whose}" if whose else "")
        case Particular():
            return item.label
        case Relation():
            return f"{vocabulary.label('relation-types', item.type)} {item.target}"
        case OpenPoint():
            return item.question
        case Provision():
            return f"{item.number}: {item.heading}" if item.heading else item.number
        case Reservation():
            return f"Reservation of {vocabulary.label('states', item.state)}"
        case Member():
            return f"No. {item.number}: {item.title or item.held or ''}".rstrip(": ")
        case Ask():
            return _opening(item.text, 120)
        case MechanismRule() | Step():
            return _opening(item.text, 90)
    return item.id


def _opening(text: str, most: int) -> str:
    """Return a text that is short, its first sentence, or as many whole words as may be."""
    if len(text) <= most:
        return text
    first = text.partition(". ")[0]
    if len(first) < most:
        return f"{first}."
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _texts(value: Any) -> Iterator[str]:
    """Yield every text that a value holds, deep, for searching; ids and addresses are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Vote):
        yield str(value)
    elif isinstance(value, Reference):
        return
    elif isinstance(value, Bilingual):
        yield from (text for text in (value.en, value.fr) if text)
    elif isinstance(value, tuple):
        for member in value:
            yield from _texts(member)
    elif hasattr(value, "__dataclass_fields__") and not hasattr(value, "precision"):
        for name, declared in value.__dataclass_fields__.items():
            skipped = name in ("id", "sources", "url", "in_part", "identifier", "identifiers")
            metadata = declared.metadata
            if skipped or metadata.get("vocabulary") or metadata.get("local"):
                continue
            if isinstance(getattr(value, name), Item | tuple) and _holds_items(value, name):
                continue
            yield from _texts(getattr(value, name))


def _holds_items(value: Any, name: str) -> bool:
    held = getattr(value, name)
    return isinstance(held, tuple) and any(isinstance(member, Item) for member in held)


def texts_of(item: Item) -> list[str]:
    """Return the texts of an item, field by field; what full-text search looks through."""
    return [text for text in _texts(item) if text]


def summary_of(item: Item) -> str:
    """Return the prose that explains an item to a reader, or the empty string."""
    for name in ("proposition", "summary", "text", "position", "reported", "participation"):
        value = getattr(item, name, "")
        if value:
            return str(value)
    return ""


def subjects_of(holding: Holding) -> tuple[str, ...]:
    """Return the issues of law that a holding belongs to, the main one first."""
    return tuple(filter(None, (holding.subject, *holding.further_subjects)))


def decision_of(item: Item, record: Record) -> Decision | None:
    """Return the decision that an item belongs to, if it names one of its record."""
    name = getattr(item, "decision", "")
    if not name or not isinstance(record, Case):
        return None
    return next((d for d in record.decisions if d.id == name), None)


def citation_of(
    record: Record, item: Item | None = None, vocabulary: Vocabulary | None = None
) -> str:
    """Return a citation to paste: the Court's own form where it is known, else a plain one.

    The vocabulary gives States their names where an item's title is made from them.

    A holding or measure is cited as its decision with the pinpoint; an item without official
    form as record, title and day, followed by its address.
    """
    if isinstance(item, Decision):
        return _decision_citation(record, item)
    if item is not None:
        decision = decision_of(item, record)
        if isinstance(item, Holding | Measure) and decision:
            pinpoint = ""
            if isinstance(item, Holding):
                where = item.paragraphs or item.section
                pinpoint = where.pinpoint if where else ""
            elif decision.operative_paragraph:
                pinpoint = f"para. {decision.operative_paragraph} {item.number}"
            cited = _decision_citation(record, decision)
            return f"{cited}, {pinpoint}" if pinpoint else cited
        if isinstance(item, Provision):
            return f"{record.title.en}, {item.number}"
        if isinstance(item, Document) and item.citation.en:
            return f"{record.title.en}, {item.citation.en}"
        period = period_of(item)
        title = title_of(item, record, vocabulary or Vocabulary())
        day = f", {period.words}" if period else ""
        return f"{record.short_title or record.title.en}, {title}{day} ({record.id}#{item.id})"
    if isinstance(record, Case):
        number = f", General List No. {record.docket}" if record.forum == "icj" else ""
        return f"{record.title.en}{number}"
    if isinstance(record, Instrument):
        return record.title.en
    if isinstance(record, Statement) and record.date:
        return f"{record.author}, {record.title.en}, {record.date.words}"
    return record.title.en


def _decision_citation(record: Record, decision: Decision) -> str:
    if decision.citation.en:
        official = decision.citation.en
        return official if record.title.en in official else f"{record.title.en}, {official}"
    day = f" of {decision.date.words}" if decision.date else ""
    kind = decision.type[:1].upper() + decision.type[1:].replace("-", " ")
    return f"{record.title.en}, {kind}{day} ({decision.title.en})"
