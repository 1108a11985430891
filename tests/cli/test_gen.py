"""`kb gen`: generated files are written, and a stale one fails the check."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
FILES = (
    "cases/_schema/record.schema.json",
    "docs/reference/counts.md",
    "docs/reference/fields.md",
    "docs/reference/rules.md",
)


@pytest.fixture
def project(tmp_path: Path, toy_cases: Path) -> Path:
    shutil.copytree(toy_cases, tmp_path / "cases")
    return tmp_path


@pytest.fixture
def gen(project: Path, repo_root: Path) -> Run:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kb_tools", "gen", *words],
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(repo_root)},
        )

    return run


def test_what_gen_writes_passes_its_check(gen: Run, project: Path) -> None:
    written = gen()
    assert written.returncode == 0
    assert sorted(written.stdout.splitlines()) == [f"{name}: written" for name in FILES]
    assert all((project / name).is_file() for name in FILES)
    again, checked = gen(), gen("--check")
    assert (again.returncode, again.stdout) == (checked.returncode, checked.stdout) == (0, "")


def test_a_stale_file_fails_the_check_and_is_left_alone(gen: Run, project: Path) -> None:
    gen()
    stale = project / "docs" / "reference" / "counts.md"
    stale.write_text("old\n", encoding="utf-8")
    (project / FILES[0]).unlink()
    done = gen("--check")
    assert done.returncode == 1
    assert sorted(done.stdout.splitlines()) == [f"{name}: out of date" for name in FILES[:2]]
    assert "Run `kb gen`" in done.stderr
    assert stale.read_text(encoding="utf-8") == "old\n" and not (project / FILES[0]).exists()


def test_line_ends_of_windows_are_out_of_date(gen: Run, project: Path) -> None:
    gen()
    file = project / "docs" / "reference" / "rules.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert gen("--check").returncode == 1


@pytest.mark.parametrize(
    "name", ["cases/_vocab/states.yml", "cases/icj/901-ruritania-v-freedonia.yml"]
)
def test_nothing_is_generated_from_what_cannot_be_read(gen: Run, project: Path, name: str) -> None:
    (project / name).write_text("a: [", encoding="utf-8")
    done = gen()
    assert done.returncode == 2
    assert f"cannot be read: {name}" in done.stderr
    assert not (project / "docs").exists()


def test_a_file_where_a_folder_belongs_is_told(gen: Run, project: Path) -> None:
    (project / "docs").write_text("", encoding="utf-8")
    done = gen()
    assert done.returncode == 2
    assert "docs/reference" in done.stderr and "Traceback" not in done.stderr
