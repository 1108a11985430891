"""The index on disk follows the records by their content, and heals when it is damaged."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb_tools.cli import indexing
from tests.search.folders import OTHER, Run, answers, edit, place_of, right_answers, stored


def updated(done: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    value = json.loads(done.stdout)
    return value["updated"], value["removed"]


# Following the records


def test_an_edit_touches_the_edited_record_only(project: Path, kb: Run) -> None:
    kb("index")
    before = stored(project)
    edit(project, OTHER, "closed a bridge", "closed a viaduct")
    assert updated(kb("index", "--json")) == (1, 0)
    changed = {record for record, stamp in stored(project).items() if stamp != before[record]}
    assert changed == {"icj/902-sylvania-v-borduria"}
    assert kb("search", "viaduct", "--no-sync").returncode == 0


def test_a_new_modification_time_is_no_change(project: Path, kb: Run) -> None:
    kb("index")
    before = {path: path.read_bytes() for path in place_of(project).iterdir()}
    for path in project.rglob("*.yml"):
        os.utime(path, (1, 1))
    assert updated(kb("index", "--json")) == (0, 0)
    assert {path: path.read_bytes() for path in place_of(project).iterdir()} == before


def test_an_edit_of_equal_size_and_time_is_noticed(project: Path, kb: Run) -> None:
    assert kb("search", "viaduct").returncode == 1
    state = (project / OTHER).stat()
    edit(project, OTHER, "closed a bridge", "closed viaduct!")
    os.utime(project / OTHER, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert (project / OTHER).stat().st_size == state.st_size
    assert kb("search", "viaduct").returncode == 0


def test_a_deleted_record_disappears_and_a_new_one_appears(project: Path, kb: Run) -> None:
    assert kb("search", "bridge").returncode == 0
    (project / OTHER).rename(project / "cases/icj/903-elsewhere.yml")
    done = kb("search", "bridge", "--json")
    references = {hit["reference"].partition("#")[0] for hit in json.loads(done.stdout)["hits"]}
    assert references == {"icj/903-elsewhere"}
    (project / "cases/icj/903-elsewhere.yml").unlink()
    assert kb("search", "bridge").returncode == 1


def test_a_change_of_the_vocabulary_reaches_every_record(project: Path, kb: Run) -> None:
    total = json.loads(kb("index", "--json").stdout)["records"]
    edit(project, "cases/_vocab/states.yml", "Borduria", "Bordavia")
    assert updated(kb("index", "--json")) == (total, 0)
    assert kb("search", "state:bordavia").returncode == 0


def test_a_broken_record_is_said_and_hides_no_other(project: Path, kb: Run) -> None:
    edit(project, OTHER, "kind: case", "kind: [")
    done = kb("search", "families")
    assert done.returncode == 0
    assert "1 record file has problems" in done.stderr


def test_many_small_changes_do_not_make_many_files(project: Path) -> None:
    for number in range(12):
        edit(project, OTHER, "bridge", f"bridge x{number}")
        answers(project)
    assert len(list(place_of(project).glob("*.seg"))) <= 8
    assert answers(project) == right_answers(project)


def test_all_code_that_decides_what_is_stored_decides_which_index_is_used(repo_root: Path) -> None:
    script = (
        "import sys, kb_tools.corpus, kb_tools.search.units, kb_tools.whoosh_engine;"
        "print(*(m.split('.')[1] for m in sys.modules if m.startswith('kb_tools.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=repo_root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert set(done.stdout.split()) <= set(indexing._SOURCES)
    assert indexing.fingerprint("1") != indexing.fingerprint("2")


# Healing


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(data: bytes) -> bytes:
    return b""


def zeroed_in_part(data: bytes) -> bytes:
    return data[: len(data) // 3] + bytes(64) + data[len(data) // 3 + 64 :]


def one_bit_flipped(data: bytes) -> bytes:
    return data[:-40] + bytes([data[-40] ^ 4]) + data[-39:]


def replaced(data: bytes) -> bytes:
    return random.Random(len(data)).randbytes(len(data))


def appended_to(data: bytes) -> bytes:
    return data + b"\0"


@pytest.mark.parametrize("suffix", [".toc", ".seg"])
@pytest.mark.parametrize(
    "damage", [truncated, emptied, zeroed_in_part, one_bit_flipped, replaced, appended_to]
)
def test_a_damaged_file_is_noticed_and_the_index_made_anew(
    project: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[bytes], bytes], suffix: str
) -> None:
    right = answers(project)
    (file,) = place_of(project).glob(f"*{suffix}")
    file.write_bytes(damage(file.read_bytes()))
    assert answers(project) == right
    assert "is damaged" in capsys.readouterr().err
    assert answers(project, sync=False) == right
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "kb.lock", "MAIN_WRITELOCK"])
@pytest.mark.parametrize("rubbish", [b"\x80\x04rubbish" * 99, None])
def test_whatever_file_is_filled_with_rubbish_or_removed_the_answers_are_right(
    project: Path, pattern: str, rubbish: bytes | None
) -> None:
    right = answers(project)
    files = {path.name for path in place_of(project).iterdir()}
    (file,) = place_of(project).glob(pattern)
    file.unlink() if rubbish is None else file.write_bytes(rubbish)
    assert answers(project) == right
    edit(project, OTHER, "closed a bridge", "closed a viaduct")
    assert answers(project) == right_answers(project)
    assert len(files) == 4, "a kind of file that no pattern here names"


def test_an_index_that_is_no_folder_is_worked_around(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = right_answers(project)
    place_of(project).parent.mkdir(parents=True)
    place_of(project).write_text("no folder", encoding="utf-8")
    assert answers(project) == right
    assert "searched without it" in capsys.readouterr().err


def test_the_command_index_heals_a_damaged_index(project: Path, kb: Run) -> None:
    kb("index")
    for file in place_of(project).glob("*.toc"):
        file.write_bytes(b"rubbish")
    done = kb("index")
    assert done.returncode == 0
    assert "is damaged" in done.stderr and " 0 removed" in done.stdout
