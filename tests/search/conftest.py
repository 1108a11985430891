"""Units and engines for the tests of search."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.identifiers import find_identifiers
from kb_tools.search.engine import Prepared, SearchEngine, plan_sync
from kb_tools.search.linear import LinearEngine
from kb_tools.search.unit import SearchUnit, bears, bears_only, cites, cites_only
from kb_tools.search.units import units_of
from kb_tools.whoosh_engine import WhooshEngine
from tests.search.folders import Command, Run

MakeUnit = Callable[..., SearchUnit]
Fill = Callable[[SearchEngine, dict[str, list[SearchUnit]]], None]


def make_unit(
    reference: str,
    title: str = "",
    body: str = "",
    *,
    kind: str = "event",
    day: str = "",
    until: str = "",
    french: str = "",
    context: str = "",
    french_context: str = "",
    certainty: str = "primary",
    identifier: str = "",
    exact: tuple[str, ...] = (),
) -> SearchUnit:
    terms = [f"kind={kind}", f"certainty={certainty}", *exact]
    for _, _, found in find_identifiers(identifier):
        terms += [bears(key) for key in found.keys] + [bears_only(found.key)]
    for _, _, found in find_identifiers(body):
        terms += [cites(key) for key in found.keys] + [cites_only(found.key)]
    return SearchUnit(
        reference=reference,
        record=reference.partition("#")[0],
        kind=kind,
        title=title,
        date=day,
        first=day,
        last=until or day,
        certainty=certainty,
        body=body,
        french=french,
        context=context,
        french_context=french_context,
        exact=tuple(sorted(terms)),
        citation="",
    )


@pytest.fixture(scope="session")
def published(real_cases: Path) -> KnowledgeBase:
    """The published records."""
    return load(real_cases).kb


@pytest.fixture(scope="session")
def records(published: KnowledgeBase) -> dict[str, tuple[SearchUnit, ...]]:
    """The units of every published record."""
    words = published.vocabulary
    return {name: units_of(record, words) for name, record in published.records.items()}


@pytest.fixture(scope="session")
def unit() -> MakeUnit:
    return make_unit


@pytest.fixture(params=["linear", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An empty engine of each kind."""
    if request.param == "linear":
        yield LinearEngine()
        return
    whoosh = WhooshEngine(tmp_path / "index")
    yield whoosh
    whoosh.close()


def fill_engine(engine: SearchEngine, records: dict[str, list[SearchUnit]]) -> None:
    """Make an engine hold these records and no others; a record's digest is its units."""
    wanted = {name: repr(units) for name, units in records.items()}
    plan = plan_sync(engine.stored(), wanted)
    engine.apply(plan, lambda name: Prepared(tuple(records[name])))


@pytest.fixture(scope="session")
def fill() -> Fill:
    return fill_engine


@pytest.fixture
def project(tmp_path: Path, toy_cases: Path) -> Path:
    """A folder with a copy of the toy records."""
    shutil.copytree(toy_cases, tmp_path / "project" / "cases")
    return tmp_path / "project"


@pytest.fixture(scope="session")
def command(repo_root: Path) -> Command:
    """Return what subprocess needs to run `kb` in a folder."""

    def make(folder: Path, *words: str, before: tuple[str, ...] = ()) -> dict[str, object]:
        return {
            "args": [*before, sys.executable, "-m", "kb_tools", *words],
            "cwd": folder,
            "encoding": "utf-8",
            "env": {"PATH": os.environ["PATH"], "PYTHONPATH": str(repo_root)},
        }

    return make


@pytest.fixture
def kb(project: Path, command: Command) -> Run:
    """Return what runs `kb` in the project."""

    def run(*words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            **command(project, *words, before=before), capture_output=True, timeout=60
        )

    return run
