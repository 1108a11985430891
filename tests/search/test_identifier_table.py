"""Every usual spelling of an identifier finds the units that bear or cite it, and no others.

What a spelling must find is read from the records with the patterns of the table beside this
file; neither they nor the spellings come from the code that is tested.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.model import Bilingual, Decision, Member, Record
from kb_tools.model.walk import entries
from kb_tools.search.engine import Prepared, plan_sync
from kb_tools.search.linear import LinearEngine
from kb_tools.search.parser import parse_query
from kb_tools.search.query import Identified, Node, leaves
from kb_tools.search.unit import SearchUnit

TABLE = tomllib.loads(
    Path(__file__).with_name("identifier-table.toml").read_text(encoding="utf-8")
)["rule"]
#: One worker of a parallel run builds the units for all of these tests.
pytestmark = pytest.mark.xdist_group("identifier-table")


class Borne(NamedTuple):
    """An identifier of the table with its rule and the parts of its official form."""

    identifier: str
    rule: dict[str, Any]
    parts: dict[str, str]

    def filled(self, template: str, *, pattern: bool = False) -> str:
        """Return a template of the rule with the parts in its braces."""
        name = re.compile(r"\{([a-z]+)\}")
        escape = re.escape if pattern else str
        return name.sub(lambda brace: escape(self.parts[brace[1]]), template)

    @property
    def spellings(self) -> list[str]:
        """All spellings that the rule makes, without repetition."""
        made = [self.filled(template) for template in self.rule["spelt"]]
        plain = [spelling for spelling in made if "://" not in spelling]
        made += [spelling.lower() for spelling in plain]
        made += [spelling.replace("-", "–") for spelling in plain]
        made += [spelling.replace(" ", "\u00a0") for spelling in plain]
        made += [self.filled(template) for template in self.rule.get("exactly", ())]
        return list(dict.fromkeys(made))

    @property
    def written(self) -> re.Pattern[str]:
        """The pattern of how the records write it, outside longer words and numbers."""
        ways = "|".join(self.filled(way, pattern=True) for way in self.rule["written"])
        return re.compile(rf"(?<![\w/.-])(?:{ways})(?![/-]?\w|\.\d)")


shape = cache(re.compile)


def borne_by(rule: dict[str, Any], identifier: str) -> Borne | None:
    """Return the identifier with its parts, if it has the shape of the rule."""
    match = shape(rule["shape"]).fullmatch(identifier)
    if not match:
        return None
    parts = {name: text or "" for name, text in match.groupdict().items()} | {
        "whole": identifier,
        "spaced": identifier.replace("/", " / "),
        "under": identifier.replace("/", "_"),
        "closed": identifier.replace(" ", ""),
        "base": re.sub(r"/(?:Add|Corr|Rev)\.\d+$", "", identifier),
    }
    return Borne(identifier, rule, parts)


ALL = [borne for rule in TABLE for name in rule["borne"] if (borne := borne_by(rule, name))]


class Corpus(NamedTuple):
    """The published units: what each bears, cites and says, and an engine that holds them."""

    texts: dict[str, str]
    by_number: dict[str, set[str]]
    engine: LinearEngine

    def holding(self, borne: Borne) -> set[str]:
        """Return the units in which the identifier is written."""
        number = re.search(r"\d+", borne.parts["n"])
        assert number
        candidates, written = self.by_number.get(number[0], ()), borne.written
        return {unit for unit in candidates if written.search(self.texts[unit])}

    def found(self, node: Node) -> set[str]:
        """Return the units that a query finds."""
        return {hit.unit.reference for hit in self.engine.search(node, 10_000).hits}


def held_by(record: Record) -> Iterator[tuple[str, list[str]]]:
    """Yield the reference of every unit with the numbers that it bears or rests on."""
    icj = getattr(record, "forum", "") == "icj"
    docket = getattr(record, "docket", "")
    own = [getattr(record, "identifier", ""), docket, *record.aliases]
    own += [f"General List No. {docket}"] if icj else []
    yield record.id, own + [source.identifier for source in record.sources.values()]
    documents = {document.id: document for document in getattr(record, "documents", ())}
    for entry in entries(record):
        item = entry.item
        if isinstance(item, Member) and item.held:
            continue
        texts: list[str] = []
        for holder in (item, documents.get(getattr(item, "document", ""))):
            if holder is item or isinstance(item, Decision):
                texts += [getattr(holder, "identifier", ""), str(getattr(holder, "number", ""))]
                texts += getattr(holder, "identifiers", ())
                citation = getattr(holder, "citation", None)
                if isinstance(citation, Bilingual):
                    texts += [citation.en, citation.fr]
        cited = (*item.sources, *(source for part in item.in_part for source in part.sources))
        texts += [record.sources[c.key].identifier for c in cited if c.key in record.sources]
        yield f"{record.id}#{item.id}", texts


@pytest.fixture(scope="module")
def corpus(published: KnowledgeBase, records: dict[str, tuple[SearchUnit, ...]]) -> Corpus:
    texts = {unit.reference: f"{unit.title}\n{unit.body}" for r in records.values() for unit in r}
    for record in published.records.values():
        for reference, held in held_by(record):
            texts[reference] += "\n" + "\n".join(held)
    by_number: dict[str, set[str]] = defaultdict(set)
    for reference, text in texts.items():
        for number in re.findall(r"\d+", text):
            by_number[number].add(reference)
    engine = LinearEngine()
    # What finds an identifier are exact terms; without the other words the engine is filled soon.
    bare = {
        name: tuple(
            unit._replace(title="", body="", french="", context="", french_context="")
            for unit in units
        )
        for name, units in records.items()
    }
    engine.apply(plan_sync({}, dict.fromkeys(bare, "1")), lambda name: Prepared(bare[name]))
    return Corpus(texts, by_number, engine)


def key_of(node: Node) -> str:
    """Return the key of the identifier that a query is, or an empty string."""
    return node.key if isinstance(node, Identified) else ""


def test_the_table_is_large() -> None:
    assert len(ALL) == sum(len(rule["borne"]) for rule in TABLE)
    assert len({borne.identifier for borne in ALL}) == len(ALL) >= 200
    assert all(len(borne.spellings) >= 6 for borne in ALL)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: f"{rule['family']}-{rule['borne'][0]}")
def test_every_spelling_finds_what_bears_or_cites_it(rule: dict[str, Any], corpus: Corpus) -> None:
    for borne in (borne for borne in ALL if borne.rule is rule):
        node = parse_query(borne.identifier).node
        assert isinstance(node, Identified), borne.identifier
        assert node.canonical == borne.identifier
        keys = {spelling: key_of(parse_query(spelling).node) for spelling in borne.spellings}
        assert {s: key for s, key in keys.items() if key != node.key} == {}, borne.identifier
        holding = corpus.holding(borne)
        assert holding, f"no record holds {borne.identifier}: take it out of the table"
        assert corpus.found(node) == holding, borne.identifier


SENTENCES = ("what does {} say about arms", "cases that cite {}, and why", "arms (see {}) «{}»")


def test_an_identifier_is_recognised_within_a_sentence() -> None:
    spellings = [(borne, spelling) for borne in ALL for spelling in borne.spellings]
    for place, (borne, spelling) in enumerate(spellings[::9]):
        query = parse_query(SENTENCES[place % 3].format(spelling, spelling))
        named = [key for leaf in leaves(query.node) if (key := key_of(leaf))]
        assert named == [key_of(parse_query(borne.identifier).node)], query


def test_the_number_of_one_never_finds_another(corpus: Corpus) -> None:
    """The same numbers under another organ, court, series or year are another document."""
    tried = 0
    for borne in ALL:
        for name in (borne.filled(template) for template in borne.rule["others"]):
            node = parse_query(name).node
            assert isinstance(node, Identified), f"{name}, beside {borne.identifier}"
            assert node.canonical == name
            if name == borne.identifier:
                continue
            literal = {"shape": "(?P<n>.*)", "written": ["{whole}"]}
            rules = (other for rule in (*TABLE, literal) if (other := borne_by(rule, name)))
            assert corpus.found(node) == corpus.holding(next(rules)), name
            tried += 1
    assert tried >= 500
