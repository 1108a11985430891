"""Opening the search index of a folder of records, brought up to date on the way.

Whatever is wrong with the index, a search gets its answer; what was done instead is said.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from kb_tools.cli.common import index_folder
from kb_tools.diagnostics import KbError
from kb_tools.recordfiles import RecordFile, read_files, vocabulary_digest
from kb_tools.search.engine import (
    EQUIVALENTS,
    IndexBusyError,
    IndexUnwritableError,
    Prepared,
    SearchEngine,
    SyncPlan,
    plan_sync,
)

if TYPE_CHECKING:
    from kb_tools.whoosh_engine import WhooshEngine

#: A build of so many records shows how far it is.
_LONG = 200
#: Modules and packages that decide what is stored in an index: a change of them makes a new one.
_SOURCES = (
    "search", "whoosh_engine", "model", "identifiers", "decode", "describe", "certainty",
    "scalars", "yamldoc", "corpus", "recordfiles", "diagnostics",
)  # fmt: skip

Found = TypeVar("Found")


class Opened(NamedTuple):
    """An engine that is up to date, what that took, and where the index is."""

    engine: SearchEngine
    plan: SyncPlan
    place: Path


class _Files(NamedTuple):
    """The record files, and the ids of those that could not be read or have a double."""

    files: Mapping[str, RecordFile]
    broken: frozenset[str]


def update_index(cases: Path, *, rebuild: bool = False) -> Opened:
    """Bring the index on disk up to date; ``rebuild`` makes it anew.

    Raises KbError if there is no record or Whoosh is not installed, IndexBusyError and
    IndexUnwritableError.
    """
    try:
        from kb_tools.whoosh_engine import WHOOSH_VERSION, WhooshEngine
    except ModuleNotFoundError:
        raise KbError(
            "Whoosh is not installed", "install it: pip install Whoosh-Reloaded"
        ) from None
    place = index_place(cases, WHOOSH_VERSION)
    engine = WhooshEngine(place)
    wanted = _wanted(cases)
    if rebuild:
        engine.discard()
    return _repaired(engine, place, lambda: _synced(engine, cases, wanted, place))


def with_index(cases: Path, use: Callable[[SearchEngine], Found], *, sync: bool = True) -> Found:
    """Return what ``use`` finds in the index of a folder of records, brought up to date before.

    ``sync`` False takes the index as it is.  An index that proves damaged is made anew once;
    where none can be kept, the records themselves are searched.  Talk goes to standard error.
    Raises KbError if there is no folder or no record.
    """
    try:
        from kb_tools.whoosh_engine import WHOOSH_VERSION, WhooshEngine
    except ModuleNotFoundError:
        say("Whoosh is not installed (pip install Whoosh-Reloaded): searched without an index")
        return use(_in_memory(cases))
    place = index_place(cases, WHOOSH_VERSION)
    engine = WhooshEngine(place)
    wanted = _wanted(cases) if sync else None

    def attempt() -> Found:
        if wanted:
            _synced(engine, cases, wanted, place)
        elif not engine.stored():
            say("there is no index yet (`kb index` makes it): searched without it")
            return use(_in_memory(cases))
        return use(engine)

    try:
        return _repaired(engine, place, attempt)
    except IndexBusyError:
        if _is_usable(engine):
            say("another process is updating the index: searched it as it stands")
            return use(engine)
        say("another process is building the index: searched without it")
    except IndexUnwritableError as error:
        say(f"the index in {place} cannot be used ({error}): searched without it")
    return use(_in_memory(cases))


def _is_usable(engine: WhooshEngine) -> bool:
    try:
        return bool(engine.stored())
    except Exception:  # as in _repaired
        return False


def _repaired(engine: WhooshEngine, place: Path, attempt: Callable[[], Found]) -> Found:
    """Try, and if the index proves damaged make it anew and try once more."""
    try:
        return attempt()
    except (IndexBusyError, IndexUnwritableError, KbError, click.ClickException, BrokenPipeError):
        raise
    except PermissionError as error:
        raise IndexUnwritableError(error.strerror or str(error)) from error
    except Exception as error:  # Whoosh raises whatever damaged bytes lead it to.
        say(f"the index in {place} is damaged ({type(error).__name__}): made anew")
        engine.discard()
        return attempt()


def _synced(engine: WhooshEngine, cases: Path, wanted: _Files, place: Path) -> Opened:
    plan = plan_sync(engine.stored(), _digests(cases, wanted))
    if not plan.is_empty:
        _apply(engine, plan, cases, wanted)
        _tidy(place)
    return Opened(engine, plan, place)


def _digests(cases: Path, wanted: _Files) -> dict[str, str]:
    """Return the digests of all that the units of records, and the table, depend on."""
    vocabulary = vocabulary_digest(cases, without=Path(EQUIVALENTS).name)
    digests = {
        name: hashlib.blake2b(f"{file.digest} {vocabulary}".encode(), digest_size=16).hexdigest()
        for name, file in wanted.files.items()
    }
    return {**digests, EQUIVALENTS: vocabulary_digest(cases)}


def _in_memory(cases: Path) -> SearchEngine:
    from kb_tools.search.linear import LinearEngine

    engine, wanted = LinearEngine(), _wanted(cases)
    plan = plan_sync({}, _digests(cases, wanted))
    _apply(engine, plan, cases, wanted)
    return engine


def _wanted(cases: Path) -> _Files:
    files: dict[str, RecordFile] = {}
    broken = set()
    for file, problem in read_files(cases):
        if files.setdefault(file.id, file) is not file or problem:
            broken.add(file.id)
    return _Files(files, frozenset(broken))


def _apply(engine: SearchEngine, plan: SyncPlan, cases: Path, wanted: _Files) -> None:
    from kb_tools.corpus import load_record, load_vocabulary
    from kb_tools.diagnostics import Diagnostic, Severity
    from kb_tools.search.compiled import compiled_equivalents
    from kb_tools.search.units import units_of

    vocabulary = load_vocabulary(cases, [])

    def prepare(name: str) -> Prepared:
        if name == EQUIVALENTS:
            return Prepared((), equivalents=compiled_equivalents(vocabulary))
        found: list[Diagnostic] = []
        record = load_record(wanted.files[name], vocabulary, found)
        errors = sum(1 for problem in found if problem.severity is Severity.ERROR)
        return Prepared(
            units_of(record, vocabulary) if record else (), errors + (name in wanted.broken)
        )

    if len(plan.put) < _LONG:
        engine.apply(plan, prepare)
        return
    if not sys.stderr.isatty():
        say(f"indexing {len(plan.put.keys() & wanted.files.keys()):,} records")
        engine.apply(plan, prepare)
        return
    with click.progressbar(length=len(plan.put), label="Indexing", file=sys.stderr) as bar:

        def counted(name: str) -> Prepared:
            prepared = prepare(name)
            bar.update(1)
            if bar.finished:
                bar.label = "Writing the index"
                bar.render_progress()
            return prepared

        engine.apply(plan, counted)


def index_place(cases: Path, engine_version: str) -> Path:
    """Return the folder of this index: one for each state of what makes an index.

    With ``KB_INDEX`` several folders of records may share a place, each with its own part.
    """
    base, key = index_folder(cases), fingerprint(engine_version)
    if os.environ.get("KB_INDEX"):
        key = hashlib.blake2b(f"{key} {cases.resolve()}".encode(), digest_size=8).hexdigest()
        return base / key
    return base / key


def fingerprint(engine_version: str) -> str:
    """Return a digest of all that decides what is stored: our code, the engine, this Python."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for name in _SOURCES:
        module = package / f"{name}.py"
        for path in [module] if module.exists() else sorted((package / name).glob("*.py")):
            digest.update(path.read_bytes())
    digest.update(f"{engine_version} {sys.version_info[:2]} {sys.byteorder}".encode())
    return digest.hexdigest()


def _tidy(place: Path) -> None:
    """Keep the indexes out of version control; delete all of other states but the newest."""
    ignored = place.parent / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    others = [
        path
        for path in place.parent.iterdir()
        if path != place
        and re.fullmatch(r"[0-9a-f]{16}", path.name)
        and (path / "kb.lock").exists()
    ]
    if "KB_INDEX" not in os.environ:
        for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-1]:
            shutil.rmtree(path, ignore_errors=True)


def say(sentence: str) -> None:
    """Tell the reader something that is not a result."""
    click.echo(f"kb: {sentence}", err=True)


def say_problems(engine: SearchEngine) -> int:
    """Say how many record files have problems, if any have, and return the number."""
    count = sum(1 for stamp in engine.stored().values() if stamp.problems)
    if count:
        files = "1 record file has" if count == 1 else f"{count} record files have"
        say(f"{files} problems and may be missing here; see `kb validate`")
    return count
