"""The records as of a day: what had happened is there, and nothing later, nowhere."""

import dataclasses
import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb_tools.as_of import LATER_SOURCE, LEFT_OUT, NOT_JUDGED, as_of
from kb_tools.certainty import certainty_of_item
from kb_tools.corpus import KnowledgeBase, joined, load
from kb_tools.dates_in_text import dates_in
from kb_tools.derived import stage_on
from kb_tools.known_days import known_days
from kb_tools.model import Case, Decision, Event, Instrument, Limit, Record, Statement
from kb_tools.model.walk import entries, local_mentions, mentions, operative_point_id, texts
from kb_tools.scalars import PartialDate, SourceCitation, parse_date

GAMBIA, TOY = "icj/178-gambia-v-myanmar", "icj/901-ruritania-v-freedonia"
On = Callable[[date], KnowledgeBase]
DAYS = [date(1994, 7, 1), date(2021, 2, 3), date(2022, 7, 21)]
DAYS += [date(2025, 9, 1)]


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture(scope="module")
def on(kb: KnowledgeBase) -> Callable[[date], KnowledgeBase]:
    """The published records as of a day, made once for each."""
    return functools.cache(lambda day: as_of(kb, day))


@pytest.fixture(scope="module")
def toy(toy_cases: Path) -> KnowledgeBase:
    return load(toy_cases).kb


def case_of(kb: KnowledgeBase, name: str) -> Case:
    record = kb.records[name]
    assert isinstance(record, Case)
    return record


def addresses(kb: KnowledgeBase) -> set[str]:
    found = set(kb.records)
    for record in kb.records.values():
        for entry in entries(record):
            found.add(f"{record.id}#{entry.item.id}")
            if isinstance(entry.item, Decision):
                points = entry.item.operative_points
                found |= {f"{record.id}#{operative_point_id(entry.item.id, p)}" for p in points}
    return found


def dates_below(value: Any) -> Iterator[PartialDate]:
    """Every date that a value holds, but those of time-limits: they are fixed beforehand."""
    if isinstance(value, PartialDate):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from dates_below(member)
    elif isinstance(value, dict):
        yield from dates_below(tuple(value.values()))
    elif dataclasses.is_dataclass(value) and not isinstance(value, Limit):
        for field in dataclasses.fields(value):
            yield from dates_below(getattr(value, field.name))


def fixed_days(record: Record) -> set[PartialDate]:
    """The days that orders fix and titles announce in a record as of a day."""
    found: set[PartialDate] = set()
    for entry in entries(record):
        item = entry.item
        for limit in getattr(item, "limits", ()):
            found |= {limit.date} if isinstance(limit, Limit) and limit.date else set()
        said = [str(getattr(item, "title", ""))]
        if isinstance(item, Decision):
            said += [item.summary, *(point.text for point in item.operative_points)]
        found.update(day for text in said for day in dates_in(text))
    return found


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_date_later_than_the_day_is_anywhere_in_the_published_records(on: On, day: date) -> None:
    past = on(day)
    assert len(past.records) > 20
    later = []
    for record in past.records.values():
        later += [f"{record.id}: {d}" for d in dates_below(record) if d.latest > day]
        fixed = fixed_days(record)
        for text in texts(record):
            if text.field == "item" or (text.field == "number" and isinstance(record, Instrument)):
                continue  # an earlier form of a provision is called by the day it stood until
            unknown = [d for d in dates_in(text.text) if d.earliest > day and d not in fixed]
            later += [f"{record.id}/{text.pointer}: {text.text}" for _ in unknown]
    assert later == []


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_leads_to_what_is_not_there(kb: KnowledgeBase, on: On, day: date) -> None:
    past = on(day)
    there, whole = addresses(past), addresses(kb)
    dangling: list[object] = []
    for record in past.records.values():
        dangling += [m for m in mentions(record) if str(m.target) in whole - there]
        locals_ = {f"{record.id}#{m.target}": m for m in local_mentions(record)}
        dangling += [m for address, m in locals_.items() if address in whole - there]
        cited = {c.key for e in entries(record) for c in e.item.sources}
        dangling += sorted(cited - set(record.sources))
    assert dangling == []
    assert set(past.inbound) <= there


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_certainty_does_not_change_with_the_day(kb: KnowledgeBase, on: On, day: date) -> None:
    """A fact of 2019 that a judgment of 2022 establishes is as sure in 2020."""
    past = on(day)
    for name, record in past.records.items():
        now = {e.item.id: e.item for e in entries(kb.records[name])}
        for entry in entries(record):
            today = certainty_of_item(now[entry.item.id], kb.records[name].sources)
            assert certainty_of_item(entry.item, record.sources) is today, entry.pointer


def test_what_is_there_stays_there(on: On) -> None:
    seen: set[str] = set()
    for day in DAYS:
        now = addresses(on(day))
        assert seen < now
        seen = now


def test_on_the_last_day_that_records_speak_of_everything_is_there(kb: KnowledgeBase) -> None:
    covered = [r.covered_until.latest for r in kb.records.values() if r.covered_until]
    scheduled = {
        f"{r.id}#{e.item.id}"
        for r in kb.records.values()
        for e in entries(r)
        if any(d.latest > max(covered) for d in dates_below(getattr(e.item, "date", None)))
    }
    assert addresses(kb) - addresses(as_of(kb, max(covered))) <= scheduled


def test_objections_are_pending_on_the_eve_of_the_judgment_and_rejected_the_day_after(
    kb: KnowledgeBase,
) -> None:
    alone = joined({GAMBIA: kb.records[GAMBIA]}, kb.vocabulary)
    eve, day = (case_of(as_of(alone, date(2022, 7, d)), GAMBIA) for d in (21, 22))
    stages = [stage_on(case, date(2022, 7, 22)) for case in (eve, day)]
    assert [stage.word for stage in stages if stage] == [
        "preliminary-objections-under-deliberation",
        "written-pleadings-merits",
    ]
    assert "judgment-2022-07-22" not in {d.id for d in eve.decisions}
    judgment = next(d for d in day.decisions if d.id == "judgment-2022-07-22")
    assert [str(point.vote) for point in judgment.operative_points][3:] == ["15-1", "15-1"]
    gone = {h.id for h in day.holdings} - {h.id for h in eve.holdings}
    assert len(gone) > 15
    assert all(h.decision.endswith("2022-07-22") for h in day.holdings if h.id in gone)


def test_an_intervention_filed_before_is_pending_until_it_is_decided(kb: KnowledgeBase) -> None:
    alone = joined({GAMBIA: kb.records[GAMBIA]}, kb.vocabulary)

    def maldives(day: date) -> Any:
        case = case_of(as_of(alone, day), GAMBIA)
        return next((i for i in case.interventions if i.states == ("maldives",)), None)

    assert maldives(date(2023, 11, 14)) is None
    pending = maldives(date(2024, 7, 2))
    assert (pending.outcome, pending.decision, pending.vote) == ("pending", "", None)
    assert (pending.objections, pending.participation) == ("", "")
    decided = maldives(date(2024, 7, 3))
    assert (decided.outcome, decided.decision) == ("admitted", "order-2024-07-03")


def test_a_call_is_judged_from_the_day_of_its_status(kb: KnowledgeBase) -> None:
    def ask(day: date) -> Any:
        record = as_of(kb, day, LEFT_OUT, NOT_JUDGED).records["statements/apwg-2021-myanmar-coup"]
        assert isinstance(record, Statement)
        return next(a for a in record.asks if a.id == "ask-01")

    before, after = ask(date(2021, 3, 31)), ask(date(2021, 4, 1))
    assert (before.status, before.status_date, before.reason) == ("", None, NOT_JUDGED)
    assert after.status == "fulfilled"
    assert len(before.evidence) == len(after.evidence) - 1


def test_a_partial_date_counts_from_its_last_day(toy: KnowledgeBase) -> None:
    days = known_days(toy)
    assert days[f"{TOY}#burning-of-the-mill"] == date(2021, 1, 4)  # when the case began
    event = next(e for e in case_of(toy, TOY).events if e.id == "first-report")
    month = changed_toy(toy, event, date=parse_date("2021-07"))
    assert known_days(month)[f"{TOY}#first-report"] == date(2021, 7, 31)


def test_what_took_several_days_counts_from_the_last_unless_it_opens_a_stage(
    toy: KnowledgeBase,
) -> None:
    hearing = next(e for e in case_of(toy, TOY).events if e.id == "measures-hearing")
    assert known_days(toy)[f"{TOY}#measures-hearing"] == date(2021, 2, 1)
    plain = changed_toy(toy, hearing, stage="")
    assert known_days(plain)[f"{TOY}#measures-hearing"] == date(2021, 2, 3)
    (shown,) = (
        e
        for e in case_of(as_of(toy, date(2021, 2, 2)), TOY).events
        if e.until is None and e.id == hearing.id
    )
    assert shown.stage == "provisional-measures-hearing"


def test_what_hangs_on_a_decision_comes_with_it(toy: KnowledgeBase) -> None:
    days = known_days(toy)
    given = date(2021, 3, 5)
    for item in ("plausible-rights", "measure-1", "opinion-tarlenheim", "order-2021-03-05-point-1"):
        assert days[f"{TOY}#{item}"] == given
    assert days[f"{TOY}#report-1"] == date(2021, 7, 1)


def test_open_points_and_conflicts_wait_for_the_day_that_the_record_covers(
    toy: KnowledgeBase,
) -> None:
    eve, day = (case_of(as_of(toy, date(2023, 4, d)), TOY) for d in (29, 30))
    assert (eve.open_points, eve.conflicts, eve.summary) == ((), (), "")
    assert day.open_points
    assert day.conflicts
    assert day.summary == case_of(toy, TOY).summary


def changed_toy(toy: KnowledgeBase, event: Event, **changes: Any) -> KnowledgeBase:
    case = case_of(toy, TOY)
    events = tuple(replace(e, **changes) if e.id == event.id else e for e in case.events)
    return joined({**toy.records, TOY: replace(case, events=events)}, toy.vocabulary)


@pytest.mark.parametrize(
    ("remark", "is_left_out"),
    [
        ("The mill is rebuilt on 6 May 2022.", True),
        ("Le moulin est reconstruit en mai 2022.", True),
        ("It is one of the fires of 2021.", True),
        ("The owner never comes back.", True),
        ("Nothing about it was found.", True),
        ("It stands by the river since 1984.", False),
        ("The order is read on 5 March 2021.", False),
        ("The Memorial is due by 10 January 2022.", False),
    ],
)
def test_remarks_that_tell_more_are_left_out_and_fixed_days_may_be_named(
    toy: KnowledgeBase, remark: str, is_left_out: bool
) -> None:
    case = case_of(toy, TOY)
    limit = replace(case.time_limits[0].limits[0], decision="order-2021-03-05")
    fixed = replace(case.time_limits[0], limits=(limit,))
    event = replace(case.events[3], note=remark)
    case = replace(case, events=(event,), time_limits=(fixed,))
    kb = joined({**toy.records, TOY: case}, toy.vocabulary)
    (shown,) = case_of(as_of(kb, date(2021, 4, 1), LEFT_OUT), TOY).events
    assert shown.note == (LEFT_OUT if is_left_out else remark)


def test_a_time_limit_is_there_once_it_is_fixed_and_the_one_that_moves_it_is_not(
    toy: KnowledgeBase,
) -> None:
    case = case_of(toy, TOY)
    limits = (
        Limit(date=parse_date("2022-01-10"), decision="order-2021-03-05"),
        Limit(date=parse_date("2023-01-10"), decision="judgment-2022-09-16"),
    )
    moved = replace(case.time_limits[0], limits=limits, filed=None)
    kb = joined({**toy.records, TOY: replace(case, time_limits=(moved,))}, toy.vocabulary)
    assert case_of(as_of(kb, date(2021, 3, 4)), TOY).time_limits == ()
    (before,) = case_of(as_of(kb, date(2022, 9, 15)), TOY).time_limits
    (after,) = case_of(as_of(kb, date(2022, 9, 16)), TOY).time_limits
    assert (len(before.limits), len(after.limits)) == (1, 2)


def test_a_later_source_keeps_its_weight_and_loses_its_name(toy: KnowledgeBase) -> None:
    record = as_of(toy, date(2021, 4, 1)).records[TOY]
    mill = next(e for e in case_of(as_of(toy, date(2021, 4, 1)), TOY).events)
    assert [c.key for c in mill.sources] == ["later-source-1", "later-source-2"]
    source = record.sources["later-source-1"]
    assert (source.about, source.kind, source.publisher) == (
        LATER_SOURCE,
        "secondary",
        "Strelsau Gazette",
    )
    assert (source.title, source.date, source.url) == ("", None, "")


def test_an_undated_item_waits_for_its_latest_source_and_the_days_it_names(
    toy: KnowledgeBase,
) -> None:
    case = case_of(toy, TOY)
    graustark = case.relations[0]
    days = known_days(toy)
    assert days[f"{TOY}#{graustark.id}"] == date(2022, 11, 30)
    drawn = replace(graustark, sources=(SourceCitation("application"),))
    kb = joined({**toy.records, TOY: replace(case, relations=(drawn,))}, toy.vocabulary)
    ends = max(days[TOY], days["national/graustark-inquiry"])
    assert known_days(kb)[f"{TOY}#{graustark.id}"] == max(ends, date(2021, 1, 4))


def test_what_an_order_says_is_shown_with_the_days_it_fixes(toy: KnowledgeBase) -> None:
    case = case_of(toy, TOY)
    order = replace(case.decisions[0], summary="The Memorial is due by 10 January 2022.")
    measures = tuple(replace(m, text="Report by 5 July 2021.") for m in case.measures)
    case = replace(case, decisions=(order,), measures=measures)
    past = case_of(as_of(joined({TOY: case}, toy.vocabulary), date(2021, 3, 5)), TOY)
    assert past.decisions[0].summary == order.summary
    assert {measure.text for measure in past.measures} == {"Report by 5 July 2021."}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 22 July 2022 and in August 2023", ["2022-07-22", "2023-08"]),
        ("le 1er août 2024, en février 2020", ["2024-08-01", "2020-02"]),
        ("12 and 13 July 2022", ["2022-07-13"]),
        ("2022-07-21, 2022-07, CR 2022/1, S/2021/218", ["2022-07-21", "2022-07", "2022", "2021"]),
        ("in 2025-26", ["2026", "2025"]),
        ("CR 2019/20", ["2019"]),
        ("178-20220722-JUD, 2,700 people, 19.2022, No. 12345, 31 February 2021", ["2021"]),
        ("", []),
    ],
)
def test_dates_are_read_in_prose(text: str, found: list[str]) -> None:
    assert [str(day) for day in dates_in(text)] == found
