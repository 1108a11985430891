"""The search of the site understands, finds, ranks and counts as ``kb search`` does."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb_tools.identifiers import FAMILIES
from kb_tools.search.advice import ways_out, why_nothing
from kb_tools.search.engine import Results
from kb_tools.search.equivalents import also_searched, expanded
from kb_tools.search.facets import facets_of
from kb_tools.search.linear import LinearEngine
from kb_tools.search.nearest import nearest
from kb_tools.search.parser import parse_query
from kb_tools.search.query import Identified, Query, render
from kb_tools.search.snippets import snippet_of
from tests.browser.conftest import PageAt
from tests.relevance.judged import PARTS, engine_of, read_part
from tests.search.test_any_text import typed_at_random
from tests.search.test_identifier_table import ALL
from tests.search.test_operators import test_each_operator_finds_exactly_this as operators
from tests.search.test_parser import test_what_a_query_means as meanings

EVERYTHING = 1_000_000
#: A reader downloads so many bytes at most before the first answer.
MOST_BYTES = 300_000
#: Whatever is typed means the same: unbalanced, empty, foreign, too long, not a date.
ODD = (
    "", " ", '"', '""', "«mesures conservatoires", "(", ")", "a)", "NOT", "AND", "OR", "NEAR", "- -",
    "the of", "comment est l'intervention ouverte", "genocide/intent", "co-operation", "coopération",
    "l’article 63", "U.N.", "US", "us", "WHO", "UN", "state:", "state:gambai", "nofield:x", "a*",
    "http://example.org/x", "since:2020-13", "since:2021-02-30", "2022..2020", "2020-01-23", "24/02/2022",
    "genocid~2", "court^4", "genocide!", "con*tract", '"common inter*"', "S/RES/26*", "A/RES/1325",
    "plausbility gambai", "日本", "Ротинг", "straße œuvre", "ʼn", "x\u200by", "a\x00b", "(" * 30, "x " * 80,
    "-S/RES/2669 rohingya", "title:S/RES/2669", "id:S/RES/2669", "9" * 30, "genocide NEAR/99 intent",
    "zebra", "-zebra", "gambia zebra", '"interest common"', "genocide NEAR/2 nuclear", "kind:holdin",
)  # fmt: skip

ANSWER = """async queries => {
  const kb = window.kbSearch, answers = [], load = Object.getPrototypeOf(kb.index).file;
  for (const typed of queries) {
    kb.take("core", kb.core);  // an index that has loaded nothing yet
    const files = new Set();
    const noted = function (name) { files.add(name); return load.call(this, name); };
    answers.push(await kb.index.settled(() => {
      kb.index.file = noted;
      const query = kb.parser.parse(typed), node = kb.equivalents.expanded(query.node);
      const evaluation = new kb.evaluate.Evaluation(kb.index);
      const units = kb.evaluate.ranked(evaluation.scores(node));
      const near = kb.nearest(evaluation, node, units), shown = units.slice(0, 10).map(n => kb.index.unit(n));
      const first = shown[0];
      const answer = {
        understood: kb.query.render(query.node), notes: query.notes, differs: query.differs,
        also: kb.equivalents.alsoSearched(node), total: units.length,
        hits: shown.slice(0, 5).map(u => u && u.reference), missing: near.missing,
        near: near.units.map(n => kb.index.unit(n)).map(u => u && u.reference),
        first: first ? [first.title, first.citation, kb.snippets.snippet(first.body, node, 240)] : null,
      };
      kb.index.file = load;  // facets are counted after the first answer
      const counts = kb.facets.counts(kb.index, () => evaluation.matching(node));
      answer.facets = Object.fromEntries(Object.entries(counts).map(
        ([name, rows]) => [name, Object.fromEntries(rows.map(row => [row[0], row[2]]))]));
      answer.files = [...files];
      return answer;
    }));
  }
  return answers;
}"""

EXPLAINED = """async queries => {
  const kb = window.kbSearch, answers = [];
  await kb.load("advice");
  for (const typed of queries) {
    answers.push(await kb.index.settled(() => {
      const found = new kb.Advice(kb.index).whyNothing(kb.equivalents.expanded(kb.parser.parse(typed).node));
      return [found.sentences, found.ways.map(([node, count]) => [kb.query.render(node), count])];
    }));
  }
  return answers;
}"""

UNDERSTOOD = """async queries => window.kbSearch.index.settled(() => queries.map(typed => {
  const query = window.kbSearch.parser.parse(typed);
  return [window.kbSearch.query.render(query.node), query.notes, query.differs];
}))"""

RECOGNISED = """async spellings => window.kbSearch.index.settled(() => spellings.map(typed => {
  const found = window.kbSearch.identifiers.recognise(window.kbSearch.text.clean(typed));
  return found && [found.canonical, found.key, found.keys];
}))"""


@pytest.fixture(scope="module")
def engine(real_cases: Path) -> LinearEngine:
    return engine_of(real_cases)


def _typed_in(test: Callable[..., None]) -> list[str]:
    """Return the queries of a test's examples."""
    (examples,) = (mark for mark in test.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    return [typed for typed, *_ in examples.args[1]]


def _meant(engine: LinearEngine, typed: str) -> tuple[Query, Query]:
    query = parse_query(typed)
    return query, expanded(query, engine.equivalents())


def _answer(engine: LinearEngine, typed: str) -> dict[str, Any]:
    query, meant = _meant(engine, typed)
    results = engine.search(meant.node, EVERYTHING)
    units = [hit.unit for hit in results.hits]
    missing, near = nearest(engine, meant.node, Results(results.total, results.hits[:5]))
    first = units[0] if units else None
    return {
        "understood": render(query.node),
        "notes": list(query.notes),
        "differs": query.differs,
        "also": also_searched(meant.node),
        "total": results.total,
        "hits": [unit.reference for unit in units[:5]],
        "missing": missing,
        "near": [hit.unit.reference for hit in near],
        "first": first
        and [first.title, first.citation, [[*part] for part in snippet_of(first.body, meant.node)]],
        "facets": {
            name: {count.value: count.units for count in counts}
            for name, counts in facets_of(units).items()
        },
    }


def test_scripts_and_command_line_answer_alike(
    page_at: PageAt, engine: LinearEngine, built_site: Path
) -> None:
    """All that a search says: what it understood, found, counted and showed, and in how many bytes."""
    judged = [each.query for part in PARTS for each in read_part(part)]
    queries = list(dict.fromkeys((*judged, *_typed_in(operators), *_typed_in(meanings), *ODD)))
    page = page_at()
    page.goto("search/")
    page.wait_for_function("window.kbSearch && kbSearch.index")
    answers = page.evaluate(ANSWER, queries)
    sizes = {
        path.relative_to(built_site / "search").with_suffix("").as_posix(): path.stat().st_size
        for path in (built_site / "search").rglob("*.js")
    }
    always = sizes["search"] + sizes["core"] + sizes["facets"]
    different, heavy = [], []
    first_alike = 0
    for typed, answer in zip(queries, answers, strict=True):
        loaded = always + sum(
            sizes[name] for name in {*answer.pop("files"), "families"} - {"facets"}
        )
        # Where nothing comes near either, the first answer is the explanation.
        explained = not answer["total"] and not answer["near"]
        if loaded + explained * (sizes["advice"] + sizes["spelling"]) > MOST_BYTES:
            heavy.append(f"{typed}: {loaded:,}")
        expected = _answer(engine, typed)
        first_alike += answer["hits"][:1] == expected["hits"][:1]
        different += [
            f"{typed!r}, {name}: {answer[name]!r}, not {value!r}"
            for name, value in expected.items()
            if answer[name] != value
        ]
    assert first_alike >= 0.9 * len(queries)
    assert different == []
    assert heavy == []


def test_an_empty_answer_is_explained_alike(page_at: PageAt, engine: LinearEngine) -> None:
    empty = [
        typed
        for typed in (*(j.query for p in PARTS for j in read_part(p) if j.spelling), *ODD)
        if typed.strip() and not engine.search(_meant(engine, typed)[1].node, 0).total
    ]
    assert len(empty) >= 15
    page = page_at()
    page.goto("search/")
    page.wait_for_function("window.kbSearch && kbSearch.index")
    for typed, (sentences, ways) in zip(empty, page.evaluate(EXPLAINED, empty), strict=True):
        node = _meant(engine, typed)[1].node
        offered = [[render(way), count] for way, count in ways_out(engine, node)]
        expected = why_nothing(engine, node)
        assert ways == (offered if expected else ways), typed
        assert sentences == [text for text in expected if not text.startswith("try: ")], typed


def test_identifiers_are_recognised_alike_in_every_usual_spelling(page_at: PageAt) -> None:
    spellings = [family.example for family in FAMILIES.values()]
    spellings += [spelling for borne in ALL for spelling in borne.spellings]
    assert len(spellings) > 1_200
    page = page_at()
    page.goto("search/")
    page.wait_for_function("window.kbSearch && kbSearch.index")
    assert set(page.evaluate("kbSearch.families.names")) == set(FAMILIES)
    for typed, found in zip(spellings, page.evaluate(RECOGNISED, spellings), strict=True):
        node = parse_query(f'"{typed}"').node
        expected = isinstance(node, Identified) and [node.canonical, node.key, [*node.keys]]
        assert (found or False) == expected, typed


def test_whatever_is_typed_means_the_same(page_at: PageAt) -> None:
    chance = random.Random(5)
    typed = [typed_at_random(chance) for _ in range(3_000)]
    # A script's text holds no half of a pair, and its tables of Unicode may be newer than ours.
    typed = [text for text in typed if all(ord(sign) < 0xD800 for sign in text)]
    assert len(typed) > 1_500
    page = page_at()
    page.goto("search/")
    page.wait_for_function("window.kbSearch && kbSearch.index")
    different = []
    for text, found in zip(typed, page.evaluate(UNDERSTOOD, typed), strict=True):
        query = parse_query(text)
        expected = [render(query.node), list(query.notes), query.differs]
        different += [] if found == expected else [f"{text!r}: {found}, not {expected}"]
    assert different == []
