"""Hostile text in records stays text, in pages and documents; any text anywhere is read or refused."""

import dataclasses
import json
import shutil
import typing
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.export.dossier import dossier_title, render_dossier
from kb_tools.export.formats import FORMATS
from kb_tools.model import Record
from kb_tools.model.walk import texts
from kb_tools.pages import render_pages
from kb_tools.pandoc import convert
from kb_tools.rules import run_rules
from kb_tools.scalars import Reference
from kb_tools.yamldoc import Mapping, Scalar, Sequence, parse_yaml

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> <b onclick='x'>b</b> "
    "](javascript:alert(1)) [x](javascript:alert(1)) ![x](javascript:alert(1)) | a | b |\n\n"
    "    <script>alert(2)</script>\n\n# heading {onclick=alert(3)}\n\n"
    "<javascript:alert(1)> &lt;script&gt; \" onmouseover=\"alert(1) ' onfocus='alert(1) `x` "
    "--> <!-- \u202e \x07 {: onload=alert(1) } <div markdown=1> ]]> {{ x }} \\<script> "
)
HOSTILE_URL = (
    'https://site.example/"onmouseover="alert(1)\'<script>alert(1)</script>|`](javascript:x)'
)
#: Elements that our own pages have no need of outside what this project itself writes.
DANGEROUS = {"script", "iframe", "object", "embed", "style", "base", "meta", "form", "link", "svg"}


class Elements(HTMLParser):
    """Gathers what could run: elements, attributes of events, addresses that are none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DANGEROUS or tag == "img":
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            scheme = address.partition(":")[0] if ":" in address.partition("/")[0] else ""
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            elif name in ("href", "src", "action") and scheme not in ("", "http", "https"):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def poisoned(value: typing.Any, cls: typing.Any, fill: bool) -> typing.Any:
    """Return a value of the model with hostile text in every field that may hold text.

    Words, ids and references keep to the forms that their readers enforce; with ``fill``
    fields that were left out are filled as well.
    """
    changes: dict[str, typing.Any] = {}
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        held, hint = getattr(value, field.name), hints[field.name]
        coded = any(field.metadata.get(key) for key in ("vocabulary", "local", "internal"))
        if coded or field.name in ("id", "kind") or not field.init:
            continue
        text = HOSTILE_URL if field.name in ("url", "read_at", "archived") else HOSTILE
        if hint is str:
            changes[field.name] = f"{field.name}: {text}" if text is HOSTILE else text
            if not held and not fill:
                del changes[field.name]
        elif isinstance(held, tuple):
            changes[field.name] = tuple(_member(member, text, fill) for member in held)
        elif isinstance(held, dict):
            changes[field.name] = {key: _member(member, text, fill) for key, member in held.items()}
        elif dataclasses.is_dataclass(held):
            changes[field.name] = _member(held, text, fill)
    return dataclasses.replace(value, **changes)


def _member(member: typing.Any, text: str, fill: bool) -> typing.Any:
    if isinstance(member, str):
        return text
    if type(member).__module__ == "kb_tools.scalars":
        if type(member).__name__ == "SourceCitation":
            return dataclasses.replace(member, pinpoint=" ".join(text.split()))
        return member
    return poisoned(member, type(member), fill)


@pytest.fixture(scope="module")
def toy(toy_cases: Path) -> KnowledgeBase:
    return load(toy_cases).kb


def as_mkdocs_does(body: str) -> str:
    return markdown.markdown(body, extensions=["attr_list", "tables", "toc"])


def hostile_kb(toy: KnowledgeBase, fill: bool) -> KnowledgeBase:
    records = {name: poisoned(r, type(r), fill) for name, r in toy.records.items()}
    return dataclasses.replace(toy, records=records)


def test_every_kind_of_record_is_poisoned_in_every_text(toy: KnowledgeBase) -> None:
    """What the tests below rest on: the text is in, wherever a record can hold text."""
    assert {"script", "img", "img onerror", "b onclick"} <= set(Elements(HOSTILE).found)
    kb = hostile_kb(toy, fill=True)
    assert {record.kind for record in kb.records.values()} == {
        "case", "mechanism", "instrument", "statement",
    }  # fmt: skip
    for record in kb.records.values():
        assert all("<script>" in text for text in _texts_of(record)), record.id
        assert sum(1 for _ in _texts_of(record)) > 10


def _texts_of(record: Record) -> Iterator[str]:
    coded = ("key", "record", "item", "manner")  # of citations, references and votes
    yield from (text.text for text in texts(record) if text.field not in coded)
    yield from (source.url for source in record.sources.values())


@pytest.mark.parametrize("fill", [False, True], ids=["as the record is", "every field filled"])
def test_nothing_of_a_record_runs_in_the_pages(toy: KnowledgeBase, fill: bool) -> None:
    ours = {page.path: page.markdown for page in render_pages(toy)}
    pages = render_pages(hostile_kb(toy, fill))
    assert {page.path for page in pages} == set(ours)
    seen = 0
    for page in pages:
        front, _, body = page.text.removeprefix("---\n").partition("\n---\n")
        told = yaml.safe_load(front)
        assert "<" not in told["title"] + told.get("description", "")
        for shown in (str, as_mkdocs_does):
            elements = Elements(shown(body))
            assert elements.found == Elements(shown(ours[page.path])).found, page.path
            assert not set("".join(elements.text)) & {"\u202e", "\x07"}
            seen += "<script>alert(1)" in "".join(elements.text)
    assert seen > len(toy.records)


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_nothing_of_a_record_runs_in_a_dossier(toy: KnowledgeBase, suffix: str) -> None:
    kb = hostile_kb(toy, fill=True)
    asked = [Reference(name) for name in kb.records]
    body = render_dossier(kb, asked)
    assert Elements(body).found == []
    made = convert(body, dossier_title(kb, asked), FORMATS[suffix], date(2020, 1, 1)).decode()
    if suffix == ".md":
        made = markdown.markdown(made, extensions=["tables"])
    elements = Elements(made)
    own = {"style", "meta"} if suffix == ".html" else set()
    assert [found for found in elements.found if found not in own] == []
    assert "<script>alert(1)" in "".join(elements.text)


def scalars_of(node: typing.Any) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries.values():
            yield key
            yield from scalars_of(value)
    elif isinstance(node, Sequence):
        for member in node.items:
            yield from scalars_of(member)


def replaced(text: str, node: Scalar, new: str) -> str:
    """Return the text of a record with another text in the place of a scalar."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: node.line - 1]) + node.column - 1
    end = sum(len(line) + 1 for line in lines[: node.end_line - 1]) + node.end_column - 1
    return f"{text[:start]}{new}{text[end:]}"


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory, toy_cases: Path) -> Path:
    folder = tmp_path_factory.mktemp("any-text") / "cases"
    shutil.copytree(toy_cases, folder)
    return folder


places = st.integers(0, 10_000)
signs = st.text(alphabet="ab9-#/: [](){}<>|&*!'\"%\\,.é\n\u202e", max_size=30)
values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    signs,
    st.from_regex(r"\d{1,4}-\d{1,2}(-\d{1,2})?|\d{1,12}|\d{1,3}-\d{1,3}", fullmatch=True),
    st.sampled_from(
        ["icj/901-ruritania-v-freedonia#measure-1", "gazette p. 1", "order-2021-03-05"]
    ),
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=places, value=values, quoted=st.booleans(), which=st.integers(0, 6))
@example(place=0, value="case", quoted=False, which=0)
def test_any_text_in_any_place_gives_a_record_or_findings(
    workbench: Path, toy_cases: Path, place: int, value: str, quoted: bool, which: int
) -> None:
    names = sorted(p.relative_to(toy_cases) for p in toy_cases.glob("[!_]*/*.yml"))
    name = names[which % len(names)]
    original = (toy_cases / name).read_text(encoding="utf-8")
    nodes = list(scalars_of(parse_yaml(original.encode()).root))
    new = json.dumps(value, ensure_ascii=False) if quoted else value
    file = workbench / name
    file.write_text(
        replaced(original, nodes[place % len(nodes)], new), encoding="utf-8", newline=""
    )
    try:
        loaded = load(workbench)
        found = run_rules(loaded)
        assert "KB900" not in {diagnostic.code for diagnostic in found}
        assert found or name.with_suffix("").as_posix() in loaded.kb.records
        render_pages(loaded.kb)
    finally:
        file.write_text(original, encoding="utf-8", newline="")


def test_a_replaced_scalar_stands_where_the_other_stood() -> None:
    """What the property above rests on."""
    text = "a: é\nb: [noël, 'x y']\n"
    nodes = list(scalars_of(parse_yaml(text.encode()).root))
    assert [node.value for node in nodes] == ["a", "é", "b", "noël", "x y"]
    assert replaced(text, nodes[4], "new") == "a: é\nb: [noël, new]\n"
