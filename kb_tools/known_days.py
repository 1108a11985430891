"""From which day each record and item is there, when the records are read as of a day.

A partial date counts from its last day: only by then had the thing certainly happened.  So does
what took several days, unless its beginning opens a stage of the proceedings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date

from kb_tools.corpus import KnowledgeBase
from kb_tools.dates_in_text import dates_in
from kb_tools.describe import period_of
from kb_tools.model import (
    Ask,
    Case,
    Conflict,
    Decision,
    Event,
    Holding,
    Instrument,
    Item,
    Measure,
    Member,
    OpenPoint,
    Opinion,
    Particular,
    Provision,
    Record,
    RelatedProceedings,
    Relation,
    Report,
    Series,
    Statement,
    TimeLimit,
    Use,
)
from kb_tools.model.walk import entries, operative_point_id
from kb_tools.scalars import PartialDate, SourceCitation

#: The day of what waits for something that has no day; nobody asks for it.
NEVER = date.max
_ALWAYS = date.min


def known_days(kb: KnowledgeBase) -> dict[str, date]:
    """Return for every record, item and operative point, by its address, the day it is there from.

    ``NEVER`` stands for what is never there.
    """
    days: dict[str, date] = {}
    for record in kb.records.values():
        days |= _Days(record).all()
    for record in kb.records.values():
        for relation in record.relations:
            days[f"{record.id}#{relation.id}"] = _of_relation(record, relation, days)
    return days


def whole_from(record: Record) -> date:
    """Return the day from which a record is there as a whole: it tells of nothing later."""
    return record.covered_until.latest if record.covered_until else NEVER


def source_day(cited: Iterable[SourceCitation], record: Record) -> date:
    """Return the day of the latest source; ``NEVER`` without any, or if one has no date."""
    sources = [record.sources.get(citation.key) for citation in cited]
    dates = [source.date if source else None for source in sources]
    return max((d.latest if d else NEVER for d in dates), default=NEVER)


def _of_relation(record: Record, relation: Relation, days: dict[str, date]) -> date:
    """A relation joins what is there, once the sources of it are there too."""
    ends = [str(relation.target), record.id]
    if relation.origin:
        ends.append(f"{record.id}#{relation.origin}")
    drawn = min(source_day(_cited(relation), record), whole_from(record))
    return max(drawn, *(days.get(end, NEVER) for end in ends))


class _Days:
    """The days of one record; each is found once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._whole = whole_from(record)
        self._items = {e.item.id: (e.item, e.parent) for e in entries(record)}
        self._found: dict[str, date] = {}

    def all(self) -> dict[str, date]:
        """Return the days by address; those of relations stand for their origin alone."""
        start, record = self._start(), self._record
        days = {record.id: start}
        for name, (item, _) in self._items.items():
            days[f"{record.id}#{name}"] = max(start, self._of(name))
            if isinstance(item, Decision):
                for point in item.operative_points:
                    address = f"{record.id}#{operative_point_id(name, point)}"
                    days[address] = days[f"{record.id}#{name}"]
        return days

    def _start(self) -> date:
        """Return the day from which the record itself is there."""
        record = self._record
        match record:
            case Case():
                begun = record.instituted
            case Instrument():
                begun = record.adopted or record.in_force
            case Statement():
                begun = record.date
            case Series():  # it counts what belongs together, up to the day it covers
                return self._whole
            case _:
                begun = None
        if begun:
            return begun.latest
        dated = (n for n, (item, _) in self._items.items() if not isinstance(item, Relation))
        return min((self._of(name) for name in dated), default=self._whole)

    def _of(self, name: str) -> date:
        if name not in self._items:
            return NEVER  # named but not there: a mistake in a draft
        if name not in self._found:
            self._found[name] = NEVER  # what waits for itself
            self._found[name] = self._own(*self._items[name])
        return self._found[name]

    def _own(self, item: Item, parent: str) -> date:
        match item:
            case Holding() | Measure():
                return self._of(item.decision)
            case Opinion():
                return self._of(parent)
            case Report():
                return max(self._of(item.measure), self._told(item))
            case Provision():
                return self._of(item.version) if item.version else _ALWAYS
            case Ask() | Member():
                return _ALWAYS
            case TimeLimit():
                return min(self._limit_days(item), default=self._told(item))
            case OpenPoint() | Conflict():
                asked = (day.earliest for text in _facts(item) for day in dates_in(text))
                return max([self._whole, *asked])
        return self._told(item)

    def _told(self, item: Item) -> date:
        """Return the day of a dated item, or of the latest source of an undated one.

        A fact of the record as a whole waits for the days that it names as well.
        """
        period = period_of(item)
        named = _named(item)
        if period is None:
            return min(max(source_day(_cited(item), self._record), named), self._whole)
        over = isinstance(item, Event | Use) and period.last and not getattr(item, "stage", "")
        happened = (period.last if period.last and over else period.first).latest
        return max(happened, min(named, self._whole))

    def _limit_days(self, item: TimeLimit) -> Iterator[date]:
        for limit in item.limits:
            if limit.decision:
                yield self._of(limit.decision)
            elif limit.date:
                yield limit.date.latest
        if isinstance(item.filed, PartialDate):
            yield item.filed.latest


def _cited(item: Item) -> list[SourceCitation]:
    return [*item.sources, *(citation for part in item.in_part for citation in part.sources)]


def _named(item: Item) -> date:
    """Return the latest day that the texts of an item name."""
    return max((d.latest for text in _facts(item) for d in dates_in(text)), default=_ALWAYS)


def _facts(item: Item) -> Iterator[str]:
    """Yield the texts without which an item says nothing, unless an act or an event dates them."""
    if period_of(item) and not isinstance(item, Particular | RelatedProceedings):
        return
    for declared in dataclasses.fields(item):
        if declared.metadata.get("required") and declared.metadata.get("prose"):
            yield getattr(item, declared.name)
