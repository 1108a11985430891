"""Dates: lists in order, periods that run forwards, nothing before its time or after the check."""

from __future__ import annotations

from collections.abc import Iterator
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
        newest: tuple[int, PartialDate] | None = None
        for index, item in _members(view, collection):
            if item.date is None:
                continue
            if newest and item.date.latest < newest[1].earliest:
                yield Finding(
                    f"{collection}/{index}/date",
                    f"{item.date} stands below {newest[1]}",
                    f"`{collection}` stand in the order of dates: move this one up",
                    (Place(f"{collection}/{newest[0]}/date", "later, but above"),),
                )
            else:
                newest = (index, item.date)


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
    kinds = view.vocabulary.words("event-kinds")
    for pointer, day, what in _steps(case, kinds):
        if day and day.latest < begun.earliest:
            yield Finding(
                pointer,
                f"this {what} of {day} comes before the case was instituted on {begun}",
                "correct the date, the kind of event, or `instituted`",
                (Place("instituted", "instituted here"),),
            )


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


def _happened(view: RecordView) -> Iterator[tuple[str, PartialDate, bool]]:
    """Yield pointer, date and whether it is an event or use of what has happened."""
    for collection in ORDERED:
        for index, item in _members(view, collection):
            planned = getattr(item, "date_kind", "") == "scheduled"
            if item.date and not planned:
                yield f"{collection}/{index}/date", item.date, collection in ("events", "uses")


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
    for pointer, day, _ in _happened(view):
        if day.earliest > checked.latest:
            yield Finding(
                pointer,
                f"{day} is after {checked}, the day the record was checked",
                "correct the date, set `checked`, or mark it with `date_kind: scheduled`",
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
    for pointer, day, counts in _happened(view):
        if counts and (newest is None or day.earliest > newest[0]):
            newest = (day.earliest, pointer, day)
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
