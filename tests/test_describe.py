"""What records and items are called, and how they are cited."""

from pathlib import Path

import pytest

from kb_tools import describe
from kb_tools.corpus import KnowledgeBase, load
from kb_tools.model import Item, Record
from kb_tools.model.walk import citations, entries, local_mentions, mentions
from kb_tools.scalars import PartialDate

CASE = "icj/178-gambia-v-myanmar"
TITLE = (
    "Application of the Convention on the Prevention and Punishment of the Crime of Genocide"
    " (The Gambia v. Myanmar)"
)


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture(scope="module")
def toy(toy_cases: Path) -> KnowledgeBase:
    return load(toy_cases).kb


def item(record: Record, item_id: str) -> Item:
    return next(e.item for e in entries(record) if e.item.id == item_id)


@pytest.mark.parametrize(
    ("item_id", "title"),
    [
        ("measure-4", "Provisional measure (4)"),
        ("report-1", "Report No. 1"),
        ("intervention-maldives", "Declaration of intervention of Maldives"),
    ],
)
def test_items_have_titles_that_explain_themselves(
    kb: KnowledgeBase, item_id: str, title: str
) -> None:
    record = kb.records[CASE]
    assert describe.title_of(item(record, item_id), record, kb.vocabulary) == title


def test_every_item_has_a_title_a_name_and_a_citation(
    kb: KnowledgeBase, toy: KnowledgeBase
) -> None:
    for base in (kb, toy):
        for record in base.records.values():
            assert describe.citation_of(record)
            for entry in entries(record):
                title = describe.title_of(entry.item, record, base.vocabulary)
                assert title.strip(), entry.item.id
                assert "\n" not in title
                assert describe.item_name(entry.collection)
                assert describe.citation_of(record, entry.item)


def test_a_decision_is_cited_as_the_court_does(kb: KnowledgeBase) -> None:
    """I.C.J. Reports 2020, p. 3: the Court's own form, printed in the Order."""
    record = kb.records[CASE]
    decision = item(record, "order-2020-01-23-provisional-measures")
    assert describe.citation_of(record, decision) == (
        f"{TITLE}, Provisional Measures, Order of 23 January 2020, I.C.J. Reports 2020, p. 3"
    )


def test_a_holding_is_cited_with_its_paragraphs(kb: KnowledgeBase) -> None:
    record = kb.records[CASE]
    cited = describe.citation_of(record, item(record, "judgment-2022-standing-erga-omnes-partes"))
    assert cited.endswith(", paras 106-107")
    assert "22 July 2022" in cited


def test_periods_are_as_precise_as_their_source() -> None:
    assert describe.Period(PartialDate(2017)).words == "2017"
    assert describe.Period(PartialDate(2017, 8)).words == "August 2017"
    period = describe.Period(PartialDate(2026, 1, 12), PartialDate(2026, 1, 29))
    assert period.words == "12 January 2026 to 29 January 2026"
    assert period.iso == "2026-01-12/2026-01-29"


def test_prose_of_an_item_is_found_and_addresses_are_not(kb: KnowledgeBase) -> None:
    record = kb.records[CASE]
    text = " ".join(describe.texts_of(item(record, "judgment-2022-standing-erga-omnes-partes")))
    assert "common interest" in text
    assert "Belgium v. Senegal" in text
    assert "judgment-2022-07-22" not in text


def test_walks_see_references_local_ids_and_sources_wherever_they_stand(
    toy: KnowledgeBase,
) -> None:
    record = toy.records["icj/901-ruritania-v-freedonia"]
    assert {"jurisdiction", "interprets"} <= {m.field for m in mentions(record)}
    assert {"decision", "documents", "measures"} <= {m.field for m in local_mentions(record)}
    assert len(list(citations(record))) >= sum(len(e.item.sources) for e in entries(record))


def test_states_are_listed_as_prose(kb: KnowledgeBase) -> None:
    states = ("canada", "denmark", "france")
    words = describe.states_words
    assert words(states, kb.vocabulary) == "Canada, Denmark and France"
    assert words(states, kb.vocabulary, "fr") == "Canada, Danemark et France"
    assert words((), kb.vocabulary) == ""


def test_an_intervention_is_cited_with_the_name_of_the_state(kb: KnowledgeBase) -> None:
    record = kb.records[CASE]
    cited = describe.citation_of(record, item(record, "intervention-maldives"), kb.vocabulary)
    assert "Declaration of intervention of Maldives" in cited
