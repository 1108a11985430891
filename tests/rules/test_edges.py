"""What may not join what: each forbidden edge is rejected with its reason, its neighbour is not."""

from pathlib import Path

import pytest
import yaml

from kb_tools.corpus import load
from kb_tools.rules import run_rules

HERE = Path(__file__).parent
EDGES = yaml.safe_load((HERE / "edges.yml").read_text(encoding="utf-8"))

#: A record of each kind that edges start from and lead to, with the items in it.
CASE = """kind: case
status: draft
title: {{en: Case {name}}}
forum: {word}
docket: "{number}"
events: [{{id: event, date: 2021-01-04, kind: statement-of-a-state, title: What happened, sources: [text]}}]
documents: [{{id: document, date: 2021-01-04, type: letter, title: {{en: A letter}}, sources: [text]}}]
decisions: [{{id: decision, date: 2021-03-05, type: order, title: {{en: An order}}, sources: [text]}}]
holdings: [{{id: holding, decision: decision, topic: A topic, proposition: It is so, sources: [text]}}]
measures: [{{id: measure, decision: decision, number: (1), text: Keep the peace, sources: [text]}}]
interventions: [{{id: intervention, states: [sylvania], article: art-63, outcome: pending, sources: [text]}}]
open_points: [{{id: open-point, question: What else?}}]
"""
MECHANISM = """kind: mechanism
status: draft
title: {{en: Route {name}}}
mechanism_class: {word}
uses: [{{id: use, date: 2021-01-04, title: A use, sources: [text]}}]
"""
INSTRUMENT = """kind: instrument
status: draft
title: {{en: Text {name}}}
instrument_type: {word}
provisions: [{{id: provision, number: Art. 1, text: Peace, sources: [text]}}]
"""
STATEMENT = """kind: statement
status: draft
title: {{en: Calls {name}}}
asks: [{{id: ask, location: para. 1, addressee: All, text: Act, status: unknown, reason: Nobody knows, sources: [text]}}]
"""
RECORDS = {
    "case": ("case", CASE, "icj"),
    "mechanism": ("mechanism", MECHANISM, "council-procedure"),
    "instrument": ("instrument", INSTRUMENT, "treaty"),
    "statement": ("statement", STATEMENT, ""),
}
HOLDERS = {
    "use": "mechanism",
    "provision": "instrument",
    "ask": "statement",
}
FOLDERS = {"mechanism": "mechanisms", "instrument": "instruments", "statement": "statements"}
SOURCES = """sources:
  text: {kind: primary, title: A text, publisher: A publisher, url: https://text.example/1}
"""


def record_of(end: str, name: str) -> tuple[str, str, str]:
    """Return id, text and local item of a record that holds an end such as ``use/envoy``."""
    thing, _, word = end.partition("/")
    kind = thing if thing in RECORDS else HOLDERS.get(thing, "case")
    _, template, usual = RECORDS[kind]
    word = word or usual
    number = "901" if name == "start" else "902"
    text = template.format(name=name, word=word, number=number)
    folder = FOLDERS.get(kind, word if word in ("icj", "icc", "pcij") else "national")
    file = f"{number}-{name}" if folder == "icj" else name
    return f"{folder}/{file}", text + SOURCES, "" if thing in RECORDS else thing


def codes(edge: dict[str, str], tmp_path: Path, toy_cases: Path) -> dict[str, str]:
    """Return the messages about the relation between two records, by code."""
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "_vocab").symlink_to(toy_cases / "_vocab")
    start, text, origin = record_of(edge["from"], "start")
    end, other, item = record_of(edge["to"], "end")
    relation = {"id": "edge", "type": edge["type"], "target": f"{end}#{item}" if item else end}
    if origin:
        relation["origin"] = origin.replace("open point", "open-point")
    relation["target"] = relation["target"].replace("open point", "open-point")
    written = yaml.safe_dump({"relations": [relation | {"sources": ["text"]}]}, sort_keys=False)
    for name, body in ((start, text + written), (end, other)):
        path = cases / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")
    found = run_rules(load(cases))
    return {d.code: d.message for d in found if d.location.pointer.startswith("relations")}


def named(edge: dict[str, str]) -> str:
    return f"{edge['from']} {edge['type']} {edge['to']}"


def test_there_are_at_least_forty_forbidden_edges() -> None:
    assert len({named(edge) for edge in EDGES["bad"]}) >= 40


@pytest.mark.parametrize("edge", EDGES["bad"], ids=named)
def test_a_forbidden_edge_is_rejected_with_its_reason(
    edge: dict[str, str], tmp_path: Path, toy_cases: Path
) -> None:
    found = codes(edge, tmp_path, toy_cases)
    assert set(found) in ({"KB304"}, {"KB309"}), found
    assert edge["because"] in " ".join(found.values())


@pytest.mark.parametrize("edge", EDGES["good"], ids=named)
def test_an_edge_that_can_be_is_accepted(
    edge: dict[str, str], tmp_path: Path, toy_cases: Path
) -> None:
    assert codes(edge, tmp_path, toy_cases) == {}
