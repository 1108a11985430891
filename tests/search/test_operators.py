"""What each operator finds: the exact references, with both engines; and the guide's examples."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.search.compiled import compiled_equivalents
from kb_tools.search.engine import EQUIVALENTS, Prepared, SearchEngine, plan_sync
from kb_tools.search.equivalents import expanded
from kb_tools.search.linear import LinearEngine
from kb_tools.search.parser import parse_query
from kb_tools.search.query import render
from kb_tools.search.units import units_of
from kb_tools.whoosh_engine import WhooshEngine
from tests.search.conftest import fill_engine, make_unit

FRENCH = "Demande en indication de mesures conservatoires de l'État"


def toy_units() -> dict[str, list]:  # type: ignore[type-arg]
    """Eight units; what each operator can and cannot find in them is written next to it below."""
    gambia = [
        make_unit(
            "r/1",
            "Gambia v. Myanmar",
            "The Gambia accuses Myanmar of genocide with intent to destroy a group.",
            kind="case",
            day="2019-11-11",
            exact=("forum=icj", "state=gmb", "state=mmr", "record=r-1", "subject=genocide"),
        ),
        make_unit(
            "r/1#order",
            "Order on provisional measures",
            "The measures are provisional. Prevention of genocidal acts, whatever the intent behind"
            " them, is ordered at once.",
            kind="decision",
            day="2020-01-23",
            identifier="178-20200123-ORD-01-00-EN",
            exact=("forum=icj", "judge=xue", "record=r-1"),
        ),
        make_unit(
            "r/1#demande",
            FRENCH,
            FRENCH,
            kind="document",
            day="2020-01-01",
            until="2020-12-31",
            french=FRENCH,
            certainty="mirror",
        ),
        make_unit(
            "r/1#statement",
            "Statement",
            "Co-operation of States. · Genocide. · Intent.",
            day="2021-03",
            until="2021-03-31",
        ),
    ]
    ukraine = [
        make_unit("r/2", "Ukraine v. Russian Federation", "Genocide is alleged.", kind="case",
                  day="2022-02-26", exact=("forum=icj", "state=ukr")),
        make_unit("r/2#resolution", "Resolution", "A text.", identifier="S/RES/2623 (2022)",
                  kind="document", day="2022-02-27"),
        make_unit("r/2#cites", "Emergency", "It relies on S/RES/2623 (2022) and on intervention."),
        make_unit("r/2#unanswered", "Undated", "Nobody intervened; an intervener was missed."),
    ]  # fmt: skip
    return {"r/1": gambia, "r/2": ukraine}


@pytest.fixture(scope="module", params=["linear", "whoosh"])
def toy(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[SearchEngine]:  # type: ignore[no-untyped-def]
    if request.param == "linear":
        linear = LinearEngine()
        fill_engine(linear, toy_units())
        yield linear
        return
    whoosh = WhooshEngine(tmp_path_factory.mktemp("operators"))
    fill_engine(whoosh, toy_units())
    yield whoosh
    whoosh.close()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # words: all of them, in any form, accents or none
        ("genocides", "r/1 #order #statement r/2"),
        ("genocide intent", "r/1 #order #statement"),
        ("genocide AND intent", "r/1 #order #statement"),
        ("mesure conservatoire", "#demande"),
        ("etat", "#demande"),
        ("demande de l’État", "#demande"),
        ("cooperation", "#statement"),
        ("co-operation", "#statement"),
        # OR, NOT, grouping
        ("ukraine OR demande", "r/2 #demande"),
        ("genocide NOT intent", "r/2"),
        ("genocide -intent", "r/2"),
        ("genocide intent OR resolution", "r/1 #order #statement #resolution"),
        ("genocide (intent OR alleged)", "r/1 #order #statement r/2"),
        ("genocide -(intent OR alleged)", ""),
        ("NOT (genocide OR measures OR mesures)", "#resolution #cites #unanswered"),
        # phrases: literally these words in this order
        ('"provisional measures"', "#order"),
        ('"measures provisional"', ""),
        ('"genocidal acts"', "#order"),
        ('"genocide acts"', ""),
        ('"intent to d*"', "r/1"),
        # near: any form, either order, one text, counted in words
        ("intent NEAR/2 genocide", "r/1"),
        ("genocide NEAR/1 intent", ""),
        ("genocide NEAR intent", "r/1 #order"),
        ("genocidal NEAR/5 intent", "#order r/1"),
        ("genocidal NEAR/4 intent", "#order r/1"),
        ("genocidal NEAR/3 intent", "r/1"),
        ("genocide /2 intent", "r/1"),
        ("genocide w/2 intent", "r/1"),
        ('"intent genocide"~2', "r/1"),
        ('"genocide intent"~1', ""),
        ('"measures provisional"~2', "#order"),
        ('"genocidal acts" NEAR/3 intent', "#order"),
        ("prevent* NEAR/3 acts", "#order"),
        ("order NEAR/4 measures NEAR/4 provisional", "#order"),
        ("states NEAR/3 co-operation", "#statement"),
        ("genocide NEAR/50 co-operation", ""),  # nothing reaches over what parts two texts
        ("-(genocide NEAR/2 intent) genocide", "#order #statement r/2"),
        ('title:"provisional order"~3', "#order"),
        ('title:"genocidal intent"~4', ""),
        # prefixes
        ("interven*", "#cites #unanswered"),
        ("genoc* NOT intent", "r/2"),
        # in the title
        ("title:measures", "#order"),
        ("title:genocide", ""),
        ('title:"provisional measures"', "#order"),
        ("title:prov*", "#order"),
        # properties
        ("kind:document", "#demande #resolution"),
        ("forum:icj", "r/1 #order r/2"),
        ("court:icj kind:case", "r/1 r/2"),
        ("state:GMB", "r/1"),
        ("country:ukr", "r/2"),
        ("certainty:mirror", "#demande"),
        ("subject:genocide", "r/1"),
        ("judge:Xue", "#order"),
        ("record:r/1", "r/1 #order"),
        # days: what may fall into the period
        ("2020..2021", "#order #demande #statement"),
        ("since:2021-03-31", "#statement r/2 #resolution"),
        ("until:2020-01-22", "r/1 #demande"),
        ("date:2020-01-23", "#order #demande"),
        ("date:2021", "#statement"),
        ("2022-02-26..2022-02-26", "r/2"),
        ("..2019", "r/1"),
        ("2022..", "r/2 #resolution"),
        # identifiers
        ("S/RES/2623", "#resolution #cites"),
        ("id:S/RES/2623", "#resolution #cites"),
        ("UNSC Res 2623 (2022)", "#resolution #cites"),
        ("id:178-20200123-ORD-01-00-EN", "#order"),
        ("A/RES/2623", ""),
        ("S/RES/262*", "#cites"),
    ],
)  # fmt: skip
def test_each_operator_finds_exactly_this(toy: SearchEngine, typed: str, expected: str) -> None:
    results = toy.search(parse_query(typed).node, 50)
    found = {hit.unit.reference for hit in results.hits}
    wanted = {name if "/" in name else f"r/{_record(name)}{name}" for name in expected.split()}
    assert found == wanted
    assert results.total == len(found)


def _record(item: str) -> int:
    return 1 if item in ("#order", "#demande", "#statement") else 2


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("genocide NEAR/5 intent", "genocide NEAR/5 intent"),
        ("genocide NEAR intent", "genocide NEAR/8 intent"),
        ("genocide near/5 intent", "genocide NEAR/5 intent"),
        ("genocide /5 intent", "genocide NEAR/5 intent"),
        ("genocide w/5 intent", "genocide NEAR/5 intent"),
        ('"genocide intent"~5', "genocide NEAR/5 intent"),
        ('"genocide intent"~', "genocide NEAR/8 intent"),
        ('"intent of genocide"~5', "intent NEAR/5 genocide"),
        ('title:"genocide intent"~5', "title:genocide NEAR/5 title:intent"),
        ("a1 b1 NEAR/5 c1 d1", "a1 AND b1 NEAR/5 c1 AND d1"),
        ("a1 NEAR/5 b1 NEAR/5 c1", "a1 NEAR/5 b1 NEAR/5 c1"),
        ("a1 NEAR/5 b1 NEAR/3 c1", "a1 NEAR/5 b1 AND b1 NEAR/3 c1"),
        ("NOT a1 NEAR/5 b1", "NOT a1 NEAR/5 b1"),
        ("-(a1 NEAR/5 b1 NEAR/3 c1)", "NOT (a1 NEAR/5 b1 AND b1 NEAR/3 c1)"),
        ('interven* NEAR "good faith"', 'interven* NEAR/8 "good faith"'),
        ("co-operation NEAR/3 States", "co-operation NEAR/3 states"),
        ("A/RES/75/287 measures", "A/RES/75/287 AND measures"),
    ],
)
def test_what_near_means_and_how_it_is_said_back(typed: str, meaning: str) -> None:
    node = parse_query(typed).node
    assert render(node) == meaning
    assert parse_query(meaning).node == node


@pytest.mark.parametrize(
    ("typed", "meaning", "note"),
    [
        ("NEAR intent", "intent", "`NEAR` without"),
        ("intent NEAR/5", "intent", "`NEAR` without"),
        ("a1 NEAR NEAR b1", "a1 AND b1", "`NEAR` without"),
        ("a1 NEAR/0 b1", "a1 NEAR/1 b1", "from 1 to 50"),
        ("a1 NEAR/999 b1", "a1 NEAR/50 b1", "from 1 to 50"),
        ("a1 NEAR kind:case", "a1 AND kind:case", "read as AND"),
        ("a1 NEAR (b1 OR c1)", "a1 AND (b1 OR c1)", "read as AND"),
        ("a1 NEAR title:b1", "a1 AND title:b1", "read as AND"),
        ('"genocide"~5', '"genocide"', "two words"),
        ("genocide~2 x1", "genocide AND x1", "no meaning behind a word"),
        ("genocide^2 x1", "genocide AND x1", "no meaning behind a word"),
        ("gen*cide", "gen AND cide", "star counts at the end"),
        ("genocid!", "genocid", "write genocid*"),
    ],
)
def test_what_near_and_foreign_signs_are_repaired_to_is_said(
    typed: str, meaning: str, note: str
) -> None:
    query = parse_query(typed)
    assert render(query.node) == meaning
    assert any(note in sentence for sentence in query.notes), query.notes


@pytest.fixture(scope="module")
def real(real_cases: Path) -> SearchEngine:
    """The published records and the table of equivalents."""
    kb = load(real_cases).kb
    linear = LinearEngine()

    def prepare(name: str) -> Prepared:
        if name == EQUIVALENTS:
            return Prepared((), equivalents=compiled_equivalents(kb.vocabulary))
        return Prepared(units_of(kb.records[name], kb.vocabulary))

    linear.apply(plan_sync({}, dict.fromkeys((*kb.records, EQUIVALENTS), "1")), prepare)
    return linear


def examples(repo_root: Path) -> list[str]:
    """Return the queries in the guide's tables and its blocks of examples."""
    page = (repo_root / "docs/guide/search.md").read_text(encoding="utf-8")
    cells = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| `")]
    quoted = [found for cell in cells for found in re.findall(r"`([^`]+)`", cell)]
    blocks = re.findall(r"```text\n(.*?)```", page, re.S)
    return quoted + [line for block in blocks for line in block.splitlines() if line]


def test_every_example_of_the_guide_has_hits_and_no_repair(
    real: SearchEngine, repo_root: Path
) -> None:
    queries = examples(repo_root)
    assert len(queries) >= 40
    for typed in queries:
        query = parse_query(typed)
        assert real.search(expanded(query, real.equivalents()).node, 0).total, typed
        repairs = [note for note in query.notes if not re.search("too common|read as a date", note)]
        assert repairs == [], typed


@pytest.mark.parametrize(
    "shown",
    'AND OR NOT - " * NEAR/ ~ /5 ( .. since: until: date: title: id: kind: forum: state: judge: subject:'
    " certainty: record:".split(),
)
def test_the_guide_shows_every_operator_and_field(repo_root: Path, shown: str) -> None:
    assert any(shown in query for query in examples(repo_root))
