"""The page of routes: every way out is drawn and listed, lists end, precedents are in the records."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.model import Alternative, Mechanism, Relation, Use, Vocabulary
from kb_tools.pages.page import PageOptions
from kb_tools.pages.routes.graph import remains_anchor
from kb_tools.pages.routes.playbooks import BLOCKED_OUTCOMES, routes_page
from kb_tools.pages.routes.precedents import Precedents
from kb_tools.pages.routes.remains import Remaining, remaining
from kb_tools.pages.writer import Library
from kb_tools.scalars import PartialDate, Reference


def mechanism(name: str, *uses: Use, **fields: object) -> Mechanism:
    values = {"kind": "mechanism", "short_title": name, "veto": "veto-applies"} | fields
    return Mechanism(id=f"mechanisms/{name}", uses=uses, **values)  # type: ignore[arg-type]


def use(name: str, day: str, outcome: str = "") -> Use:
    year, month, number = map(int, day.split("-"))
    return Use(id=name, date=PartialDate(year, month, number), title=name, outcome=outcome)


def relation(origin: str, kind: str, target: str) -> Relation:
    record, _, item = target.partition("#")
    return Relation(id=f"{origin}-{kind}", type=kind, origin=origin, target=Reference(record, item))


def base(*mechanisms: Mechanism) -> KnowledgeBase:
    return KnowledgeBase({m.id: m for m in mechanisms}, Vocabulary())


def library(*mechanisms: Mechanism) -> Library:
    return Library(base(*mechanisms), PageOptions())


def walk(tree: Remaining) -> list[str]:
    return [name for below in tree.further for name in (below.route, *walk(below))]


# What remains


@given(
    st.dictionaries(
        st.sampled_from("abcdefg"),
        st.dictionaries(st.sampled_from("abcdefg"), st.just("when"), max_size=4),
    )
)
def test_each_route_that_can_be_reached_stands_once(ways: dict[str, dict[str, str]]) -> None:
    reached, waiting = {"a"}, ["a"]
    while waiting:
        for other in ways.get(waiting.pop(), {}):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    assert sorted(walk(remaining("a", ways))) == sorted(reached - {"a"})


def test_a_cycle_ends_and_says_where_else_in_the_list_a_route_stands() -> None:
    ways = {"a": {"b": "1", "c": "2"}, "b": {"c": "3", "a": "4", "d": "5"}, "d": {"b": "6"}}
    tree = remaining("a", ways)
    first, second = tree.further
    assert (first.route, first.when, first.elsewhere) == ("b", "1", ("c",))
    assert (second.route, second.further, second.elsewhere) == ("c", (), ())
    assert [(d.route, d.when, d.elsewhere) for d in first.further] == [("d", "5", ("b",))]


# Precedents


def test_a_precedent_may_lead_over_other_acts_and_the_first_origin_counts() -> None:
    one = mechanism(
        "one",
        use("early", "2001-01-01"),
        use("late", "2002-01-01"),
        relations=(
            relation("early", "leads_to", "mechanisms/two#middle"),
            relation("late", "leads_to", "mechanisms/two#middle"),
        ),
    )
    two = mechanism(
        "two",
        use("middle", "2003-01-01"),
        relations=(relation("middle", "leads_to", "mechanisms/three#end"),),
    )
    three = mechanism("three", use("end", "2004-01-01"))
    found = Precedents(library(one, two, three))
    assert [[a.item for a in chain] for chain in found.between(one, "mechanisms/three")] == [
        ["early", "middle", "end"]
    ]
    assert found.between(three, "mechanisms/one") == []
    assert [a.item for a in found.beginnings()] == ["early", "late"]


def test_a_refusal_is_followed_by_what_the_request_led_to_later() -> None:
    one = mechanism(
        "one",
        use("request", "2001-01-01"),
        use("refusal", "2001-01-05", "refused"),
        relations=(
            relation("refusal", "answers", "mechanisms/one#request"),
            relation("request", "leads_to", "mechanisms/two#before"),
            relation("request", "leads_to", "mechanisms/two#after"),
        ),
    )
    two = mechanism("two", use("before", "2001-01-03"), use("after", "2001-01-09"))
    found = Precedents(library(one, two))
    assert [a.item for a in found.after(Reference(one.id, "refusal"))] == ["after"]


def test_the_same_facts_on_one_day_are_one_act_and_later_ones_another() -> None:
    one = mechanism(
        "one",
        use("asked", "2001-01-01"),
        relations=(
            relation("asked", "same_facts", "mechanisms/two#also-asked"),
            relation("asked", "same_facts", "mechanisms/two#taken-up"),
        ),
    )
    two = mechanism("two", use("also-asked", "2001-01-01"), use("taken-up", "2001-02-01"))
    found = Precedents(library(one, two))
    assert found.routes_of(Reference(one.id, "asked")) == {one.id, two.id}
    pairs = found.on_the_same_facts(one, two.id)
    assert [[a.item for a in pair] for pair in pairs] == [["asked", "taken-up"]]
    assert found.on_the_same_facts(two, one.id) == []


def test_a_loop_of_relations_ends() -> None:
    one = mechanism(
        "one",
        use("a", "2001-01-01"),
        relations=(relation("a", "leads_to", "mechanisms/two#b"),),
        if_blocked=(Alternative(mechanism=Reference("mechanisms/two"), when="always"),),
    )
    two = mechanism(
        "two",
        use("b", "2001-01-02"),
        relations=(relation("b", "leads_to", "mechanisms/one#a"),),
        if_blocked=(Alternative(mechanism=Reference("mechanisms/one")),),
    )
    [page] = routes_page(library(one, two))
    assert page.markdown.count('id="remains-one--two"') == 1


# The page


def test_what_a_record_says_stays_text() -> None:
    hostile = '<script>alert("x")</script>'
    one = mechanism("one", who_may_open=hostile, threshold=hostile, legal_effect=hostile)
    two = mechanism(
        "two",
        use("u", "2001-01-01", "vetoed"),
        short_title=hostile,
        if_blocked=(Alternative(mechanism=Reference(one.id), when=hostile),),
    )
    [page] = routes_page(library(one, two))
    assert "&lt;script&gt;" in page.markdown
    assert "<script" not in page.markdown


def test_without_mechanisms_there_is_no_page() -> None:
    assert routes_page(library()) == []


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture(scope="module")
def markdown(kb: KnowledgeBase) -> str:
    [page] = routes_page(Library(kb, PageOptions()))
    return page.markdown


@pytest.fixture(scope="module")
def mechanisms(kb: KnowledgeBase) -> list[Mechanism]:
    return [r for r in kb.records.values() if isinstance(r, Mechanism)]


def drawing(markdown: str) -> ElementTree.Element:
    found = re.search(r"<svg .*?</svg>", markdown, re.DOTALL)
    assert found
    return ElementTree.fromstring(found[0])


def test_every_way_out_is_drawn_and_listed(markdown: str, mechanisms: list[Mechanism]) -> None:
    drawn = {link.get("href") for link in drawing(markdown).iter("a")}
    ways = {
        remains_anchor(m.id, way.mechanism.record)
        for m in mechanisms
        for way in m.if_blocked
        if way.mechanism
    }
    assert len(ways) > 90
    assert [way for way in sorted(ways) if f"#{way}" not in drawn] == []
    assert [way for way in sorted(ways) if markdown.count(f'<li id="{way}">') != 1] == []


def test_what_is_drawn_bears_a_name_and_leads_to_a_place_on_the_page(markdown: str) -> None:
    ids = re.findall(r' id="([^"]+)"', markdown) + re.findall(r"\{ #(\S+) ", markdown)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', markdown))
    assert targets <= set(ids), targets - set(ids)
    for link in drawing(markdown).iter("a"):
        assert link.get("aria-label") or link.findtext("title"), link.attrib


def test_no_two_marks_of_the_graph_share_a_place(markdown: str) -> None:
    places = [(e.get("x"), e.get("y")) for e in drawing(markdown).iter("rect")]
    circles = [(e.get("cx"), e.get("cy")) for e in drawing(markdown).iter("circle")]
    assert len(circles) > 50
    assert len(places) == len(set(places))
    assert len(circles) == len(set(circles))


def test_every_block_on_record_is_a_start(markdown: str, mechanisms: list[Mechanism]) -> None:
    blocks = [(m, u) for m in mechanisms for u in m.uses if u.outcome in BLOCKED_OUTCOMES]
    assert len(blocks) > 10
    for one, blocked in blocks:
        anchor = f"block-{one.id.removeprefix('mechanisms/')}--{blocked.id}"
        assert markdown.count(f'<li id="{anchor}">') == 1
        assert f'href="#{anchor}"' in markdown


def test_outcomes_that_count_as_blocks_are_known(kb: KnowledgeBase) -> None:
    assert set(BLOCKED_OUTCOMES) <= set(kb.vocabulary.words("use-outcomes"))


def test_a_veto_led_to_a_session_a_request_and_an_opinion(markdown: str) -> None:
    followed = markdown.partition("{ #followed ")[2]
    chain = (
        "#1997-03-07-vetoes",
        "#use-1997-04-24-ess-10-palestine",
        "#use-2003-12-08-wall",
        "#opinion-2004-07-09",
        "#use-2004-07-20-endorsement",
    )
    places = [followed.find(act) for act in chain]
    assert -1 not in places
    assert places == sorted(places)


def test_a_blocked_briefing_shows_what_remains_and_what_followed(markdown: str) -> None:
    playbook = markdown.partition('id="start-special-rapporteur-myanmar"')[2].partition(
        "</section>"
    )[0]
    remains, _, rest = playbook.partition("Who may open it")
    assert "#start-arria-formula" in remains
    assert "one member convenes" in remains
    objection = remains.partition("--use-2018-10-18-objection")[2]
    assert "#use-2018-10-24-precedent" in objection
    assert "Votes needed" in rest


def test_the_order_of_records_does_not_matter(kb: KnowledgeBase, markdown: str) -> None:
    turned = dict(reversed(list(kb.records.items())))
    again = KnowledgeBase(turned, kb.vocabulary, kb.inbound)
    [page] = routes_page(Library(again, PageOptions()))
    assert page.markdown == markdown
