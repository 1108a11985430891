"""A query in one language reaches the other: the table of equivalents, and what it is used for."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb_tools.corpus import load_vocabulary
from kb_tools.decode import Context, decode_equivalents
from kb_tools.model import Bilingual, Equivalent, Term, Vocabulary
from kb_tools.search.advice import why_nothing
from kb_tools.search.compiled import compiled_equivalents
from kb_tools.search.engine import EQUIVALENTS, Prepared, SearchEngine, SyncPlan
from kb_tools.search.equivalents import LONGEST_PHRASE, Equivalents, counted_words, expanded
from kb_tools.search.equivalents import also_searched as also
from kb_tools.search.linear import LinearEngine
from kb_tools.search.parser import parse_query
from kb_tools.search.query import Concept, leaves, render
from kb_tools.search.snippets import snippet_of
from kb_tools.whoosh_engine import WhooshEngine
from kb_tools.yamldoc import parse_yaml
from tests.search.conftest import make_unit
from tests.search.folders import Run

FRENCH = "Demande en indication de mesures conservatoires"


@pytest.fixture(scope="module")
def table(real_cases: Path) -> Equivalents:
    """The published table, through the text that an index keeps."""
    problems: list[object] = []
    vocabulary = load_vocabulary(real_cases, problems)  # type: ignore[arg-type]
    assert problems == []
    return Equivalents.read(compiled_equivalents(vocabulary))


def meant(typed: str, table: Equivalents) -> list[str]:
    return also(expanded(parse_query(typed), table).node)


PAIRS = """
provisional measures = mesures conservatoires
provisional measure = mesures conservatoires
declaration of intervention = déclaration d'intervention
declarations of intervention = déclaration d'intervention
preliminary objections = exceptions préliminaires
application instituting proceedings = requête introductive d'instance
counter-memorial = contre-mémoire
countermemorial = contre-mémoire
rejoinder = duplique
order = ordonnance
judgment = arrêt
judgement = arrêt
advisory opinion = avis consultatif
separate opinion = opinion individuelle
dissenting opinions = opinion dissidente
standing = qualité pour agir
irreparable prejudice = préjudice irréparable
genocide = génocide
Security Council = Conseil de sécurité
General Assembly = Assemblée générale
Human Rights Council = Conseil des droits de l'homme
International Court of Justice = Cour internationale de Justice
emergency special session = session extraordinaire d'urgence
Uniting for Peace = Union pour le maintien de la paix
arms embargo = embargo sur les armes
arrest warrant = mandat d'arrêt
universal jurisdiction = compétence universelle
crimes against humanity = crimes contre l'humanité
Secretary-General = Secrétaire général
Special Rapporteur = rapporteur spécial
Netherlands = Pays-Bas
Germany = Allemagne
Republic of Korea = Corée du Sud
South Korea = République de Corée
Czechia = République tchèque
Turkey = Turquie
Russia = Fédération de Russie
United Kingdom = Royaume-Uni
United States = États-Unis
""".strip().splitlines()


@pytest.fixture(scope="module")
def named(real_cases: Path, table: Equivalents) -> LinearEngine:
    """One unit for each name in the published table, that says nothing else."""
    vocabulary = load_vocabulary(real_cases, [])
    french = {name for held in vocabulary.equivalents.values() for name in held.fr}
    french |= {term.label.fr for term in vocabulary.words("states").values()}
    names = dict.fromkeys(name for row in table.rows for name in row)
    units = [
        make_unit(f"r/1#{name}", body=name, french=name if name in french else "") for name in names
    ]
    engine = LinearEngine()
    engine.apply(SyncPlan({"r/1": "1"}, ()), lambda _: Prepared(tuple(units)))
    return engine


def found(engine: LinearEngine, table: Equivalents, typed: str) -> set[str]:
    """Return the names that a query finds in units that say nothing else."""
    node = expanded(parse_query(typed), table).node
    return {hit.unit.body for hit in engine.search(node, 2_000).hits}


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_said_in_one_language_is_found_in_the_other(
    named: LinearEngine, table: Equivalents, pair: str
) -> None:
    english, french = pair.split(" = ")
    assert french in found(named, table, english)
    assert found(named, table, english) & found(named, table, french) >= {french}


def test_every_name_of_the_published_table_finds_all_others_of_its_row(
    named: LinearEngine, table: Equivalents, real_cases: Path
) -> None:
    rows = load_vocabulary(real_cases, []).equivalents
    assert len(rows) >= 80
    for row, held in rows.items():
        names = {*held.en, *held.fr, *held.also}
        for name in names:
            assert held.en and held.fr and 0 < len(counted_words(name)) <= LONGEST_PHRASE, row
            assert names <= found(named, table, name), (row, name)


def test_unlike_things_do_not_find_each_other(named: LinearEngine, table: Equivalents) -> None:
    assert "International Criminal Court" not in found(named, table, "ICJ")
    assert "Conseil de sécurité" not in found(named, table, "General Assembly")
    assert "Myanmar" not in found(named, table, "Gambia")
    assert "République de Corée" not in found(named, table, "Corée du Nord")
    assert "Royaume-Uni" not in found(named, table, "United States")
    assert "ordonnance" not in found(named, table, "judgment")
    assert "China" not in found(named, table, "Chin")
    assert "State" not in found(named, table, "pays")
    assert "sacked" not in {name for row in table.rows for name in row}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ICJ", "Cour internationale de Justice"), ("icj", "International Court of Justice"),
        ("I.C.J.", "CIJ"), ("CPI", "International Criminal Court"), ("PCIJ", "CPJI"),
        ("UNSC", "Conseil de sécurité"), ("unga", "General Assembly"), ("HRC", "UNHRC"),
        ("FFM", "Fact-Finding Mission"), ("iimm", "Independent Investigative Mechanism for Myanmar"),
        ("OIC", "OCI"), ("EU", "Union européenne"), ("UN", "Nations Unies"), ("UK", "Royaume-Uni"),
        ("US", "États-Unis"), ("USA", "United States"), ("usa", "États-Unis"), ("DRC", "RDC"),
        ("RDC", "Democratic Republic of the Congo"), ("DPRK", "Corée du Nord"), ("GMB", "Gambie"),
        ("NLD", "Pays-Bas"), ("ROK", "South Korea"), ("Burma", "Myanmar"),
        ("Birmanie", "Burma"), ("Holland", "Pays-Bas"), ("Britain", "Royaume-Uni"),
        ("America", "États-Unis"), ("Gambia", "Gambie"), ("The Gambia", "Gambie"),
        ("Ivory Coast", "Côte d'Ivoire"), ("Türkiye", "Turkey"), ("Russie", "Russian Federation"),
        ("Arrêt", "judgment"), ("requete introductive d’instance", "application instituting proceedings"),
        ("reply OR duplique", "rejoinder"),
        ("destroying", "destruction"), ("sacked", "dismissal"), ("calls", "convene"),
        ("Gambian", "Gambie"), ("behind closed doors", "huis clos"), ("junta", "Tatmadaw"),
        ("(ICJ OR ICC) pénale", "Cour pénale internationale"), ("génocide", "genocide"),
    ],
)  # fmt: skip
def test_acronyms_and_other_names_are_understood(
    named: LinearEngine, table: Equivalents, typed: str, name: str
) -> None:
    assert name in found(named, table, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "us",  # a word; the State in capitals only
        "can",
        "arm",
        "mar",
        '"provisional measures"',  # a phrase is literal
        '"mesures conservatoires"',
        "provisional NEAR/3 measures",
        "genocide -intervention NOT UNSC",  # what is left out is literal
        "provisional kind:order measures",  # not one run
        "measures provisional",
        "title:provisional measures",
        "ordre",
        "prov*",
        "S/RES/2669",
    ],
)
def test_what_is_taken_as_it_stands(table: Equivalents, typed: str) -> None:
    names = set(meant(typed, table)) - set(meant("genocide", table))
    assert not names


def test_the_longest_run_counts_and_the_rest_is_looked_at_again(table: Equivalents) -> None:
    typed = "request for provisional measures Gambia zebra measures order"
    node = expanded(parse_query(typed), table).node
    concepts = [leaf.words for leaf in leaves(node) if isinstance(leaf, Concept)]
    assert [[word.text for word in said] for said in concepts] == [
        ["request"], ["provisional", "measures"], ["gambia"], ["order"],
    ]  # fmt: skip
    assert meant("permanent member", table) == ["membre permanent", "P5"]
    assert meant("Permanent Court of International Justice", table)[-1] == "CPJI"


@pytest.mark.parametrize(
    "typed", ["UNSC Burma", "provisional measures OR Gambie", "US -(UK OR x1)", "icj NEAR/3 law"]
)
def test_an_expanded_query_is_said_back_as_it_was_typed(table: Equivalents, typed: str) -> None:
    query = parse_query(typed)
    assert render(expanded(query, table).node) == render(query.node)


ROWS = {
    "measures": Equivalent(en=("provisional measures",), fr=("mesures conservatoires",)),
    "court": Equivalent(en=("World Court",), fr=("Cour mondiale",), also=("WC",), typed=("the W",)),
}
STATES = {
    "canada": Term(label=Bilingual(en="Canada", fr="Kanada"), aliases=("KND", "CA", "Dominion"))
}


def prepare(name: str) -> Prepared:
    if name == EQUIVALENTS:
        vocabulary = Vocabulary({"states": STATES}, ROWS)
        return Prepared((), equivalents=compiled_equivalents(vocabulary))
    return Prepared(
        (
            make_unit("r/1#en", "Provisional measures", "Something is ordered at once."),
            make_unit("r/1#fr", FRENCH, "Demandé par le Kanada.", french=f"{FRENCH} Kanada"),
            make_unit("r/1#both", "Provisional measures", "Mesures conservatoires, that is."),
            make_unit("r/1#none", "A provisional list", "No measures of any kind, by Canada."),
        )
    )


@pytest.fixture(params=["linear", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    engine = LinearEngine() if request.param == "linear" else WhooshEngine(tmp_path / "index")
    engine.apply(SyncPlan({"r/1": "1", EQUIVALENTS: "1"}, ()), prepare)
    yield engine
    if isinstance(engine, WhooshEngine):
        engine.close()


def hits(engine: SearchEngine, typed: str) -> dict[str, float]:
    node = expanded(parse_query(typed), engine.equivalents()).node
    return {hit.unit.reference: hit.score for hit in engine.search(node, 9).hits}


def test_either_language_finds_both_and_saying_it_twice_counts_once(engine: SearchEngine) -> None:
    english, french = hits(engine, "provisional measures"), hits(engine, "mesures conservatoires")
    assert english.keys() == {"r/1#en", "r/1#fr", "r/1#both", "r/1#none"}
    assert french.keys() == english.keys()
    assert english["r/1#both"] < 1.5 * english["r/1#en"]
    assert hits(engine, "KANADA").keys() == hits(engine, "Canada").keys() == {"r/1#fr", "r/1#none"}
    assert hits(engine, "KND").keys() == {"r/1#fr", "r/1#none"}
    assert hits(engine, '"provisional measures"').keys() == {"r/1#en", "r/1#both"}
    assert hits(engine, "title:provisional title:measures").keys() == {
        "r/1#en",
        "r/1#fr",
        "r/1#both",
    }
    assert hits(engine, "Canada -measures").keys() == {"r/1#fr"}


def test_what_matched_in_the_other_language_is_marked(engine: SearchEngine) -> None:
    node = expanded(parse_query("provisional measures"), engine.equivalents()).node
    marked = [segment.text for segment in snippet_of(FRENCH, node) if segment.matched]
    assert marked == ["mesures", "conservatoires"]


def test_the_table_is_put_replaced_and_taken_away_like_a_record(engine: SearchEngine) -> None:
    assert engine.stored()[EQUIVALENTS].digest == "1"
    assert len(engine.equivalents().rows) == 3
    smaller = compiled_equivalents(Vocabulary({}, {"measures": ROWS["measures"]}))
    engine.apply(SyncPlan({EQUIVALENTS: "2"}, ()), lambda _: Prepared((), equivalents=smaller))
    assert engine.stored()[EQUIVALENTS].digest == "2"
    assert len(engine.equivalents().rows) == 1
    engine.apply(SyncPlan({}, (EQUIVALENTS,)), prepare)
    assert engine.equivalents() == Equivalents()
    assert hits(engine, "mesures conservatoires").keys() == {"r/1#fr", "r/1#both"}


def test_a_phrase_without_hits_is_offered_in_the_other_words(engine: SearchEngine) -> None:
    said = why_nothing(engine, parse_query('"cour mondiale"').node)
    assert said and "try" not in " ".join(said[:1])
    only_french = parse_query('"provisional measures" kanada').node
    assert not engine.search(only_french, 0).total
    offered = [s for s in why_nothing(engine, only_french) if s.startswith("try: ")]
    assert 'try: `"mesures conservatoires" AND kanada` (1 hit)' in offered


def test_the_compiled_table_is_one_text_that_changes_with_its_rows() -> None:
    text = compiled_equivalents(Vocabulary({"states": STATES}, ROWS))
    assert Equivalents.read(text).rows == [
        ["provisional measures", "mesures conservatoires"],
        ["World Court", "Cour mondiale", "WC"],
        ["Canada", "Kanada", "Dominion"],
    ]
    keys = json.loads(text)["keys"]
    assert keys["^knd"] == keys["^ca"] == keys["=dominion"] == [2]
    assert keys["^wc"] == [1] and "=knd" not in keys
    assert Equivalents.read("") == Equivalents()


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("a: {en: [x], fr: [y], de: [z]}", "KB101", "a/de"),
        ("a: {en: [x]}", "KB102", "a/fr"),
        ("a: {en: x, fr: [y]}", "KB103", "a/en"),
        ("a: {en: [''], fr: [y]}", "KB107", "a/en/0"),
        ("a: {en: [x, X], fr: [y]}", "KB247", "a/en/1"),
        ("a: {en: [Été], fr: [y]}\nb: {en: [w], fr: [ete]}", "KB247", "b/fr/0"),
        ("- a", "KB103", ""),
    ],
)
def test_a_mistake_in_the_table_is_reported_at_its_place(row: str, code: str, place: str) -> None:
    document, context = parse_yaml(row.encode()), Context(Vocabulary())
    assert document.root is not None
    decode_equivalents(document.root, context)
    assert [(problem.code, problem.pointer) for problem in context.problems] == [(code, place)]
    assert context.problems[0].hint and context.problems[0].span.line >= 1


def test_a_row_may_say_the_same_in_both_languages() -> None:
    document, context = (
        parse_yaml(b"a: {en: [sanctions], fr: [sanctions, x]}"),
        Context(Vocabulary()),
    )
    assert document.root is not None
    assert decode_equivalents(document.root, context)["a"].fr == ("sanctions", "x")
    assert context.problems == []


def test_a_changed_table_reaches_the_next_search_and_no_record_is_indexed_again(
    project: Path, kb: Run
) -> None:
    file = project / "cases/_vocab/equivalents.yml"
    file.write_text("bridge: {en: [bridge], fr: [passerelle]}\n", encoding="utf-8")
    first = json.loads(kb("index", "--json").stdout)
    assert first["updated"] == first["records"] > 0
    hits, french = kb("search", "bridge", "--refs"), kb("search", "passerelle", "--refs")
    assert french.returncode == 0 and set(french.stdout.split()) >= set(hits.stdout.split())
    assert "also: bridge" in french.stderr
    file.write_text("bridge: {en: [bridge], fr: [aqueduc]}\n", encoding="utf-8")
    assert json.loads(kb("index", "--json").stdout)["updated"] == 0
    assert kb("search", "passerelle").returncode == 1
    assert kb("search", "aqueduc").returncode == 0
    file.unlink()
    assert kb("search", "aqueduc").returncode == 1


def test_a_search_in_an_index_that_is_current_loads_neither_records_nor_vocabularies(
    repo_root: Path, project: Path, kb: Run
) -> None:
    assert kb("search", "bridge").returncode == 0
    script = (
        "import sys; sys.argv = ['kb', 'search', 'bridge', '--refs']\n"
        "from kb_tools.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project, capture_output=True, encoding="utf-8",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(repo_root)}, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "kb_tools.search.equivalents" in loaded
    assert not loaded & {"yaml", "kb_tools.model", "kb_tools.search.compiled"}
