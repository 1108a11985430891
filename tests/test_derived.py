"""Stages, due reports, counts and certainty are computed, and agree with what sources say."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.certainty import Certainty, certainty_of
from kb_tools.corpus import KnowledgeBase, load
from kb_tools.derived import (
    add_months,
    count_by_certainty,
    due_reports,
    intervening_states,
    stage_on,
    total,
)
from kb_tools.model import Case, Source
from kb_tools.model.walk import entries
from kb_tools.scalars import SourceCitation


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture(scope="module")
def gambia(kb: KnowledgeBase) -> Case:
    case = kb.records["icj/178-gambia-v-myanmar"]
    assert isinstance(case, Case)
    return case


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2019, 11, 10), None),
        (date(2021, 2, 1), "preliminary-objections-pending"),
        (date(2022, 7, 21), "preliminary-objections-under-deliberation"),
        (date(2022, 7, 22), "written-pleadings-merits"),
        (date(2026, 2, 1), "under-deliberation"),
    ],
)
def test_the_stage_follows_from_the_events_up_to_a_day(
    gambia: Case, day: date, stage: str | None
) -> None:
    reached = stage_on(gambia, day)
    assert (reached.word if reached else None) == stage


def test_reports_fall_due_after_four_months_and_then_every_six(gambia: Case) -> None:
    """Order of 23 January 2020, para. 86 (4); filing days from the Judgment of 2022, para. 11."""
    measure = next(m for m in gambia.measures if m.id == "measure-4")
    due = due_reports(gambia, measure, date(2022, 7, 22))
    assert [d.due.isoformat() for d in due] == [
        "2020-05-23",
        "2020-11-23",
        "2021-05-23",
        "2021-11-23",
        "2022-05-23",
        "2022-11-23",
    ]
    assert [d.days_late for d in due] == [-1, 0, -3, 0, 0, None]
    assert [d.status(date(2022, 7, 22)) for d in due] == ["submitted"] * 5 + ["due"]
    assert due[-1].status(date(2023, 1, 1)) == "not established"


def test_other_measures_ask_for_no_reports(gambia: Case) -> None:
    for measure in gambia.measures:
        if measure.id != "measure-4":
            assert due_reports(gambia, measure, date(2026, 1, 1)) == []


def test_eleven_states_intervene_by_six_declarations(gambia: Case) -> None:
    """The title since January 2026 says "11 States intervening"."""
    assert len(gambia.interventions) == 6
    assert len(intervening_states(gambia)) == 11


def test_counts_add_up_to_the_number_of_items(kb: KnowledgeBase) -> None:
    for record in kb.records.values():
        counts = count_by_certainty(record)
        counted = [e for e in entries(record) if not getattr(e.item, "held", None)]
        assert sum(total(counts.values()).values()) == len(counted)
    assert total([]) == Counter()


def _source(kind: str, publisher: str, origin: str = "") -> Source:
    return Source(kind=kind, publisher=publisher, origin=origin)


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ([], Certainty.UNSOURCED),
        ([_source("secondary", "A")], Certainty.SINGLE),
        ([_source("secondary", "A"), _source("secondary", "A")], Certainty.SINGLE),
        ([_source("secondary", "A", "wire"), _source("secondary", "B", "wire")], Certainty.SINGLE),
        ([_source("secondary", "A"), _source("secondary", "B")], Certainty.CORROBORATED),
        ([_source("secondary", "A"), _source("mirror", "Court")], Certainty.MIRROR),
        ([_source("mirror", "Court"), _source("primary", "Court")], Certainty.PRIMARY),
    ],
)
def test_certainty_follows_from_kind_and_independence(
    cited: list[Source], expected: Certainty
) -> None:
    sources = {f"s{number}": source for number, source in enumerate(cited)}
    assert certainty_of([SourceCitation(key) for key in sources], sources) is expected


def test_a_key_without_a_source_makes_nothing_certain() -> None:
    assert certainty_of([SourceCitation("nowhere")], {}) is Certainty.UNSOURCED


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_adding_months_keeps_the_day_or_ends_at_the_end_of_the_month(day: date, n: int) -> None:
    later = add_months(day, n)
    assert (later.year - day.year) * 12 + later.month - day.month == n
    assert later.day == day.day or (later.day < day.day and add_months(later, 0) == later)
