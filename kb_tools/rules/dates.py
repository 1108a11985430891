"""Dates: lists in order, periods that run forwards, nothing before its time or after the check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kb_tools.model import Case
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import PartialDate

#: Collections that stand in the order of dates, and the field that orders them.
ORDERED = ("events", "documents", "decisions", "uses")
#: Groups of event kinds that belong to proceedings and cannot come before them.
_OF_PROCEEDINGS = frozenset({"pleading", "hearing", "decision", "intervention", "compliance"})
#: What a date stands for when the day itself is later, earlier or only known to be near.
_INEXACT = frozenset({"no-later-than", "no-earlier-than", "approximate", "scheduled"})


def disagree(one: PartialDate, other: PartialDate) -> bool:
    """Return whether two dates cannot be the same day, whatever their precision."""
    return one.latest < other.earliest or other.latest < one.earliest


def _members(view: RecordView, collection: str) -> Iterator[tuple[int, Any]]:
    yield from enumerate(getattr(view.record, collection, ()))


@record_rule(
    "KB204",
    "out-of-order",
    summary="Items that stand in the order of dates do not.",
    why="A chronology is read, reviewed and added to from top to bottom.",
    good="events:\n  - id: application-filed\n    date: 2021-01-04",
    bad="events:\n  - id: hearing\n    date: 2021-02-01",
)
def out_of_order(view: RecordView) -> Iterator[Finding]:
    """Yield items dated before the one above them."""
    for collection in ORDERED:
        dated = [(i, item.date) for i, item in _members(view, collection) if item.date]
        for place, day, other, beside in _misplaced(dated):
            below = other < place
            yield Finding(
                f"{collection}/{place}/date",
                f"{day} stands {'below' if below else 'above'} {beside}",
                f"correct it, or move it {'up' if below else 'down'}: `{collection}` stand in "
                "the order of dates",
                (Place(f"{collection}/{other}/date", f"{beside} {'above' if below else 'below'}"),),
            )


_Dated = tuple[int, PartialDate]


def _misplaced(dated: Sequence[_Dated]) -> Iterator[tuple[int, PartialDate, int, PartialDate]]:
    """Yield place and date of the fewest members without which the rest is in order.

    Each comes with one that it is on the wrong side of.  One wrong date is thus one finding,
    however many members stand above or below it.
    """
    newest = date.min
    for _, day in dated:
        if day.latest < newest:
            break
        newest = max(newest, day.earliest)
    else:
        return
    rest = list(dated)
    against = {place: _on_wrong_side(place, day, rest) for place, day in rest}
    while any(against.values()):
        place, day = max(rest, key=lambda member: (len(against[member[0]]), member[0]))
        other, beside = against[place][0]
        yield place, day, other, beside
        rest.remove((place, day))
        against = {p: [m for m in others if m[0] != place] for p, others in against.items()}
        del against[place]


def _on_wrong_side(place: int, day: PartialDate, all_of_them: Sequence[_Dated]) -> list[_Dated]:
    return [
        (other, beside)
        for other, beside in all_of_them
        if (other < place and day.latest < beside.earliest)
        or (other > place and beside.latest < day.earliest)
    ]


@record_rule(
    "KB205",
    "ends-before-start",
    summary="A period ends before it starts.",
    why="One of the two dates is wrong, or they are swapped.",
    good="    date: 2021-02-01\n    until: 2021-02-03",
    bad="    date: 2021-02-01\n    until: 2021-01-03",
)
def ends_before_start(view: RecordView) -> Iterator[Finding]:
    """Yield periods that run backwards."""
    for entry in view.entries:
        end = getattr(entry.item, "until", None)
        start = getattr(entry.item, "date", None) or getattr(entry.item, "since", None)
        if isinstance(end, PartialDate) and start and end.latest < start.earliest:
            message = f"it ends on {end}, before it starts on {start}"
            yield Finding(f"{entry.pointer}/until", message, "correct one of the two dates")


@record_rule(
    "KB206",
    "before-the-case",
    summary="A step of the proceedings is dated before they were instituted.",
    why="No pleading, hearing or decision exists before the case; one of the dates is wrong.",
    good="instituted: 2021-01-04",
    bad="instituted: 2021-05-04",
)
def before_the_case(view: RecordView) -> Iterator[Finding]:
    """Yield steps of the proceedings dated before ``instituted``."""
    case = view.record
    if not isinstance(case, Case) or case.instituted is None:
        return
    begun = case.instituted
    steps = [step for step in _steps(case, view.vocabulary.words("event-kinds")) if step[1]]
    early = [(at, day, what) for at, day, what in steps if day and day.latest < begun.earliest]
    if _mostly(early, steps):
        pointer, day, what = early[0]
        yield Finding(
            "instituted",
            f"{len(early)} steps come before {begun}, the first of them of {day}",
            "correct `instituted`, the day on which the case began",
            (Place(pointer, f"{what} of {day}"),),
        )
        return
    for pointer, day, what in early:
        yield Finding(
            pointer,
            f"this {what} of {day} comes before the case was instituted on {begun}",
            "correct the date, the kind of event, or `instituted`",
            (Place("instituted", "instituted here"),),
        )


def _mostly(wrong: Sequence[Any], of_all: Sequence[Any]) -> bool:
    """Return whether so many are wrong that what they are compared with must be."""
    return len(wrong) > 3 and 2 * len(wrong) > len(of_all)


def _steps(case: Case, kinds: Any) -> Iterator[tuple[str, PartialDate | None, str]]:
    for index, event in enumerate(case.events):
        group = kinds[event.kind].group if event.kind in kinds else ""
        if group in _OF_PROCEEDINGS and event.date_kind not in _INEXACT:
            yield f"events/{index}/date", event.date, event.kind.replace("-", " ")
    for index, decision in enumerate(case.decisions):
        yield f"decisions/{index}/date", decision.date, "decision"
    for index, intervention in enumerate(case.interventions):
        yield f"interventions/{index}/filed", intervention.filed, "intervention"
    for index, report in enumerate(case.reports):
        yield f"reports/{index}/submitted", report.submitted, "report"
    for index, pleading in enumerate(case.time_limits):
        yield f"time_limits/{index}/filed", pleading.filed, "filing"
        for place, limit in enumerate(pleading.limits):
            yield f"time_limits/{index}/limits/{place}/date", limit.date, "time-limit"
    for index, document in enumerate(case.documents):
        if document.type in _OF_THE_COURT:
            yield f"documents/{index}/date", document.date, document.type.replace("-", " ")


#: Documents that a court makes in a case that it has.
_OF_THE_COURT = frozenset({"order", "judgment", "advisory-opinion", "ruling", "verbatim-record"})
#: Fields of items with the day of something that has happened.
_PAST = "date until submitted comments filed decided since status_date adopted announced".split()


def _happened(view: RecordView) -> Iterator[tuple[str, PartialDate, bool]]:
    """Yield pointer, date and whether it may be marked as planned, of all that has happened."""
    for name in ("instituted", "adopted", "date"):
        day = getattr(view.record, name, None)
        if day:
            yield name, day, False
    for entry in view.entries:
        item = entry.item
        kinds = (getattr(item, "date_kind", ""), getattr(item, "filed_kind", ""))
        for name in _PAST if "scheduled" not in kinds else ():
            day = getattr(item, name, None)
            if isinstance(day, PartialDate):
                yield f"{entry.pointer}/{name}", day, bool(entry.collection in ("events", "uses"))
    for key, source in view.record.sources.items():
        for name in ("date", "accessed"):
            day = getattr(source, name)
            if day:
                yield f"sources/{key}/{name}", day, False


@record_rule(
    "KB207",
    "after-the-check",
    summary="Something is dated after the day on which the record was checked.",
    why="Nobody can have compared it with its source on that day.",
    good="checked: 2023-05-02",
    bad="checked: 2022-05-02",
)
def after_the_check(view: RecordView) -> Iterator[Finding]:
    """Yield dates after ``checked``."""
    checked = view.record.checked
    if checked is None:
        return
    days = list(_happened(view))
    late = [found for found in days if found[1].earliest > checked.latest]
    if _mostly(late, days):
        pointer, day, _ = late[0]
        yield Finding(
            "checked",
            f"{len(late)} dates are after {checked}, the first of them {day}",
            "correct `checked`, the day on which the record was compared with its sources",
            (Place(pointer, "after the check"),),
        )
        return
    for pointer, day, plannable in late:
        planned = ", or mark it with `date_kind: scheduled`" if plannable else ""
        yield Finding(
            pointer,
            f"{day} is after {checked}, the day the record was checked",
            f"correct the date, or set `checked`{planned}",
            (Place("checked", "checked here"),),
        )


@record_rule(
    "KB208",
    "covered-too-short",
    summary="The record holds an event newer than its `covered_until`.",
    why="The status line tells readers up to which day they may rely on the record.",
    good="covered_until: 2023-04-30",
    bad="covered_until: 2022-04-30",
)
def covered_too_short(view: RecordView) -> Iterator[Finding]:
    """Yield a ``covered_until`` before the newest event or use."""
    covered = view.record.covered_until
    newest: tuple[date, str, PartialDate] | None = None
    for collection in ("events", "uses"):
        for index, item in _members(view, collection):
            if item.date is None or item.date_kind == "scheduled":
                continue
            if newest is None or item.date.earliest > newest[0]:
                newest = (item.date.earliest, f"{collection}/{index}/date", item.date)
    if covered and newest and covered.latest < newest[0]:
        yield Finding(
            "covered_until",
            f"the newest event is of {newest[2]}, but sources are said to end on {covered}",
            f"write at least {newest[2]}",
            (Place(newest[1], "the newest event"),),
        )


@record_rule(
    "KB209",
    "covered-after-check",
    summary="`covered_until` is later than `checked`.",
    why="Sources read on a day cannot speak of what came after it.",
    good="covered_until: 2023-04-30",
    bad="covered_until: 2023-06-30",
)
def covered_after_check(view: RecordView) -> Iterator[Finding]:
    """Yield a ``covered_until`` after ``checked``."""
    checked, covered = view.record.checked, view.record.covered_until
    if checked and covered and covered.earliest > checked.latest:
        message = f"covered until {covered}, but checked on {checked} already"
        yield Finding("covered_until", message, "correct one of the two days")


@record_rule(
    "KB210",
    "decision-dates-differ",
    summary="A decision, its document and its event are not of the same day.",
    why="They are one act; two dates for it would both be cited.",
    good="    date: 2021-03-05",
    bad="    date: 2021-03-06",
)
def decision_dates_differ(view: RecordView) -> Iterator[Finding]:
    """Yield documents and events that are not of the day of their decision."""
    case = view.record
    if not isinstance(case, Case):
        return
    places = {d.id: (index, d.date) for index, d in enumerate(case.decisions) if d.date}
    documents = {d.id: (index, d.date) for index, d in enumerate(case.documents) if d.date}
    for decision in case.decisions:
        if decision.id in places and decision.document in documents:
            place, day = documents[decision.document]
            yield from _differ(f"documents/{place}/date", day, *places[decision.id])
    for place, event in enumerate(case.events):
        if event.decision in places and event.date and not event.date_kind:
            yield from _differ(f"events/{place}/date", event.date, *places[event.decision])


def _differ(pointer: str, day: PartialDate, index: int, given: PartialDate) -> Iterator[Finding]:
    if disagree(day, given):
        yield Finding(
            pointer,
            f"{day} is not the day of the decision, {given}",
            "correct one of the two; say with `date_kind` if this date is another one",
            (Place(f"decisions/{index}/date", "the decision"),),
        )
