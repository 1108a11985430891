"""Pages by issue of law: complete, in the order of authority, and exact about dissent."""

import re
from datetime import date
from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.describe import subjects_of
from kb_tools.model import (
    Bilingual,
    Case,
    Decision,
    Holding,
    OperativePoint,
    Opinion,
    Term,
    Vocabulary,
)
from kb_tools.pages import render_pages
from kb_tools.pages.page import PageOptions
from kb_tools.pages.subjects import RANKS, rank_of, subject_pages
from kb_tools.pages.writer import Library
from kb_tools.scalars import PartialDate, Vote


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture(scope="module")
def pages(kb: KnowledgeBase) -> dict[str, str]:
    return {page.path: page.markdown for page in subject_pages(Library(kb, PageOptions()))}


def holdings(kb: KnowledgeBase) -> list[tuple[Case, Holding]]:
    cases = [r for r in kb.records.values() if isinstance(r, Case)]
    return [(case, holding) for case in cases for holding in case.holdings]


def toy(case: Case, words: str = "standing other unused") -> dict[str, str]:
    terms = {w: Term(label=Bilingual(en=w)) for w in words.split()}
    kb = KnowledgeBase({case.id: case}, Vocabulary({"subjects": terms}))
    return {page.path: page.markdown for page in subject_pages(Library(kb, PageOptions()))}


def decided(kind: str, year: int, **fields: object) -> Decision:
    name = f"{kind}-{year}"
    title = Bilingual(en=name)
    day = PartialDate(year, 1, 1)
    return Decision(id=name, type=kind, date=day, title=title, **fields)  # type: ignore[arg-type]


def held(decision: Decision, subject: str = "standing", *further: str) -> Holding:
    return Holding(
        id=f"h-{decision.id}",
        decision=decision.id,
        topic=f"topic of {decision.id}",
        subject=subject,
        further_subjects=further,
        proposition="said",
    )


def test_judgments_stand_before_opinions_and_orders_and_the_newest_first() -> None:
    given = [
        decided("order", 2020),
        decided("judgment", 1990),
        decided("national-judgment", 2024),
        decided("advisory-opinion", 2010),
        decided("judgment", 2007),
        decided("unheard-of", 2025),
    ]
    case = Case(
        id="icj/1", kind="case", decisions=tuple(given), holdings=tuple(held(d) for d in given)
    )
    shown = re.findall(r"topic of ([a-z-]+\d+)", toy(case)["subjects/standing.md"])
    assert list(dict.fromkeys(shown)) == [
        "judgment-2007",
        "judgment-1990",
        "advisory-opinion-2010",
        "order-2020",
        "national-judgment-2024",
        "unheard-of-2025",
    ]


def test_dissent_is_told_of_the_decision_and_no_more_than_the_record_says() -> None:
    points = (
        OperativePoint(number="(1)", text="a", vote=Vote("unanimous")),
        OperativePoint(number="(2)", text="b", vote=Vote("counted", 14, 1), against=("<Roe>",)),
        OperativePoint(number="(3)", text="c", vote=Vote("counted", 13, 2)),
    )
    opinions = (
        Opinion(id="o1", judge="<Roe>", type="partly-dissenting-opinion"),
        Opinion(id="o2", judge="Poe", type="separate-opinion"),
    )
    told = decided("judgment", 2000, operative_points=points, opinions=opinions)
    plain = decided("order", 2001)
    case = Case(
        id="icj/1",
        kind="case",
        decisions=(told, plain),
        holdings=(held(told), held(plain, "other")),
    )
    pages = toy(case)
    first = pages["subjects/standing.md"]
    assert "Voted against in the operative part: &lt;Roe&gt; on (2)<" in first
    assert "Votes against, without names in the record: (3) 13-2<" in first
    assert "Dissenting opinions appended to the decision: &lt;Roe&gt;<" in first
    assert "Poe" not in first
    assert "Votes: none in the record" in pages["subjects/other.md"]


def test_only_issues_that_something_bears_have_a_page_and_the_rest_is_named() -> None:
    decision = decided("judgment", 2000)
    bare = Holding(id="bare", decision=decision.id, topic="nowhere", proposition="said")
    case = Case(
        id="icj/1",
        kind="case",
        decisions=(decision,),
        holdings=(held(decision, "standing", "other"), bare),
    )
    pages = toy(case)
    assert sorted(pages) == ["subjects.md", "subjects/other.md", "subjects/standing.md"]
    assert "Also on" in pages["subjects/other.md"]
    assert "icj/1/#bare" in pages["subjects.md"].partition("{ #not-classified ")[2]


def test_every_holding_is_on_the_page_of_each_of_its_issues(
    kb: KnowledgeBase, pages: dict[str, str]
) -> None:
    found = holdings(kb)
    assert len(found) > 200
    for case, holding in found:
        where = [f"subjects/{word}.md" for word in subjects_of(holding)] or ["subjects.md"]
        for path in where:
            assert f'/{case.id}/#{holding.id}"' in pages[path], (case.id, holding.id, path)


def test_no_holding_names_an_issue_twice(kb: KnowledgeBase) -> None:
    for case, holding in holdings(kb):
        words = subjects_of(holding)
        assert len(words) == len(set(words)), (case.id, holding.id)


def test_the_issues_that_lawyers_ask_for_have_several_holdings(pages: dict[str, str]) -> None:
    for word in (
        "standing",
        "erga-omnes-partes",
        "construction-of-a-convention",
        "object-of-the-intervention",
        "interest-of-a-legal-nature",
    ):
        assert pages[f"subjects/{word}.md"].count("<h4>") >= 4, word
    assert "plausible does not depend on intent" in pages["subjects/plausibility.md"]


def test_ranks_and_dates_are_in_order_on_every_page(kb: KnowledgeBase) -> None:
    for record in kb.records.values():
        for decision in record.decisions if isinstance(record, Case) else ():
            assert rank_of(decision) < len(RANKS) - 1, (record.id, decision.type)


def test_standing_in_the_gambia_tells_votes_provisions_and_citation(pages: dict[str, str]) -> None:
    page = pages["subjects/standing.md"]
    ruling = page.partition("#judgment-2022-07-22")[2].partition("</section>")[0]
    assert "Voted against in the operative part: Xue on (4), (5)" in ruling
    assert "Dissenting opinions appended to the decision: Xue" in ruling
    assert "instruments/genocide-convention/#art-9" in ruling
    cited = re.search(r'<span class="cite">([^<]*)</span>', ruling)
    assert cited
    assert "paras" in cited[1]


def test_every_link_to_an_issue_leads_to_a_page(kb: KnowledgeBase, pages: dict[str, str]) -> None:
    linked = set()
    for page in render_pages(kb):
        linked |= set(re.findall(r'href="[./]*(subjects/[^"#]+)/"', page.markdown))
    assert len(linked) > 60
    assert {f"{path}.md" for path in linked} <= set(pages)


def test_the_order_of_records_does_not_matter(kb: KnowledgeBase, pages: dict[str, str]) -> None:
    turned = dict(reversed(list(kb.records.items())))
    again = KnowledgeBase(turned, kb.vocabulary, kb.inbound)
    found = {page.path: page.markdown for page in subject_pages(Library(again, PageOptions()))}
    assert found == pages
    assert list(found) == list(pages)


def test_dates_fall_within_each_rank(kb: KnowledgeBase, pages: dict[str, str]) -> None:
    decisions = {
        f"{record.id}/#{decision.id}": decision
        for record in kb.records.values()
        if isinstance(record, Case)
        for decision in record.decisions
    }
    checked = 0
    for markdown in pages.values():
        links = re.findall(r'<section class="ruling"><h3><a href="[./]*([^"]+)"', markdown)
        order = [
            (-rank_of(d), d.date.latest if d.date else date.min)
            for d in (decisions[link] for link in links)
        ]
        assert order == sorted(order, reverse=True)
        checked += len(order)
    assert checked > 100
