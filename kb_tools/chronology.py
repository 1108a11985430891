"""The chronology: what records tell of by day, each happening once.

An event often tells of a decision, a document, a filing or a report that is an item of its own;
then the event is the moment, and the item is not one besides.  Site and terminal choose here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kb_tools.certainty import Certainty, certainty_of_item, certainty_of_record
from kb_tools.corpus import KnowledgeBase
from kb_tools.describe import Period, item_name, period_of, states_words, title_of
from kb_tools.model import (
    Case,
    Document,
    Instrument,
    Item,
    Mechanism,
    Record,
    Report,
    Reservation,
    Statement,
    TimeLimit,
    Version,
    Vocabulary,
)
from kb_tools.scalars import PartialDate, Reference

#: The vocabulary of the word that says what an item of a collection is.
_KIND_WORDS = {
    "events": ("event-kinds", "kind"),
    "documents": ("document-types", "type"),
    "decisions": ("decision-types", "type"),
    "interventions": ("intervention-outcomes", "outcome"),
    "uses": ("use-outcomes", "outcome"),
}
#: The group of what is no event, by collection.
_GROUPS = {
    "documents": "document",
    "decisions": "decision",
    "interventions": "intervention",
    "reports": "compliance",
    "time_limits": "pleading",
    "related": "context",
    "uses": "use",
    "versions": "instrument",
    "reservations": "instrument",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that a record tells of at a time.

    ``what`` is the kind of its item, or that of the record where there is none; ``word`` the word
    of a vocabulary that says more (``judgment``), ``said`` how that is shown; ``group`` the group
    by which timelines are filtered; ``date_kind`` a word of ``date-kinds``.
    """

    record: Record
    item: Item | None
    period: Period
    what: str
    title: str
    certainty: Certainty
    group: str
    word: str = ""
    said: str = ""
    date_kind: str = ""
    states: tuple[str, ...] = ()

    @property
    def reference(self) -> Reference:
        """The address of the item, or of the record."""
        return Reference(self.record.id, self.item.id if self.item else "")

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Order by date as given, so that a month stands before its days."""
        return (self.period.iso, str(self.reference), self.title)


def chronology(kb: KnowledgeBase, records: Iterable[Record]) -> list[Moment]:
    """Return the moments of some records on one line of time."""
    found = (moment for record in records for moment in moments_of(record, kb.vocabulary))
    return sorted(found, key=lambda moment: moment.sort_key)


def moments_of(record: Record, vocabulary: Vocabulary) -> Iterator[Moment]:
    """Yield the moments of one record, in no order of dates."""
    make = _Moments(record, vocabulary)
    match record:
        case Case():
            yield from make.of_case(record)
        case Mechanism():
            yield from make.of_items("uses")
        case Instrument():
            yield from make.of_instrument(record)
        case Statement():
            yield from make.of_record("statement", record.date)


class _Moments:
    """Makes the moments of one record."""

    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self._record, self._vocabulary = record, vocabulary

    def of_items(self, collection: str, told: frozenset[str] = frozenset()) -> Iterator[Moment]:
        """Yield the dated items of a collection that nothing else tells of."""
        for item in getattr(self._record, collection):
            period = period_of(item)
            if period and item.id not in told:
                yield self._of(item, collection, period)

    def of_case(self, case: Case) -> Iterator[Moment]:
        """Yield events, and what no event of the case tells of."""
        told = _told(case)
        yield from self.of_items("events")
        yield from self.of_items("decisions", told)
        yield from self.of_items("documents", told)
        filed = {(e.date, name) for e in case.events for name in e.interventions}
        declared = frozenset(i.id for i in case.interventions if (i.filed, i.id) in filed)
        yield from self.of_items("interventions", told | declared)
        yield from self.of_items("related", frozenset(r.id for r in case.related if r.record))
        for report in case.reports:
            yield from self._of_report(case, report)
        for limit in case.time_limits:
            yield from self._of_time_limit(case, limit)

    def of_instrument(self, instrument: Instrument) -> Iterator[Moment]:
        """Yield adoption, entry into force, later versions and reservations."""
        told = {period_of(version) for version in instrument.versions}
        for what, day in (("adopted", instrument.adopted), ("in force", instrument.in_force)):
            if day and Period(day) not in told:
                yield from self.of_record("instrument", day, f": {what}")
        yield from self.of_items("versions")
        yield from self.of_items("reservations")

    def of_record(self, group: str, day: PartialDate | None, what: str = "") -> Iterator[Moment]:
        """Yield a moment of the record as a whole, if it has that date."""
        if day:
            yield Moment(
                record=self._record,
                item=None,
                period=Period(day),
                what=self._record.kind,
                title=(self._record.short_title or self._record.title.en) + what,
                certainty=certainty_of_record(self._record),
                group=group,
            )

    def _of_report(self, case: Case, report: Report) -> Iterator[Moment]:
        """Yield submission and comments, unless an event of that day tells of the measure."""
        told = {(event.date, name) for event in case.events for name in event.measures}
        for day, title in ((report.submitted, ""), (report.comments, "Comments on report No. ")):
            if day and (day, report.measure) not in told:
                named = f"{title}{report.number}" if title else ""
                yield self._of(report, "reports", Period(day), named)

    def _of_time_limit(self, case: Case, limit: TimeLimit) -> Iterator[Moment]:
        """Yield the limit that stood last, and a filing that no event tells of."""
        pleading = title_of(limit, case, self._vocabulary)
        last = limit.limits[-1].date if limit.limits else None
        if last and last != limit.filed:
            yield self._of(limit, "time_limits", Period(last), f"Time-limit: {pleading}")
        told = (e.date == limit.filed and limit.state in ("", *e.states) for e in case.events)
        if limit.filed and not any(told):
            yield self._of(limit, "time_limits", Period(limit.filed), f"Filed: {pleading}")

    def _of(self, item: Item, collection: str, period: Period, title: str = "") -> Moment:
        vocabulary, name = _KIND_WORDS.get(collection, ("", ""))
        word = getattr(item, name) if name else ""
        term = self._vocabulary.words(vocabulary).get(word) if word else None
        group = _GROUPS.get(collection) or (term.group if term else "") or "context"
        states = (*getattr(item, "states", ()), getattr(item, "state", ""))
        return Moment(
            record=self._record,
            item=item,
            period=period,
            what=item_name(collection).replace(" ", "-"),
            title=title or self._title(item),
            certainty=certainty_of_item(item, self._record.sources),
            group=group,
            word=word,
            said=self._vocabulary.label(vocabulary, word) if word else "",
            date_kind=getattr(item, "date_kind", "") or getattr(item, "filed_kind", ""),
            states=tuple(state for state in states if state),
        )

    def _title(self, item: Item) -> str:
        """Return the title of an item, with what it belongs to where it does not say so."""
        title = title_of(item, self._record, self._vocabulary)
        if isinstance(item, Version | Reservation):
            return f"{self._record.short_title}: {title}"
        if isinstance(item, Document) and item.states:
            whose = states_words(item.states, self._vocabulary)
            return title if whose in title else f"{whose}: {title}"
        return title


def _told(case: Case) -> frozenset[str]:
    """Return the ids of decisions and documents that an event or another item tells of."""
    holders: list[Any] = [*case.events, *case.decisions, *case.interventions]
    holders += [opinion for decision in case.decisions for opinion in decision.opinions]
    told = {event.decision for event in case.events}
    for holder in holders:
        told.add(getattr(holder, "document", ""))
        told.update(getattr(holder, "documents", ()))
    return frozenset(told)
