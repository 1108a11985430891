"""Pages over all records, made from the real ones: order, totals, gaps, what uses a provision."""

import re
from pathlib import Path

import pytest

from kb_tools.chronology import chronology
from kb_tools.corpus import KnowledgeBase, load
from kb_tools.model.walk import entries
from kb_tools.pages import render_pages


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture(scope="module")
def pages(kb: KnowledgeBase) -> dict[str, str]:
    return {page.path: page.markdown for page in render_pages(kb)}


def test_every_item_of_every_record_has_its_anchor(
    kb: KnowledgeBase, pages: dict[str, str]
) -> None:
    missing = [
        f"{record.id}#{entry.item.id}"
        for record in kb.records.values()
        for entry in entries(record)
        if f'id="{entry.item.id}"' not in pages[f"{record.id}.md"]
    ]
    assert missing == []


def test_cases_are_listed_by_number(pages: dict[str, str]) -> None:
    numbers = [int(n) for n in re.findall(r"General List No\. (\d+)", pages["records.md"])]
    assert len(numbers) > 20
    assert numbers == sorted(numbers)


def test_the_comparison_of_interventions_has_a_row_for_each_state(pages: dict[str, str]) -> None:
    page = pages["interventions.md"]
    assert "88 States in cases, 19 cases" in page
    rows = page.partition("{ #rows ")[2]
    assert rows.count('<th scope="row">') == 88


def test_the_timeline_tells_what_the_terminal_tells(
    kb: KnowledgeBase, pages: dict[str, str]
) -> None:
    happened = chronology(kb, kb.records.values())
    titles = re.findall(r'<li data-g="[^"]+"[^>]*><h4><a href="\.\./([^"]+)"', pages["timeline.md"])
    assert len(titles) == len(happened) > 900
    assert titles[0] == str(happened[0].reference).replace("#", "/#")


def test_the_ledger_names_what_is_missing(pages: dict[str, str]) -> None:
    row = next(
        line
        for line in pages["coverage.md"].splitlines()
        if "reports-under-the-provisional-measures-of-2020" in line
    )
    assert '<td data-h="Expected">13</td><td data-h="Held">5</td>' in row
    assert "8: <small>" in row


def test_a_provision_shows_what_interprets_and_what_uses_it(pages: dict[str, str]) -> None:
    page = pages["instruments/icj-statute.md"]
    article = page.partition('id="art-63"')[2].partition("<h3 ")[0]
    assert "Interpreted or applied" in article
    assert "Basis of rules in" in article
    assert "intervention-before-the-icj" in article


def test_evidence_for_an_ask_stands_in_the_order_of_dates(pages: dict[str, str]) -> None:
    page = pages["statements/apwg-2021-myanmar-coup.md"]
    lists = re.findall(r'<ul class="evidence".*?</ul>', page, re.DOTALL)
    assert len(lists) >= 25
    for found in lists:
        days = [f"{d:0<10}" for d in re.findall(r'datetime="([\d-]+)"', found)]
        years = [day[:4] for day in days]
        assert years == sorted(years)


def test_a_rule_is_shown_once_and_whole(kb: KnowledgeBase, pages: dict[str, str]) -> None:
    page = pages["mechanisms/uniting-for-peace.md"]
    rules = page.partition("{ #rules ")[2].partition("\n## ")[0]
    sentence = (
        "A majority of the Members of the United Nations calls a session without the Council."
    )
    assert rules.count(sentence) == 1
