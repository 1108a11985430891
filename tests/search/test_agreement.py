"""Both engines answer alike, on the published records and on whatever is typed."""

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.corpus import load_vocabulary
from kb_tools.search.advice import why_nothing
from kb_tools.search.compiled import compiled_equivalents
from kb_tools.search.engine import EQUIVALENTS, Prepared, SearchEngine, SyncPlan, plan_sync
from kb_tools.search.equivalents import expanded
from kb_tools.search.linear import LinearEngine
from kb_tools.search.parser import parse_query
from kb_tools.search.query import Nothing
from kb_tools.whoosh_engine import WhooshEngine

Pair = tuple[SearchEngine, SearchEngine]


@pytest.fixture(scope="module")
def both(records, real_cases, tmp_path_factory) -> Iterator[Pair]:  # type: ignore[no-untyped-def]
    """An engine in memory filled at once, and one on disk that grew record by record and shrank."""
    linear, whoosh = LinearEngine(), WhooshEngine(tmp_path_factory.mktemp("agreement"))
    prepare: Callable[[str], Prepared] = lambda name: Prepared(records[name])  # noqa: E731
    linear.apply(plan_sync({}, dict.fromkeys(records, "1")), prepare)
    wanted: dict[str, str] = {}
    for name in sorted(records):
        wanted[name] = "old"
        whoosh.apply(plan_sync(whoosh.stored(), wanted), lambda old: Prepared(records[old][:9]))
    for change in (dict.fromkeys(sorted(records)[1:], "1"), dict.fromkeys(records, "1")):
        whoosh.apply(plan_sync(whoosh.stored(), change), prepare)
    table = compiled_equivalents(load_vocabulary(real_cases, []))
    for engine in (linear, whoosh):
        plan = SyncPlan({EQUIVALENTS: "1"}, ())
        engine.apply(plan, lambda _: Prepared((), equivalents=table))
    yield linear, whoosh
    whoosh.close()


QUERIES = """
genocide
genocidal intent
provisional measures
"provisional measures"
mesures conservatoires
"erga omnes partes"
"common interest" kind:holding
title:objections
title:"preliminary objections"
interven*
title:interven* NOT kind:document
gambia OR myanmar
(objections OR standing) Xue
reservation NOT Bangladesh
reservation -Bangladesh -kind:event
state:gambia kind:event
state:GMB judge:xue
judge:xue
forum:icj kind:case
court:cij
kind:measure
kind:operative-point vote
kind:provision jurisdiction
certainty:primary kind:document
certainty:single
certainty:corroborated measures
2020..2022
since:2021-02-01 until:2022 kind:event
date:2020-01-23
2020-01-23
..2019
178-20220722-JUD-01-00-EN
178-20200123-ORD-01-00
CR 2022/1
A/HRC/39/64
"A/RES/260 A (III)"
A/RES/1325
genocyde
NOT genocide
-kind:event -kind:document
the of and
co-operation
l'article 63
article 63 intervention
Cançado
record:icj/178-gambia-v-myanmar hearing
report*
"the Court"
genocide NEAR/5 intent
"measures provisional"~3
interven* NEAR/20 "article 63"
""".strip().splitlines()


@pytest.mark.parametrize("typed", QUERIES)
def test_the_engines_give_the_same_hits_in_the_same_order(both: Pair, typed: str) -> None:
    node = expanded(parse_query(typed), both[0].equivalents()).node
    ours, theirs = (engine.search(node, 60) for engine in both)
    assert ours.total == theirs.total
    assert [hit.unit for hit in ours.hits] == [hit.unit for hit in theirs.hits]
    assert [hit.score for hit in ours.hits] == pytest.approx([hit.score for hit in theirs.hits])


def test_most_of_these_queries_find_something(both: Pair) -> None:
    empty = [typed for typed in QUERIES if not both[0].search(parse_query(typed).node, 0).total]
    assert len(QUERIES) >= 40 and len(empty) <= 4, empty


def test_the_engines_explain_an_empty_answer_alike(both: Pair) -> None:
    for typed in (
        "genocyde",
        "A/RES/1325",
        "kind:holdings genocide",
        "genocide since:2190",
        '"genocide standing"',
    ):
        explained = [why_nothing(engine, parse_query(typed).node) for engine in both]
        assert explained[0] and explained[0] == explained[1]


def test_every_record_item_and_operative_point_is_found_by_its_own_title(
    both: Pair, records
) -> None:  # type: ignore[no-untyped-def]
    """A sample, with both engines; a title may be shared, never missing."""
    everything = [unit for units in records.values() for unit in units]
    for unit in random.Random(7).sample(everything, 60):
        typed = '"' + unit.title.replace('"', " ") + '"'
        for engine in both:
            hits = engine.search(parse_query(typed).node, 0).total
            assert hits >= 1, (unit.reference, typed)


WORDS = st.sampled_from(
    'gambia genocide interven* co-operation l\'article 63 S/RES/2669 A/RES/13* "erga omnes" "the co*" " ( ) - AND OR'
    " NOT && || * .. 2020..2021 2020-01-23 since:2020 until: kind:holding title: title:ob* foo:bar : / 377 (V) “ » «"
    ' é \x00 \u202e \ud800 a* -( -" +x -- the of'.split(" ")
)
TYPED = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=["Cc", "Cf", "Co", "Zs", "Po", "Nd"]), max_size=20),
    st.lists(WORDS, max_size=8).map(" ".join),
    st.lists(WORDS, max_size=8).map("".join),
)


@pytest.fixture(scope="module")
def small(unit, fill, tmp_path_factory) -> Iterator[Pair]:  # type: ignore[no-untyped-def]
    linear, whoosh = LinearEngine(), WhooshEngine(tmp_path_factory.mktemp("small"))
    body = "The Gambia relies on obligations erga omnes and on S/RES/2669 (2022), l'article 63; é 日本."
    for engine in (linear, whoosh):
        units = [
            unit("r/1", "Gambia", body, day="2020-01-23"),
            unit("r/1#a", "Objections", "Genocide.", day="2021-01-01"),
        ]
        fill(
            engine,
            {
                "r/1": units,
                "r/2": [unit("r/2", "Co-operation", "A/RES/13/25 intervenes.", kind="holding")],
            },
        )
    yield linear, whoosh
    whoosh.close()


@settings(max_examples=1500)
@given(TYPED)
def test_whatever_is_typed_neither_engine_fails_and_both_answer_alike(
    small: Pair, typed: str
) -> None:
    node = parse_query(typed).node
    ours, theirs = (engine.search(node, 5) for engine in small)
    assert [hit.unit.reference for hit in ours.hits] == [hit.unit.reference for hit in theirs.hits]
    if not ours.total:
        assert bool(why_nothing(small[1], node)) != isinstance(node, Nothing)


@pytest.mark.parametrize(
    "typed",
    ['"', "(", "-", "*", "\x00", "\x1b[31m", "«", "é", "0", "9 ", "a* ", "A/RES/", "NOT ", "日本"],
)
def test_ten_thousand_characters_are_searched_by_both(small: Pair, typed: str) -> None:
    node = parse_query((typed * 10_000)[:10_000]).node
    ours, theirs = (engine.search(node, 5) for engine in small)
    assert ours == theirs
