"""Trackers follow from the records: statuses of calls, reports that fall due, what shows them."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.derived import days_taken, newest_check
from kb_tools.model import Case, Statement
from kb_tools.pages.page import PageOptions
from kb_tools.pages.trackers import part_of, trackers_page
from kb_tools.pages.writer import Library
from kb_tools.scalars import parse_date

GAMBIA = "icj/178-gambia-v-myanmar"


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


def page_of(kb: KnowledgeBase) -> str:
    return trackers_page(Library(kb, PageOptions())).markdown


@pytest.fixture(scope="module")
def page(kb: KnowledgeBase) -> str:
    return page_of(kb)


@pytest.mark.parametrize(
    ("location", "part"),
    [
        ('Section 2, "At the UN Security Council", bullet 2 (a)', 'Section 2, "At the UN Security Council"'),
        ('Part "Leverage prevention capabilities", last paragraph', 'Part "Leverage prevention capabilities"'),
        ("Closing paragraph", "Closing paragraph"),
        ("Section 3, bullet 1", "Section 3"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_location_names_its_part(location: str, part: str) -> None:
    assert part_of(location) == part


def test_calls_are_counted_by_part_and_status(page: str) -> None:
    """The sums are those of the dossier: 3 fulfilled (one late), 16 partly, 9 not, 2 unknown."""
    counts = page.partition('class="counts"')[2].partition("</table>")[0]
    lines = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", counts)
    numbers = [
        (name, [int(n or 0) for n in re.findall(r"<td[^>]*>(\d*)</td>", cells)])
        for name, cells in lines
    ]
    assert numbers[-1] == ("<strong>All</strong>", [2, 1, 16, 9, 2, 30])
    assert [row[-1] for _, row in numbers[:-1]] == [3, 2, 16, 8, 1]
    for column in range(6):
        assert sum(row[column] for _, row in numbers[:-1]) == numbers[-1][1][column]


def test_each_call_has_its_status_reason_and_dated_evidence(kb: KnowledgeBase, page: str) -> None:
    statement = kb.records["statements/apwg-2021-myanmar-coup"]
    assert isinstance(statement, Statement)
    asks = re.findall(r"<li><h4>.*?(?=<li><h4>|</ol>)", page, re.DOTALL)[: len(statement.asks)]
    for ask, shown in zip(statement.asks, asks, strict=True):
        assert f"#{ask.id}" in shown
        assert f"fate-{ask.status}" in shown
        assert shown.count("<li>") - 1 == len(ask.evidence), ask.id


def test_reports_under_the_order_of_2020_follow_from_its_periods(page: str) -> None:
    """Order of 23 January 2020: after four months, then every six; five are evidenced."""
    table = page.partition("Reports due under the order")[2].partition("</table>")[0]
    assert "First after 4 months, then every 6 months, until the final decision" in table
    rows = re.findall(r"<tr><th.*?</tr>", table.partition("<tbody>")[2])
    assert len(rows) == 15
    assert [">Submitted<" in row for row in rows] == [True] * 5 + [False] * 10
    assert [">Not established<" in row for row in rows] == [False] * 5 + [True] * 9 + [False]
    assert "3 days early" in rows[2]
    assert 'data-due="2027-05-23">Due<' in rows[-1]
    assert "5 reports submitted; 9 that fell due by" in page


def test_a_later_check_makes_the_next_report_due(kb: KnowledgeBase) -> None:
    """The day is the newest check of any record, so that the same records make the same page."""
    gambia = kb.records[GAMBIA]
    assert newest_check(kb.records.values()) >= date(2026, 11, 25)
    later = dataclasses.replace(gambia, checked=parse_date("2027-06-01"))
    page = page_of(dataclasses.replace(kb, records={GAMBIA: later}))
    assert "As of <time" in page
    assert "10 that fell due by" in page
    assert 'data-due="2027-11-23"' in page


def test_every_measure_is_there_with_what_concerns_compliance(kb: KnowledgeBase, page: str) -> None:
    cases = [r for r in kb.records.values() if isinstance(r, Case) and r.measures]
    assert len(cases) >= 4
    for case in cases:
        for measure in case.measures:
            assert f'href="../{case.id}/#{measure.id}">Measure {measure.number}<' in page
    ukraine = page.partition("Ukraine v. Russian Federation</a></h3>")[2]
    assert ukraine.count("No event that concerns compliance is recorded.") == 2


def test_nothing_to_track_is_said(toy_cases: Path) -> None:
    kb = load(toy_cases).kb
    page = page_of(dataclasses.replace(kb, records={}))
    assert "No provisional measure is recorded." in page
    assert "No call to act is recorded." in page


def test_days_taken_count_both_days_and_only_days_that_are_known() -> None:
    assert days_taken(parse_date("1956-11-01"), parse_date("1956-11-10")) == 10
    assert days_taken(parse_date("1956-11"), parse_date("1956-11-10")) is None
    assert days_taken(parse_date("1956-11-01"), None) is None
