"""The chronology: every happening once, whoever tells of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb_tools.chronology import chronology, moments_of
from kb_tools.corpus import KnowledgeBase, load
from kb_tools.model import Case, Limit, RelatedProceedings
from kb_tools.scalars import Reference, SourceCitation, parse_date

TOY = "icj/901-ruritania-v-freedonia"


@pytest.fixture(scope="module")
def kb(toy_cases: Path) -> KnowledgeBase:
    return load(toy_cases).kb


@pytest.fixture
def case(kb: KnowledgeBase) -> Case:
    record = kb.records[TOY]
    assert isinstance(record, Case)
    return record


def told(kb: KnowledgeBase, case: Case) -> list[tuple[str, str]]:
    return [(m.period.iso, str(m.reference.item)) for m in chronology(kb, [case])]


def test_what_an_event_tells_of_is_no_moment_besides(kb: KnowledgeBase, case: Case) -> None:
    assert told(kb, case) == [
        ("2020-08", "burning-of-the-mill"),
        ("2021-01-04", "application-filed"),  # and its document
        ("2021-02-01/2021-02-03", "measures-hearing"),
        ("2021-03-05", "measures-indicated"),  # the order and its document
        ("2021-07-01", "first-report"),  # the report under the measure
        ("2022-01-07", "memorial"),
        ("2022-01-10", "memorial"),
        ("2022-09-16", "judgment-on-objections"),
        ("2023-04-28", "sylvania-declares"),  # the intervention
    ]


def test_without_events_the_items_themselves_are_the_moments(kb: KnowledgeBase, case: Case) -> None:
    assert told(kb, replace(case, events=())) == [
        ("2021-01-04", "doc-2021-01-04-application"),
        ("2021-03-05", "order-2021-03-05"),  # with its document
        ("2021-07-01", "report-1"),
        ("2022-01-07", "memorial"),
        ("2022-01-10", "memorial"),
        ("2022-09-16", "judgment-2022-09-16"),
        ("2023-04-28", "intervention-sylvania"),
    ]


def test_an_intervention_announced_before_is_filed_on_a_day_of_its_own(
    kb: KnowledgeBase, case: Case
) -> None:
    announced = replace(case.events[-1], date=parse_date("2023-01-01"))
    moments = told(kb, replace(case, events=(*case.events[:-1], announced)))
    assert moments[-2:] == [
        ("2023-01-01", "sylvania-declares"),
        ("2023-04-28", "intervention-sylvania"),
    ]


def test_only_the_limit_that_stood_last_is_a_moment(kb: KnowledgeBase, case: Case) -> None:
    limits = (Limit(date=parse_date("2021-06-01")), Limit(date=parse_date("2022-01-10")))
    moved = replace(case.time_limits[0], limits=limits)
    dates = [
        day for day, item in told(kb, replace(case, time_limits=(moved,))) if item == "memorial"
    ]
    assert dates == ["2022-01-07", "2022-01-10"]


def test_a_pleading_filed_on_its_last_day_is_one_moment(kb: KnowledgeBase, case: Case) -> None:
    kept = replace(case.time_limits[0], limits=(Limit(date=case.time_limits[0].filed),))
    items = [item for _, item in told(kb, replace(case, time_limits=(kept,)))]
    assert items.count("memorial") == 1


def test_proceedings_with_a_record_of_their_own_are_told_there(
    kb: KnowledgeBase, case: Case
) -> None:
    related = RelatedProceedings(
        id="inquiry",
        forum="Courts of Graustark",
        title="Inquiry",
        date=parse_date("2021-12"),
        text="Same facts.",
        sources=(SourceCitation("gazette"),),
    )
    linked = replace(related, record=Reference("national/graustark-inquiry"))
    assert ("2021-12", "inquiry") in told(kb, replace(case, related=(related,)))
    assert ("2021-12", "inquiry") not in told(kb, replace(case, related=(linked,)))


def test_a_version_names_its_instrument_and_series_have_no_moments(kb: KnowledgeBase) -> None:
    record = kb.records["instruments/good-neighbourliness-convention"]
    titles = [moment.title for moment in moments_of(record, kb.vocabulary)]
    assert titles == [
        "Good Neighbourliness Convention: adopted",
        "Good Neighbourliness Convention: in force",
        "Good Neighbourliness Convention: The protocol adds a duty to consult",
        "Good Neighbourliness Convention: Reservation of Borduria",
    ]


def test_no_moment_of_the_published_records_is_told_twice(real_cases: Path) -> None:
    published = load(real_cases).kb
    found = chronology(published, published.records.values())
    keys = [(str(m.reference), m.period.iso) for m in found]
    assert len(keys) == len(set(keys)) > 800
    decisions = {m.item.id for m in found if m.item and m.what == "decision"}
    assert decisions == set()  # every decision has its event
