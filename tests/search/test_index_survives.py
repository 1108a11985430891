"""The index on disk survives kills, and several processes and missing permissions do it no harm."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb_tools.search.engine import IndexBusyError, Prepared, Stamp, SyncPlan
from kb_tools.search.parser import parse_query
from kb_tools.whoosh_engine import WhooshEngine
from tests.search.folders import (
    OTHER,
    Command,
    Run,
    answers,
    edit,
    place_of,
    right_answers,
    stored,
)

fcntl = pytest.importorskip("fcntl", reason="locks and kills are tried on POSIX systems only")


# Surviving


#: Runs an update again and again, each time in a fresh copy, and kills it before its next
#: operation on a file: open for writing, rename, remove, make or remove a folder.
KILLER = """
import os, shutil, signal, sys
from pathlib import Path
import kb_tools.corpus, kb_tools.search.units, kb_tools.whoosh_engine, whoosh.reading, whoosh.writing
from kb_tools.cli import indexing

base = Path(sys.argv[1])

def die_before(number, folder):
    done = 0
    def hook(event, args):
        nonlocal done
        if event not in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"): return
        if not str(args[0]).startswith(str(folder / ".kb")): return
        if event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR): return
        done += 1
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    indexing.update_index(folder / "cases")

number = 0
while True:
    number += 1
    folder = base / f"killed-{number}"
    shutil.copytree(base / "project", folder)
    child = os.fork()
    if child == 0:
        die_before(number, folder)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
print(number)
"""


@pytest.mark.parametrize("before", ["nothing", "an index"])
def test_killed_before_any_of_its_steps_an_update_leaves_the_old_index_or_the_new(
    project: Path, repo_root: Path, before: str
) -> None:
    for folder in ("instruments", "mechanisms", "national", "statements"):
        shutil.rmtree(project / "cases" / folder)
    old: dict[str, Stamp] = {}
    if before == "an index":
        answers(project)
        old = stored(project)
        edit(project, OTHER, "closed a bridge", "closed the families' bridge")
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(project.parent)],
        cwd=repo_root,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    steps = int(done.stdout)
    assert steps > 10
    right, new = answers(project), stored(project)
    states = []
    for number in range(1, steps + 1):
        folder = project.parent / f"killed-{number}"
        states.append(stored(folder))
        assert answers(folder) == right, f"killed before step {number}"
    assert states[0] == old and states[-1] == new
    assert all(state in (old, new) for state in states)


def test_killed_at_fifty_random_moments_the_index_is_never_wrong_and_nobody_has_to_wait(
    tmp_path: Path, repo_root: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.search.kills", str(tmp_path), "50", "1948"],
        cwd=repo_root,
        env={**os.environ, "PYTHONPATH": str(repo_root)},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 10  # the others had just ended: the machine may be busy


# Sharing


@pytest.fixture(scope="module")
def unprivileged(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Words before a command that make it respect permissions; root ignores them otherwise."""
    folder = tmp_path_factory.mktemp("sealed")
    folder.chmod(0o555)
    words: tuple[str, ...] = ()
    if os.geteuid() == 0:
        words = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if words and not shutil.which(words[0]):
        pytest.skip("root ignores permissions, and there is no setpriv to make it respect them")
    touched = subprocess.run([*words, "touch", str(folder / "x")], capture_output=True)
    if touched.returncode == 0:
        pytest.skip("permissions are not respected here")
    return words


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    try:
        yield
    finally:
        for path in folders:
            path.chmod(0o755)


def test_in_a_read_only_folder_a_current_index_is_used(
    project: Path, kb: Run, unprivileged: tuple[str, ...]
) -> None:
    right = kb("search", "families")
    with read_only(project):
        done = kb("search", "families", before=unprivileged)
    assert (done.returncode, done.stdout, done.stderr) == (0, right.stdout, right.stderr)


@pytest.mark.parametrize("state", ["none", "out of date"])
def test_in_a_read_only_folder_without_a_current_index_the_records_are_searched(
    project: Path, kb: Run, unprivileged: tuple[str, ...], state: str
) -> None:
    if state == "out of date":
        kb("index")
        edit(project, OTHER, "closed a bridge", "closed a viaduct")
    with read_only(project):
        done = kb("search", "viaduct OR bridge", before=unprivileged)
        index = kb("index", before=unprivileged)
    assert "searched without it" in done.stderr
    assert done.stdout == kb("search", "viaduct OR bridge").stdout != ""
    assert index.returncode == 2 and "KB_INDEX" in index.stderr


def test_an_unreadable_index_is_worked_around(
    project: Path, kb: Run, unprivileged: tuple[str, ...]
) -> None:
    right = kb("search", "families")
    for path in place_of(project).iterdir():
        path.chmod(0)
    done = kb("search", "families", before=unprivileged)
    assert (done.returncode, done.stdout) == (0, right.stdout)
    assert "cannot be used" in done.stderr and "damaged" not in done.stderr


def test_several_processes_may_start_at_once_without_an_index(
    project: Path, command: Command
) -> None:
    started = [
        subprocess.Popen(
            **command(project, "search", "families"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    outputs = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0] * 4, outputs
    assert len({out for out, _ in outputs}) == 1
    assert answers(project, sync=False) == right_answers(project)


def test_searches_answer_while_others_change_the_index(project: Path, command: Command) -> None:
    """One process rewrites a record's units again and again; readers see whole states only."""
    place = project / "index"
    script = (
        "import sys; from pathlib import Path; from kb_tools.search.engine import *;"
        "from kb_tools.search.unit import SearchUnit; from kb_tools.whoosh_engine import WhooshEngine\n"
        "for n in range(60):\n"
        "    units = tuple(SearchUnit(f'r/1#{i}', 'r/1', 'event', f'Same state{n}', *[''] * 8, (), '') for i in range(9))\n"
        "    WhooshEngine(Path(sys.argv[1])).apply(SyncPlan({'r/1': str(n)}, (), n % 2 == 0), lambda r: Prepared(units))"
    )
    options = command(project)
    options["args"] = [sys.executable, "-c", script, str(place)]
    seen = set()
    with subprocess.Popen(**options) as writer:
        while writer.poll() is None:
            engine = WhooshEngine(place)
            digests = [stamp.digest for stamp in engine.stored().values()]
            if not digests:  # not even begun
                continue
            hits = engine.search(parse_query("same").node, 50).hits
            engine.close()
            assert {hit.unit.title for hit in hits} == {f"Same state{digest}" for digest in digests}
            assert len(hits) == 9
            seen.update(digests)
    assert writer.returncode == 0
    assert len(seen) > 3


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Hold the lock of an index as another process would."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "kb.lock").open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_a_lock_held_for_longer_than_one_waits_is_an_error_of_its_own(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, patience=0.1)
    with locked(tmp_path), pytest.raises(IndexBusyError):
        engine.apply(SyncPlan({"r/1": "1"}, ()), lambda record: Prepared(()))
    engine.apply(SyncPlan({"r/1": "1"}, ()), lambda record: Prepared(()))
    assert engine.stored() == {"r/1": Stamp("1")}


def test_a_locked_index_is_said_and_the_search_answers_nevertheless(
    project: Path, kb: Run, command: Command
) -> None:
    kb("index")
    shutil.copytree(project / "cases", project / "fresh" / "cases")
    edit(project, OTHER, "closed a bridge", "closed a viaduct")
    commands = [
        command(project, "search", "bridge"),
        command(project, "index"),
        command(project / "fresh", "search", "bridge"),
    ]
    with locked(place_of(project)), locked(place_of(project / "fresh")):
        started = [
            subprocess.Popen(**one, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for one in commands
        ]
        (_, stale), (_, index), (out, fresh) = [p.communicate(timeout=60) for p in started]
    assert "another process is updating the index: searched it as it stands" in stale
    assert "another process is writing the index" in index
    assert "another process is building the index: searched without it" in fresh
    assert [process.returncode for process in started] == [0, 2, 0]
    assert "bridge" in out
