"""What in fact followed what: acts of all records, joined by the relations between them.

An act is a use of a mechanism, an event or a decision, or a record as a whole.  One act follows
another if a relation says that the other leads to it.  Two more rules read what records say:

- Two acts that concern the same facts on the same day are one, told twice.
- What answers a request, such as a refusal, is followed by what the request led to later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb_tools.corpus import KnowledgeBase
from kb_tools.model import Case, Mechanism, Record
from kb_tools.pages.writer import Library
from kb_tools.scalars import PartialDate, Reference

#: Acts in their order, each of which led to the next.
Chain = tuple[Reference, ...]

#: Rules on the veto under which an act of the Security Council, told in any case, is a precedent.
_STOPPED_BY_VETO = frozenset(("veto-applies", "veto-in-part"))


class Precedents:
    """The acts that followed others, over all records."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._next: dict[Reference, list[Reference]] = {}
        self._same: dict[Reference, list[Reference]] = {}
        self._alike: list[tuple[Reference, Reference]] = []
        self._answered: dict[Reference, list[Reference]] = {}
        for start, kind, target in _relations(library.kb):
            if library.exists(start) and library.exists(target):
                self._take(start, kind, target)

    def _take(self, start: Reference, kind: str, target: Reference) -> None:
        if kind == "leads_to":
            self._next.setdefault(start, []).append(target)
        elif kind == "answers":
            self._answered.setdefault(start, []).append(target)
        elif kind == "same_facts" and start.item and target.item:
            day = self._day(start)
            if day is not None and day == self._day(target):
                self._same.setdefault(start, []).append(target)
                self._same.setdefault(target, []).append(start)
            else:
                self._alike += [(start, target), (target, start)]

    def _day(self, act: Reference) -> PartialDate | None:
        """Return the day of an act that has one; records as a whole have none."""
        period = self._library.period(act) if act.item else None
        return period.first if period and period.first.day else None

    def after(self, act: Reference) -> list[Reference]:
        """Return what directly followed an act, in the order of the records."""
        found = [t for one in (act, *self._same.get(act, ())) for t in self._next.get(one, ())]
        for request in self._answered.get(act, ()):
            found += [t for t in self._next.get(request, ()) if self._later(t, act)]
        return list(dict.fromkeys(t for t in found if t != act))

    def routes_of(self, act: Reference) -> set[str]:
        """Return the ids of the records that an act belongs to."""
        return {act.record, *(other.record for other in self._same.get(act, ()))}

    def chains_from(self, act: Reference) -> list[Chain]:
        """Return the shortest chain from an act to each act that followed, the nearest first."""
        ways: dict[Reference, Chain] = {act: (act,)}
        waiting = [act]
        for one in waiting:
            for following in self.after(one):
                if following not in ways:
                    ways[following] = (*ways[one], following)
                    waiting.append(following)
        return [ways[one] for one in waiting[1:]]

    def between(self, route: Mechanism, other: str) -> list[Chain]:
        """Return the chains by which one route in fact led to another, in the order of dates.

        Of several that end in the same act the first is returned.
        """
        uses = (Reference(route.id, use.id) for use in route.uses)
        return self._leading((Reference(route.id), *uses), other)

    def of_the_same_organ(self, route: Mechanism, other: str) -> list[Chain]:
        """Return the chains by which the organ of a route, acting elsewhere, led to another route.

        They count where a veto can stop the route; what the organ did is told by events of cases
        whose kind names it.
        """
        if route.veto not in _STOPPED_BY_VETO or not route.forum:
            return []
        events = [
            Reference(record.id, event.id)
            for record in _in_order(self._library.kb)
            for event in (record.events if isinstance(record, Case) else ())
            if f"un-{event.kind}" == route.forum
        ]
        return self._leading(events, other)

    def _leading(self, origins: Iterable[Reference], other: str) -> list[Chain]:
        found = []
        for origin in origins:
            for chain in self.chains_from(origin):
                hit = [other in self.routes_of(act) for act in chain]
                if hit[-1] and not any(hit[:-1]):
                    found.append(chain)
        first: dict[Reference, Chain] = {}
        for chain in sorted(found, key=lambda chain: [self._sort_key(act) for act in chain]):
            first.setdefault(chain[-1], chain)
        return list(first.values())

    def on_the_same_facts(self, route: Mechanism, other: str) -> list[Chain]:
        """Return pairs of uses on the same facts, of one route and later of another, by date."""
        pairs = (
            (one, two)
            for one, two in self._alike
            if one.record == route.id and two.record == other and self._later(two, one)
        )
        return sorted(pairs, key=lambda pair: [self._sort_key(act) for act in pair])

    def _later(self, act: Reference, than: Reference) -> bool:
        one, other = self._library.period(act), self._library.period(than)
        return bool(one and other and one.first.earliest > other.first.latest)

    def beginnings(self) -> list[Reference]:
        """Return the acts that led to others in another record and followed none, by date."""
        followed = {t for targets in self._next.values() for t in targets}
        followed |= {same for t in followed for same in self._same.get(t, ())}
        starts = [start for start in self._next if start not in followed]
        apart = [
            start
            for start in starts
            if any(chain[-1].record != start.record for chain in self.chains_from(start))
        ]
        return sorted(apart, key=self._sort_key)

    def _sort_key(self, act: Reference) -> tuple[str, str]:
        period = self._library.period(act)
        return (period.iso if period else "", str(act))


def _in_order(kb: KnowledgeBase) -> list[Record]:
    return [kb.records[name] for name in sorted(kb.records)]


def _relations(kb: KnowledgeBase) -> Iterator[tuple[Reference, str, Reference]]:
    for record in _in_order(kb):
        for relation in record.relations:
            if relation.target:
                yield Reference(record.id, relation.origin), relation.type, relation.target
