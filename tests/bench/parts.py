"""The parts of the benchmark; each yields its figures."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_tools.corpus import load
from kb_tools.search.units import units_of
from tests.bench.generate import record_text, write_corpus
from tests.bench.measure import Timing, in_turn, run

#: So many units each generated record has.
UNITS = 11
ROOT = Path(__file__).resolve().parent.parent.parent
KB = [sys.executable, "-m", "kb_tools"]


@dataclass(frozen=True)
class Figure:
    """One ratio, what it compares, and the bound that it has to keep."""

    what: str
    ratio: float
    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        kept = self.ratio >= self.bound if self.at_least else self.ratio <= self.bound
        side = "at least" if self.at_least else "at most"
        verdict = "kept" if kept else "NOT KEPT"
        return f"{self.what}: {self.ratio:.3g} ({side} {self.bound:g}: {verdict})"


Lines = Iterator[Figure | str]

_BARE_PARSE = """
import pathlib, yaml
for path in sorted(pathlib.Path('cases').rglob('*.yml')):
    if '_vocab' not in path.parts:
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


def validate(folder: Path, scale: float) -> Lines:
    """``kb validate`` against the bare parse of PyYAML and against check-jsonschema."""
    count = int(5000 * scale)
    cases = write_corpus(folder, count, ROOT / "cases" / "_vocab")
    files = sorted((cases / "national").glob("*.yml"))
    size = sum(path.stat().st_size for path in files) / count
    yield f"{count} generated records of {size:.0f} bytes on average"
    ours, bare = in_turn(
        [*KB, "--cases", "cases", "validate", "--format", "concise"],
        [sys.executable, "-c", _BARE_PARSE],
        folder=folder,
        times=3,
    )
    yield f"kb validate {ours}; PyYAML's C loader {bare}"
    yield Figure("kb validate / PyYAML's C loader", ours.elapsed / bare.elapsed, 2.5)
    schema = ROOT / "cases" / "_schema" / "record.schema.json"
    checker = Path(sys.executable).with_name("check-jsonschema")
    command = [str(checker), "--schemafile", str(schema), *map(str, files)]
    theirs = run(command, folder=folder, times=1, warm_up=0)
    yield f"check-jsonschema {theirs}"
    yield Figure("check-jsonschema / kb validate", theirs.elapsed / ours.elapsed, 5, True)


def index(folder: Path, scale: float) -> Lines:
    """A full build of 20,000 units, and a rerun after one changed record against it."""
    count = int(1820 * scale)
    cases = write_corpus(folder, count, ROOT / "cases" / "_vocab")
    build = [*KB, "--cases", "cases", "index"]
    full = run([*build, "--rebuild"], folder=folder, times=1, warm_up=0)
    yield f"full build of {count} records, {count * UNITS:,} units {full}"
    yield Figure("memory of the full build in MB", full.memory, 500)
    reruns = []
    for number in range(1, 6):
        path = cases / "national" / f"{number}-generated.yml"
        path.write_text(record_text(number, "changed"), encoding="utf-8")
        reruns.append(run(build, folder=folder, times=1, warm_up=0))
    rerun = sorted(reruns, key=lambda timing: timing.busy)[len(reruns) // 2]
    yield f"rerun after one changed record {rerun}"
    yield Figure("rerun / full build, of processor", rerun.busy / full.busy, 0.02)


def search(folder: Path, scale: float) -> Lines:
    """A cold ``kb search`` on the real records, against importing Whoosh and against SQLite."""
    run([*KB, "index"], folder=ROOT, times=1, warm_up=0)
    table = folder / "units.db"
    count = _table_of_units(table)
    words, beside = "provisional measures", Path(sys.executable).parent
    ours, bare, theirs = in_turn(
        [str(beside / "kb"), "search", words],
        [sys.executable, "-c", "import whoosh.index, whoosh.qparser"],
        [str(beside / "sqlite-utils"), "search", str(table), "units", words, "--limit", "10"],
        folder=ROOT,
        times=15,
    )
    yield f"kb search of {count:,} units {ours}"
    yield f"import of Whoosh {bare}; sqlite-utils search of the same units {theirs}"
    yield Figure(
        "kb search / import of whoosh.index and whoosh.qparser", ours.least / bare.least, 2
    )
    yield Figure("kb search / sqlite-utils search", ours.least / theirs.least, 1)


def _table_of_units(path: Path) -> int:
    """Write all units into a table with a full-text index (FTS5); return how many there are."""
    import sqlite_utils

    kb = load(ROOT / "cases").kb
    units = [unit for record in kb.records.values() for unit in units_of(record, kb.vocabulary)]
    rows = ({**unit._asdict(), "exact": " ".join(unit.exact)} for unit in units)
    table = sqlite_utils.Database(path)["units"]
    table.insert_all(rows, pk="reference")
    table.enable_fts(["title", "body", "context", "french_context"])
    return len(units)


def site(folder: Path, scale: float) -> Lines:
    """The site of 2,000 and of 8,000 records against bare MkDocs Material on the same Markdown.

    Ratios are of processor time: builds take minutes, in which other work may come and go.
    """
    few, many = int(2000 * scale), int(8000 * scale)
    small = _build(folder / "few", few)
    large = _build(folder / "many", many)
    yield f"{few} records {small}; {many} records {large}"
    yield Figure(f"{many} records / {few} records", large.busy / small.busy, 4.6)
    for name, ours in (("few", small), ("many", large)):
        bare = _bare(folder / name, folder / f"bare-{name}")
        yield f"bare MkDocs Material on the same Markdown {bare}"
        yield Figure("site / bare MkDocs Material", ours.busy / bare.busy, 1.5)


def _project(folder: Path, count: int) -> None:
    folder.mkdir()
    write_corpus(folder, count, ROOT / "cases" / "_vocab")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)


def _build(folder: Path, count: int) -> Timing:
    _project(folder, count)
    return run(_mkdocs("mkdocs.yml", "site"), folder=folder, times=1, warm_up=0)


def _mkdocs(config: str, target: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", target]


def _bare(rendered_from: Path, folder: Path) -> Timing:
    """Build the same pages from files, with the theme's own search but not the project's plugin."""
    folder.mkdir()
    shutil.copytree(ROOT / "docs", folder / "docs")
    run(
        [*KB, "--cases", "cases", "render", str(folder / "docs")],
        folder=rendered_from,
        times=1,
        warm_up=0,
    )
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_without_plugin(config), encoding="utf-8")
    return run(_mkdocs("mkdocs.yml", os.fspath(folder / "site")), folder=folder, times=1, warm_up=0)


def _without_plugin(config: str) -> str:
    """Return the configuration with the theme's own search in place of the plugin `kb`."""
    kept, inside = [], False
    for line in config.splitlines():
        if line.strip() in ("- kb", "- kb:"):
            inside = True
            kept.append("  - search")
            continue
        if inside and (line.startswith("      ") or not line.strip()):
            continue
        inside = False
        kept.append(line)
    return "\n".join([*kept, "not_in_nav: |", "  /**", ""])
