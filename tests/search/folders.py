"""Folders of records with an index: what tests of the index share."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from kb_tools.cli import indexing
from kb_tools.search.engine import SearchEngine, Stamp
from kb_tools.search.parser import parse_query
from kb_tools.whoosh_engine import WHOOSH_VERSION, WhooshEngine

OTHER = "cases/icj/902-sylvania-v-borduria.yml"
QUERIES = ("families", "kind:holding", '"valley of bells"', "S/2020/905", "2020..2021", "mesures")
Run = Callable[..., subprocess.CompletedProcess[str]]
#: Gives what subprocess needs to run `kb` in a folder.
Command = Callable[..., dict[str, object]]


def answers(folder: Path, *, sync: bool = True) -> list[list[tuple[str, float]]]:
    """What some queries find in the index of a folder, which is synced before."""

    def use(engine: SearchEngine) -> list[list[tuple[str, float]]]:
        found = (engine.search(parse_query(typed).node, 50).hits for typed in QUERIES)
        return [[(hit.unit.reference, round(hit.score, 4)) for hit in hits] for hits in found]

    return indexing.with_index(folder / "cases", use, sync=sync)


def right_answers(folder: Path) -> list[list[tuple[str, float]]]:
    """The same from a fresh index elsewhere."""
    fresh = folder.parent / f"{folder.name}-fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder / "cases", fresh / "cases")
    return answers(fresh)


def place_of(folder: Path) -> Path:
    return indexing.index_place(folder / "cases", WHOOSH_VERSION)


def stored(folder: Path) -> dict[str, Stamp]:
    engine = WhooshEngine(place_of(folder))
    try:
        return dict(engine.stored())
    finally:
        engine.close()


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
