"""What is computed from records and never stored: stages, due reports, counts.

Every function is pure; the day for which something is asked is passed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kb_tools.certainty import Certainty, certainty_of_item
from kb_tools.model import (
    Case,
    Decision,
    Event,
    Intervention,
    Measure,
    Mechanism,
    Member,
    Record,
    Report,
)
from kb_tools.model.walk import entries
from kb_tools.scalars import PartialDate


def add_months(day: date, months: int) -> date:
    """Return the same day of the month that many months later, or the last day of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class DueReport:
    """One report that a measure requires: its number, the day it is due, and the evidence."""

    number: int
    due: date
    report: Report | None

    @property
    def days_late(self) -> int | None:
        """Days between due and submission, negative if early; None unless that day is known."""
        if self.report is None or self.report.submitted is None or not self.report.submitted.day:
            return None
        return (self.report.submitted.earliest - self.due).days

    def status(self, on: date) -> str:
        """Return ``submitted``, ``due`` (later than ``on``) or ``not established``."""
        if self.report is not None:
            return "submitted"
        return "due" if self.due > on else "not established"


def due_reports(case: Case, measure: Measure, until: date) -> list[DueReport]:
    """Return the reports that a measure requires up to and including the next one after ``until``.

    The days are arithmetic on the date of the order and the period that it fixes;
    reports count by their number.
    """
    decision = next((d for d in case.decisions if d.id == measure.decision), None)
    reporting = measure.reporting
    if decision is None or decision.date is None or reporting is None:
        return []
    if reporting.first_after_months is None:
        return []
    given = decision.date.earliest
    filed = {r.number: r for r in case.reports if r.measure == measure.id}
    months, number, found = reporting.first_after_months, 1, []
    while True:
        due = add_months(given, months)
        found.append(DueReport(number, due, filed.get(number)))
        if due > until or not reporting.every_months:
            return found
        months, number = months + reporting.every_months, number + 1


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage that proceedings have reached, since which event."""

    word: str
    event: Event


def stage_on(case: Case, day: date) -> Stage | None:
    """Return the stage of the proceedings on a day, from the events up to it, or None."""
    reached = None
    for event in case.events:
        if event.stage and event.date and event.date.latest <= day:
            reached = Stage(event.stage, event)
    return reached


def count_by_certainty(record: Record) -> dict[str, Counter[Certainty]]:
    """Return for each collection how many items there are of each certainty."""
    counts: dict[str, Counter[Certainty]] = {}
    for entry in entries(record):
        if isinstance(entry.item, Member) and entry.item.held:
            continue  # it leads to an item that is counted where it stands
        certainty = certainty_of_item(entry.item, record.sources)
        counts.setdefault(entry.collection, Counter())[certainty] += 1
    return counts


def by_collection(
    records: Iterable[Mapping[str, Counter[Certainty]]],
) -> dict[str, Counter[Certainty]]:
    """Return the counts of several records summed for each collection, by its name."""
    found: dict[str, Counter[Certainty]] = {}
    for record in records:
        for collection, count in record.items():
            found.setdefault(collection, Counter()).update(count)
    return dict(sorted(found.items()))


def total(counts: Iterable[Counter[Certainty]]) -> Counter[Certainty]:
    """Return the sum of several counts."""
    summed: Counter[Certainty] = Counter()
    for count in counts:
        summed.update(count)
    return summed


def intervening_states(case: Case) -> list[str]:
    """Return the States whose interventions were admitted or permitted, each once, in order."""
    admitted = [i for i in case.interventions if i.outcome in ("admitted", "permitted")]
    return list(dict.fromkeys(state for i in admitted for state in i.states))


def unanimous_points(decision: Decision) -> int:
    """Return how many operative points were decided unanimously."""
    return sum(1 for p in decision.operative_points if p.vote and p.vote.manner == "unanimous")


@dataclass(frozen=True, slots=True)
class Intervener:
    """One State in one case: the unit in which interventions are counted."""

    case: Case
    intervention: Intervention
    state: str

    @property
    def days_to_decision(self) -> int | None:
        """Days from filing to decision; None unless both days are known.

        A day that a paper bears, or on which it was announced, is not the day of filing.
        """
        decided, filed = self.decided, self.intervention.filed
        if filed is None or decided is None or not filed.day or not decided.day:
            return None
        if self.intervention.filed_kind not in ("", "filed"):
            return None
        return (decided.earliest - filed.earliest).days

    @property
    def decided(self) -> PartialDate | None:
        """The day of the decision on it, in this record or another."""
        given = (d.date for d in self.case.decisions if d.id == self.intervention.decision)
        return self.intervention.decided or next(given, None)


def interveners(records: Iterable[Record]) -> list[Intervener]:
    """Return every State in every case in which it declared or applied, in the order of filing.

    A joint declaration counts for each of its States; one that repeats an earlier one for a
    later phase (``renews``) is not counted again.
    """
    found = [
        Intervener(record, intervention, state)
        for record in records
        if isinstance(record, Case)
        for intervention in record.interventions
        if not intervention.renews
        for state in intervention.states
    ]
    return sorted(found, key=lambda row: (_filed(row), row.case.id, row.state))


def _filed(row: Intervener) -> date:
    return row.intervention.filed.earliest if row.intervention.filed else date.max


def count_outcomes(rows: Iterable[Intervener]) -> Counter[str]:
    """Return how many States in cases there are of each outcome."""
    return Counter(row.intervention.outcome for row in rows)


def decade_of(date: PartialDate | None) -> int | None:
    """Return the first year of the decade of a date: 1950 for 1956."""
    return date.year // 10 * 10 if date else None


#: How many there are of each outcome, in a group, in a decade (None where no date is given).
Counted = Counter[tuple[str, int | None, str]]


def count_by_article(rows: Iterable[Intervener]) -> Counted:
    """Return how many States in cases there are by article, decade of filing and outcome."""
    found = (row.intervention for row in rows)
    return Counter((i.article, decade_of(i.filed), i.outcome) for i in found)


def count_by_mechanism(mechanisms: Iterable[Mechanism]) -> Counted:
    """Return how many uses there are by mechanism (its id), decade and outcome (may be empty)."""
    found = ((mechanism.id, use) for mechanism in mechanisms for use in mechanism.uses)
    return Counter((name, decade_of(use.date), use.outcome) for name, use in found)


def days_taken(first: PartialDate | None, last: PartialDate | None) -> int | None:
    """Return how many days something took, both counted; None unless both days are known."""
    if first is None or last is None or not first.day or not last.day:
        return None
    return (last.earliest - first.earliest).days + 1


def newest_check(records: Iterable[Record]) -> date:
    """Return the last day on which any record was compared with its sources.

    It stands for today wherever the same records must make the same pages.
    """
    return max((r.checked.earliest for r in records if r.checked), default=date(1970, 1, 1))
