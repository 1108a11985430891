"""Bad input: every command ends with a sentence and 0, 1 or 2; nothing is lost, nothing runs."""

import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.pages import render_pages

ROOT = Path(__file__).resolve().parent.parent
RECORD = "icj/901-ruritania-v-freedonia"
#: What a command may take, on a slow machine under load.
SECONDS = 20
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path, toy_cases: Path) -> Path:
    """A folder with a copy of the toy records."""
    shutil.copytree(toy_cases, tmp_path / "cases")
    return tmp_path


@pytest.fixture
def kb(project: Path) -> Run:
    """Return what runs `kb` in the project, and holds it to the promise of this module."""

    def run(*words: str, **more: typing.Any) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kb_tools", *words],
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(project)},
            **more,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 1, 2)
        assert done.returncode == 0 or done.stdout or done.stderr
        return done

    return run


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "cases").rglob("*.yml"))
    }


TOY = (ROOT / "tests" / "toy" / "cases" / f"{RECORD}.yml").read_text(encoding="utf-8")
TITLE = "short_title: Ruritania v. Freedonia\n"


def titled(text: str) -> bytes:
    """The large toy record with another title."""
    assert TITLE in TOY
    return TOY.replace(TITLE, f"short_title: {json.dumps(text, ensure_ascii=False)}\n").encode()


def with_value(old: str, new: str) -> bytes:
    assert old in TOY
    return TOY.replace(old, new, 1).encode()


#: Bytes of a record's file, the exit code of `kb validate`, and the codes it must name.
FILES: dict[str, tuple[bytes, int, str]] = {
    "broken YAML": (b"kind: [case", 1, "KB003"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\xff\xfe" * 500, 1, "KB002"),
    "UTF-16": (TOY.encode("utf-16"), 1, "KB002"),
    "a byte order mark": (b"\xef\xbb\xbf" + TOY.encode(), 1, "KB013"),
    "line ends of Windows": (TOY.replace("\n", "\r\n").encode(), 0, ""),
    "50,000 brackets": (b"kind: " + b"[" * 50_000, 1, "KB007"),
    "a line of a million": (titled("word " * 200_000), 1, "KB108"),
    "prose of a million": (
        with_value("summary: >-\n", f"summary: >-\n  {'w' * 10**6}\n"),
        1,
        "108",
    ),
    "five million bytes": (TOY.encode() + b"# x\n" * 1_250_000, 1, "KB008"),
    "a key of a million": (TOY.encode() + b"k" * 10**6 + b": x\n", 1, "KB"),
    "a script": (titled("<script>alert(1)</script>"), 1, "KB402"),
    "a link that runs": (titled("[x](javascript:alert(1))"), 1, "KB402"),
    "bars of a table": (titled("a | b | c"), 0, ""),
    "an override of direction": (titled("a \u202e b"), 1, "KB012"),
    "text from right to left": (titled("محكمة العدل الدولية"), 0, ""),
    "control characters": (titled("a \x07 \x1b[2J b"), 1, "KB012"),
    "a number of 5,000 digits": (
        with_value("paragraphs: 61", f"paragraphs: {'9' * 5000}"),
        1,
        "KB1",
    ),
    "reports for ever": (with_value("every_months: 6", "every_months: 999999999"), 1, "KB104"),
    "a year far off": (TOY.replace("2023-", "9999-").encode(), 1, "KB104"),
    "a list": (b"- a\n- b\n", 1, "KB103"),
    "next to nothing": (b"kind: case\nstatus: draft\n", 1, "KB"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_harms_nobody(kb: Run, project: Path, name: str) -> None:
    data, code, said = FILES[name]
    file = project / "cases" / f"{RECORD}.yml"
    file.write_bytes(data)
    before = digests(project)
    checked = kb("validate", "--format", "concise")
    assert (checked.returncode, said in checked.stdout) == (code, True)
    assert "round-table" in kb("search", "meeting").stdout
    shown = kb("show", RECORD)
    assert not set(shown.stdout) & {"\x07", "\x1b", "\u202e"}
    made = kb("dossier", RECORD, "-o", "dossier.md")
    assert (project / "dossier.md").exists() == (made.returncode == 0)
    assert made.returncode == 0 or "kb: " in made.stderr
    assert digests(project) == before
    pages = {page.path for page in render_pages(load(project / "cases").kb)}
    assert "mechanisms/round-table.md" in pages


@pytest.mark.parametrize("command", ["validate", "search", "show", "dossier", "gen", "list"])
def test_a_missing_vocabulary_harms_nobody(kb: Run, project: Path, command: str) -> None:
    shutil.rmtree(project / "cases" / "_vocab")
    words = {
        "search": ("families",),
        "show": (RECORD,),
        "list": ("records",),
        "dossier": (RECORD, "-o", "x.html"),
    }
    done = kb(command, *words.get(command, ()))
    assert done.returncode == {"validate": 1, "gen": 2}.get(command, 0)


def without_rights() -> None:
    """In the new process: even root may write only where permissions allow it."""
    if os.geteuid() == 0:
        for capability in (1, 2):  # to override permissions, to read in spite of them
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.fixture
def read_only(project: Path) -> Iterator[Path]:
    """The project in folders that nobody may write to."""
    for folder in (project, *(p for p in project.rglob("*") if p.is_dir())):
        folder.chmod(0o555)
    probe = subprocess.run(
        ["touch", str(project / "probe")],
        check=False,
        capture_output=True,
        preexec_fn=without_rights,
    )
    if probe.returncode == 0:
        pytest.skip("permissions do not bind this user, and its rights cannot be given up")
    yield project
    for folder in (project, *(p for p in project.rglob("*") if p.is_dir())):
        folder.chmod(0o755)


def test_on_a_disk_that_cannot_be_written_reading_goes_on(kb: Run, read_only: Path) -> None:
    before = digests(read_only)
    assert kb("validate", preexec_fn=without_rights).returncode == 0
    assert kb("show", RECORD, preexec_fn=without_rights).returncode == 0
    found = kb("search", "families", preexec_fn=without_rights)
    assert found.returncode == 0 and "901" in found.stdout
    for words in (
        ("validate", "-o", "findings.txt"),
        ("dossier", RECORD, "-o", "dossier.html"),
        ("gen",),
    ):
        done = kb(*words, preexec_fn=without_rights)
        assert done.returncode == 2
        assert "Permission denied" in done.stderr
    assert digests(read_only) == before
    assert sorted(path.name for path in read_only.iterdir()) == ["cases"]


def test_a_record_that_may_not_be_read_is_a_finding(kb: Run, read_only: Path) -> None:
    file = read_only / "cases" / f"{RECORD}.yml"
    file.chmod(0)
    done = kb("validate", "--format", "concise", preexec_fn=without_rights)
    file.chmod(0o644)
    assert done.returncode == 1
    assert f"cases/{RECORD}.yml: error KB001 unreadable-file" in done.stdout


def test_a_document_that_stood_there_stays_when_the_new_one_fails(kb: Run, project: Path) -> None:
    (project / "x.html").write_text("the old one", encoding="utf-8")
    (project / ".x.html.part").mkdir()
    done = kb("dossier", RECORD, "-o", "x.html")
    assert done.returncode == 2 and "x.html cannot be written" in done.stderr
    assert (project / "x.html").read_text(encoding="utf-8") == "the old one"


@pytest.mark.parametrize("keep", [0, 10, 0.5], ids=["emptied", "ten bytes", "half"])
def test_a_damaged_index_is_made_anew(kb: Run, project: Path, keep: float) -> None:
    whole = kb("search", "families").stdout
    damaged = [p for p in (project / ".kb").rglob("*") if p.is_file() and p.stat().st_size]
    assert whole and damaged
    for path in damaged:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * keep) if keep < 1 else int(keep)])
    done = kb("search", "families")
    assert (done.returncode, done.stdout) == (0, whole)


def test_a_locked_index_does_not_stop_a_search(kb: Run, project: Path) -> None:
    kb("search", "families")
    locks = list((project / ".kb").rglob("*.lock"))
    assert locks
    with locks[0].open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (project / "cases" / f"{RECORD}.yml").write_bytes(titled("Another title"))
        done = kb("search", "families")
    assert done.returncode in (0, 2)
    assert "901" in done.stdout or done.stderr
