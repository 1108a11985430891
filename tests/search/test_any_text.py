"""Whatever is typed means something, is said back so that it means the same, and can be searched."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.search.advice import why_nothing
from kb_tools.search.analysis import ELIDED, clean, words
from kb_tools.search.engine import SearchEngine
from kb_tools.search.lexer import LONGEST_QUERY
from kb_tools.search.linear import LinearEngine
from kb_tools.search.parser import parse_query
from kb_tools.search.query import Identified, Nothing, Query, leaves, render
from kb_tools.search.snippets import marks_in, snippet_of

STRINGS, SEARCHED = 100_000, 3_000
#: What the language gives a meaning, and what it does not.
PIECES = (
    "gambia GMB UN US WHO can comment la l'article qu’elle lʼarticle Court's co-operation S/RES/2669 A/RES/13"
    ' "erga omnes" "erga omnes"~3 "a b" " ( ) - + AND OR NOT NEAR NEAR/5 NEAR/99 /3 w/2 && || * .. ... ~ ~3 ^2'
    " 2020..2021 2020-01-23 since:2020 until: date:x kind:holding title: title:x title:ob* id:377 foo:bar : / (V)"
    " 178-20200123-ORD-01-00-EN “ ” » « „ é ß ﬁ İ 日本 \x00 \x1b \u202e \u200b \ud800 \U000e0001 a* ab* g*n *x ! x! ?"
    " 2022-13-01 9999..1 -( -- … — ' ’ ` ; $ % # @ < > [ ] { } \\ = _ . , 0 12345678901234567890123 the of"
).split(" ")
OPERATORS = {"and", "or", "not", "near", "w"}


def typed_at_random(chance: random.Random) -> str:
    """Return pieces in any order, with and without spaces, or signs from all over Unicode."""
    if chance.random() < 0.4:
        points = (chance.randrange(0x11_0000) >> chance.choice((0, 8, 13)) for _ in range(6))
        return "".join(map(chr, points))
    count = chance.choice((1, 1, 2, 2, 2, 3, 4))
    return "".join(chance.choice(PIECES) + chance.choice(("", " ")) for _ in range(count))


def check(text: str, query: Query, said_back: set[str]) -> None:
    """Check that a query means the same when said back, and that nothing left out is unsaid."""
    said = render(query.node)
    if said not in said_back:
        again = parse_query(said).node
        assert again == query.node, (text, said)
        said_back.add(said)
    assert all(note.strip() for note in query.notes)
    rewritten = any(isinstance(leaf, Identified | Nothing) for leaf in leaves(query.node))
    if not query.notes and ":" not in text and not rewritten:
        heard = words(said) + ["".join(words(part)) for part in said.split()]
        typed = {word for word in words(clean(text)) if word.isalpha()}
        missing = typed - set(heard) - OPERATORS - set(ELIDED)
        assert not missing, (text, said, missing)


@pytest.fixture(scope="module")
def engine(unit, fill) -> Iterator[SearchEngine]:  # type: ignore[no-untyped-def]
    linear = LinearEngine()
    body = (
        "The Gambia relies on obligations erga omnes and on S/RES/2669 (2022), l'article 63; 日本."
    )
    units = [unit("r/1", "Gambia", body, day="2020-01-23"), unit("r/1#x", "Objections", "The UN.")]
    fill(linear, {"r/1": units})
    return linear


def test_a_hundred_thousand_strings_mean_something_and_are_said_back() -> None:
    chance = random.Random(4)
    said_back: set[str] = set()
    for _ in range(STRINGS):
        text = typed_at_random(chance)
        check(text, parse_query(text), said_back)
    assert len(said_back) > STRINGS // 10


def test_thousands_of_them_are_searched_marked_and_explained(engine: SearchEngine) -> None:
    chance = random.Random(5)
    found = 0
    for _ in range(SEARCHED):
        text = typed_at_random(chance)
        node = parse_query(text).node
        results = engine.search(node, 3)
        found += results.total > 0
        for hit in results.hits:
            marks_in(hit.unit.body, node)
            assert "".join(s.text for s in snippet_of(hit.unit.body, node)) == hit.unit.body
        if not results.total:
            assert bool(why_nothing(engine, node)) != isinstance(node, Nothing), text
    assert SEARCHED // 20 < found < SEARCHED


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
        st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    )
)
def test_the_shortest_string_that_fails_is_shown(text: str) -> None:
    check(text, parse_query(text), set())


@pytest.mark.parametrize(
    "piece",
    r"""" ( ) - * : a é / 0 ' S/ « ~ 日 a- title: a.b l' \x00 \ud800 _AND_ "a_ a_NEAR/3_ (a_ NOT_ a_OR_ 9_""".split(),
)
def test_ten_thousand_characters_of_anything_are_read_and_searched(
    engine: SearchEngine, piece: str
) -> None:
    piece = piece.replace("_", " ").replace(r"\x00", "\0").replace(r"\ud800", "\ud800")
    text = (piece * (LONGEST_QUERY + 5))[: LONGEST_QUERY + 5]
    query = parse_query(text)
    check(text, query, set())
    cut = any(f"{LONGEST_QUERY:,}" in note for note in query.notes)
    assert cut == (len(clean(text)) > LONGEST_QUERY)
    engine.search(query.node, 3)


@pytest.mark.parametrize("depth", [1, 20, 21, 500, 3_000])
def test_parentheses_of_any_depth_are_read(depth: int) -> None:
    query = parse_query("(" * depth + "gambia OR kenya" + ")" * depth)
    assert render(query.node) == "gambia OR kenya"
    assert bool(query.notes) == (depth > 20)
