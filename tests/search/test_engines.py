"""Every engine keeps this contract: what is put in is found, by the same words, in the same order."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_tools.search.engine import Prepared, SearchEngine, Stamp, plan_sync
from kb_tools.search.parser import parse_query


@pytest.fixture
def filled(engine, unit, fill) -> SearchEngine:  # type: ignore[no-untyped-def]
    """Two records: a case with five items, and another case."""
    mesures = "Mesures conservatoires ordonnées par la Cour"
    case = [
        unit("icj/1", "Gambia v. Myanmar", "A case about genocide.", kind="case", day="2019-11-11"),
        unit(
            "icj/1#judgment",
            "Judgment on preliminary objections",
            "All parties share a common interest. The objections are rejected.",
            kind="decision",
            day="2022-07-22",
            exact=("state=gmb", "state=gambie", "judge=xue"),
        ),
        unit(
            "icj/1#hearing",
            "Public hearing",
            "An interest that is common to nobody; objections were heard.",
            day="2022-02-21",
            until="2022-02-28",
            context="Gambia v. Myanmar",
        ),
        unit("icj/1#order", "Order", mesures, french=mesures, kind="decision", day="2020-01-23"),
        unit(
            "icj/1#kress",
            "Declaration of Kreß",
            "Cançado Trindade on co-operation.",
            certainty="single",
            day="2020-01-01",
            until="2020-12-31",
        ),
        unit("icj/1#undated", "Interventions", "Three States intervened. · Un arrêt de l'État."),
    ]
    other = [
        unit(
            "icj/2",
            "Croatia v. Serbia",
            "Genocide and the interest of Bangladesh.",
            kind="case",
            day="2015-02-01",
            until="2015-02-28",
        )
    ]
    fill(engine, {"icj/1": case, "icj/2": other})
    return engine


def found(engine: SearchEngine, typed: str) -> set[str]:
    results = engine.search(parse_query(typed).node, 50)
    assert results.total == len(results.hits)
    return {hit.unit.reference.replace("icj/1#", "#") for hit in results.hits}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # words: in any form, all of them
        ("objection", "#judgment #hearing"),
        ("common interest", "#judgment #hearing"),
        ("genocides", "icj/1 icj/2"),
        ("myanmar", "icj/1 #hearing"),
        ("intervention", "#undated"),
        ("zebra", ""),
        # phrases: these words in this order, not across what is parted
        ('"common interest"', "#judgment"),
        ('"interest common"', ""),
        ('"States intervened"', "#undated"),
        ('"intervened Un"', ""),
        ('"is common"', "#hearing"),
        ('"share a com*"', "#judgment"),
        # beginnings
        ("interven*", "#undated"),
        ("GENOC*", "icj/1 icj/2"),
        ("title:interven*", "#undated"),
        # AND, OR, NOT
        ("genocide AND bangladesh", "icj/2"),
        ("bangladesh OR trindade", "icj/2 #kress"),
        ("genocide NOT bangladesh", "icj/1"),
        ("interest -(common OR zebra)", "icj/2"),
        ("NOT genocide NOT objections NOT kress NOT mesures", "#undated"),
        # fields
        ("title:objections", "#judgment"),
        ('title:"preliminary objections"', "#judgment"),
        ('title:"common interest"', ""),
        ("kind:decision", "#judgment #order"),
        ("state:GMB", "#judgment"),
        ("country:gambie", "#judgment"),
        ("judge:xue objections", "#judgment"),
        ("certainty:single", "#kress"),
        # days: whatever may fall into the period
        ("2022", ""),
        ("date:2022", "#judgment #hearing"),
        ("2022-02-25..2022-03-01", "#hearing"),
        ("2022-02-25", "#hearing"),
        ("since:2022-03", "#judgment"),
        ("until:2015-02", "icj/2"),
        ("date:2015-02-10", "icj/2"),
        ("date:2020-06-30", "#kress"),
        ("2016..2019-11-11", "icj/1"),
        # accents, ligatures and French
        ("kress", "#kress"),
        ("KREẞ cancado", "#kress"),
        ("Cançado", "#kress"),
        ("co-operation", "#kress"),
        ("cooperation", "#kress"),
        ("mesure conservatoire", "#order"),
        ("ordonnee", "#order"),
        ("l'etat", "#undated"),
        ("ARRETS", "#undated"),
    ],
)  # fmt: skip
def test_a_query_finds_what_it_means_and_nothing_else(
    filled: SearchEngine, typed: str, expected: str
) -> None:
    assert found(filled, typed) == set(expected.split())


def test_a_word_in_the_title_counts_more_than_one_in_the_text(engine, unit, fill) -> None:  # type: ignore[no-untyped-def]
    units = [unit("r/1#a", "Order", "A standing question."), unit("r/1#b", "Standing", "An order.")]
    fill(engine, {"r/1": units})
    hits = engine.search(parse_query("standing").node, 5).hits
    assert [hit.unit.reference for hit in hits] == ["r/1#b", "r/1#a"]
    assert hits[0].score > hits[1].score


def test_equal_hits_come_in_the_order_of_their_references(engine, unit, fill) -> None:  # type: ignore[no-untyped-def]
    fill(engine, {f"r/{n}": [unit(f"r/{n}", "Same words")] for n in (3, 1, 2)})
    results = engine.search(parse_query("same").node, 2)
    assert results.total == 3
    assert [hit.unit.reference for hit in results.hits] == ["r/1", "r/2"]


def test_a_limit_of_zero_counts_only(filled: SearchEngine) -> None:
    results = filled.search(parse_query("genocide").node, 0)
    assert (results.total, results.hits) == (2, ())


def test_a_hit_gives_back_the_unit_as_it_was_put_in(engine, unit, fill) -> None:  # type: ignore[no-untyped-def]
    original = unit(
        "r/1#a",
        "Tïtle",
        "Bödy · x",
        day="2020-01-02",
        until="2020-02",
        french="Tïtre",
        exact=("state=gmb",),
    )
    fill(engine, {"r/1": [original]})
    assert engine.search(parse_query("body").node, 1).hits[0].unit == original


def test_words_and_values_are_listed_in_order(filled: SearchEngine) -> None:
    assert list(filled.words("inter")) == ["interest", "intervened", "interventions"]
    assert list(filled.values("state")) == ["gambie", "gmb"]


def test_an_empty_engine_finds_nothing(engine: SearchEngine) -> None:
    assert engine.stored() == {}
    assert engine.search(parse_query("NOT x").node, 5).total == 0
    assert list(engine.words("")) == []


STATES = st.dictionaries(st.sampled_from(["r/a", "r/b", "r/c", "r/d"]), st.sampled_from("xyz"))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_carrying_out_a_plan_leads_from_any_state_to_the_wanted_one(engine, unit, wanted) -> None:  # type: ignore[no-untyped-def]
    """The engine keeps what the example before left in it: that is the state to start from."""
    random.seed()  # Whoosh names its files by chance, and hypothesis makes chance repeat itself
    changed = {
        r for r, digest in wanted.items() if engine.stored().get(r, Stamp("")).digest != digest
    }
    prepared = []

    def prepare(record: str) -> Prepared:
        prepared.append(record)
        return Prepared((unit(record, f"word{wanted[record]}"),), problems=len(record))

    engine.apply(plan_sync(engine.stored(), wanted), prepare)
    assert engine.stored() == {
        record: Stamp(digest, len(record)) for record, digest in wanted.items()
    }
    assert set(prepared) == changed and len(prepared) == len(changed)
    for digest in "xyz":
        hits = engine.search(parse_query(f"word{digest}").node, 9).hits
        assert {hit.unit.reference for hit in hits} == {r for r, d in wanted.items() if d == digest}
    assert plan_sync(engine.stored(), wanted).is_empty


def test_an_error_while_preparing_leaves_the_engine_as_it_was(filled: SearchEngine) -> None:
    before = dict(filled.stored())

    def fail(record: str) -> Prepared:
        raise ZeroDivisionError(record)

    with pytest.raises(ZeroDivisionError):
        filled.apply(plan_sync(before, {"icj/3": "new"}), fail)
    assert filled.stored() == before
    assert found(filled, "bangladesh") == {"icj/2"}


# What is spelt how, and what another organ or kind numbers alike.
SPELLINGS = {
    "S/RES/1325 (2000)": [
        "S/RES/1325 (2000)", "S/RES/1325", "s/res/1325(2000)", "S RES 1325", "UNSC Res 1325", "SC Res. 1325 (2000)",
        "Security Council resolution 1325", '"S/RES/1325"', "id:S/RES/1325", "(S/RES/1325)", "S/RES/01325",
    ],
    "A/RES/13/25": ["A/RES/13/25", "a/res/13/25", "UNGA Res 13/25", "GA Res. 13/25", "General Assembly resolution 13/25"],
    "A/HRC/13/25": ["A/HRC/13/25", "a hrc 13 25", "A/HRC/13/ 25"],
    "A/HRC/RES/13/25": ["A/HRC/RES/13/25", "a/hrc/res/13/25"],
    "A/RES/377 (V)": ["A/RES/377 (V)", "377 (V)", "GA Res 377(V)", "resolution 377 (v)"],
    "A/13/25": ["A/13/25", "a/13/25"],
    "S/2013/25": ["S/2013/25", "s/2013/25", "S/2013/025"],
    "S/PRST/2013/25": ["S/PRST/2013/25", "s prst 2013 25"],
    "S/PV.1325": ["S/PV.1325", "S/PV 1325", "s/pv.1325"],
    "178-20220722-JUD-01-00-EN": [
        "178-20220722-JUD-01-00-EN", "178-20220722-jud-01-00", "178 20220722 JUD 01 00 EN", "178_20220722_JUD_01_00_EN",
    ],
    "177-20220722-JUD-01-00-EN": ["177-20220722-JUD-01-00-EN", "177-20220722-JUD-01-00"],
    "CR 2022/1": ["CR 2022/1", "cr2022/1", "C.R. 2022/01", '"CR 2022/1"'],
    "SI 2022/1": ["SI 2022/1", "s.i. 2022/1", "UK SI 2022/1"],
    "ICC-01/19-27": ["ICC-01/19-27", "icc 01/19-27"],
    "ICC-01/18-27": ["ICC-01/18-27"],
}  # fmt: skip


@pytest.fixture
def documents(engine, unit, fill) -> SearchEngine:  # type: ignore[no-untyped-def]
    """One document for each symbol, one text that cites it, and the bare numbers."""
    units = []
    for number, symbol in enumerate(SPELLINGS):
        units.append(unit(f"r/1#d{number}", f"Document {number}", identifier=symbol))
        units.append(
            unit(f"r/1#c{number}", f"Text {number}", f"It relies on {symbol}, as others do.")
        )
    units.append(unit("r/1#numbers", "Numbers", "1325 and 13/25, res 1325, 377, 01/19, 2022/1"))
    fill(engine, {"r/1": units})
    return engine


@pytest.mark.parametrize("symbol", SPELLINGS)
def test_every_spelling_finds_the_document_first_then_what_cites_it_and_no_other(
    documents: SearchEngine, symbol: str
) -> None:
    number = list(SPELLINGS).index(symbol)
    for spelling in SPELLINGS[symbol]:
        hits = documents.search(parse_query(spelling).node, 9).hits
        assert [hit.unit.reference for hit in hits] == [f"r/1#d{number}", f"r/1#c{number}"], (
            spelling
        )


@pytest.mark.parametrize(
    "typed",
    [
        "A/RES/1325",
        "a res 1325",
        "A/PV.1325",
        "S/RES/13/25",
        "A/RES/132*",
        "S/HRC/13/25",
        "E/RES/13/25",
        "CR 2022/11",
    ],
)
def test_the_symbol_of_another_organ_finds_nothing(documents: SearchEngine, typed: str) -> None:
    assert documents.search(parse_query(typed).node, 9).hits == ()


def test_the_beginning_of_a_symbol_stays_with_its_organ(documents: SearchEngine) -> None:
    hits = documents.search(parse_query("S/RES/13*").node, 9).hits
    assert [hit.unit.reference for hit in hits] == ["r/1#c0"]
