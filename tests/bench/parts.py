"""The parts of the benchmark; each yields its figures."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import record_text, write_corpus
from tests.bench.measure import Timing, pair, run

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
    ours, bare = pair(
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
    """A rerun of the index after one changed record, against the full build."""
    count = int(5000 * scale)
    cases = write_corpus(folder, count, ROOT / "cases" / "_vocab")
    build = [*KB, "--cases", "cases", "index"]
    full = run([*build, "--rebuild"], folder=folder, times=1, warm_up=0)
    yield f"full build of {count} records {full}"
    reruns = []
    for number in range(1, 6):
        path = cases / "national" / f"{number}-generated.yml"
        path.write_text(record_text(number, "changed"), encoding="utf-8")
        reruns.append(run(build, folder=folder, times=1, warm_up=0))
    rerun = sorted(reruns, key=lambda timing: timing.elapsed)[len(reruns) // 2]
    yield f"rerun after one changed record {rerun}"
    yield Figure("rerun / full build", rerun.elapsed / full.elapsed, 0.05)


def search(folder: Path, scale: float) -> Lines:
    """A cold ``kb search`` on the real records, against the bare import of Whoosh."""
    run([*KB, "index"], folder=ROOT, times=1, warm_up=0)
    ours, bare = pair(
        [*KB, "search", "provisional measures"],
        [sys.executable, "-c", "import whoosh.index, whoosh.qparser"],
        folder=ROOT,
        times=15,
    )
    yield f"kb search {ours}; import of Whoosh {bare}"
    yield Figure(
        "kb search / import of whoosh.index and whoosh.qparser", ours.elapsed / bare.elapsed, 2.5
    )


def site(folder: Path, scale: float) -> Lines:
    """The site of 2,000 records against bare MkDocs Material on the same Markdown."""
    few, many = int(500 * scale), int(2000 * scale)
    small = _build(folder / "few", few)
    large = _build(folder / "many", many)
    yield f"{few} records {small}; {many} records {large}"
    yield Figure(f"{many} records / {few} records", large.elapsed / small.elapsed, 4.5)
    bare = _bare(folder / "many", folder / "bare")
    yield f"bare MkDocs Material on the same Markdown {bare}"
    yield Figure("site / bare MkDocs Material", large.elapsed / bare.elapsed, 1.5)


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
    """Build the same pages from files, without the project's plugin."""
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
    """Return the configuration without the plugin `kb` and the options below it."""
    kept, inside = [], False
    for line in config.splitlines():
        if line.strip() in ("- kb", "- kb:"):
            inside = True
            continue
        if inside and (line.startswith("      ") or not line.strip()):
            continue
        inside = False
        kept.append(line)
    return "\n".join([*kept, "not_in_nav: |", "  /**", ""])
