"""`kb index`: what it did is said; where the index lies can be chosen."""

import contextlib
import io
from pathlib import Path

import pytest

from kb_tools.cli import indexing
from tests.cli.answering import Ask, asking, copied

OTHER = "icj/902-sylvania-v-borduria.yml"


@pytest.fixture
def cases(toy_cases: Path, tmp_path: Path) -> Path:
    return copied(toy_cases, tmp_path / "project")


@pytest.fixture
def ask(cases: Path) -> Ask:
    return asking(cases)


def test_it_says_what_it_did(ask: Ask, cases: Path) -> None:
    total = len([*cases.glob("[a-z]*/*.yml")])
    assert ask("index") == (0, f"{total} records indexed: {total} updated, 0 removed\n", "")
    assert ask("index").out == f"{total} records indexed: 0 updated, 0 removed\n"
    (cases / OTHER).unlink()
    assert ask("index").out == f"{total - 1} records indexed: 0 updated, 1 removed\n"
    assert (
        ask("index", "--rebuild").out
        == f"{total - 1} records indexed: {total - 1} updated, 0 removed\n"
    )


def test_the_json_counts_and_names_the_folder(ask: Ask, cases: Path) -> None:
    total = len([*cases.glob("[a-z]*/*.yml")])
    (cases / OTHER).write_text("kind: [", encoding="utf-8")
    value = ask("index", "--json").value
    assert Path(value.pop("folder")).parent == cases.parent / ".kb" / "index"
    assert value == {
        "shape": "index", "version": 1, "records": total, "updated": total, "removed": 0, "with_problems": 1,
    }  # fmt: skip


def test_records_with_problems_are_said(ask: Ask, cases: Path) -> None:
    (cases / OTHER).write_text("kind: [", encoding="utf-8")
    assert (
        "1 record file has problems and may be missing here; see `kb validate`" in ask("index").err
    )


def test_the_index_lies_beside_the_records_out_of_version_control(ask: Ask, cases: Path) -> None:
    ask("index")
    place = cases.parent / ".kb" / "index"
    assert (place / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert [path.name for path in cases.parent.iterdir() if path != cases] == [".kb"]


def test_another_place_is_shared_by_several_folders_of_records(
    ask: Ask, cases: Path, toy_cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "shared"))
    other = copied(toy_cases, tmp_path / "second")
    (other / OTHER).unlink()
    assert ask("search", "bridge").code == 0
    assert asking(other)("search", "bridge").code == 1
    assert ask("index").out.endswith("0 updated, 0 removed\n")
    assert not (cases.parent / ".kb").exists() and not (other.parent / ".kb").exists()


def test_without_an_update_a_search_takes_the_index_as_it_is(ask: Ask, cases: Path) -> None:
    ask("index")
    (cases / OTHER).unlink()
    assert ask("search", "bridge", "--no-sync").code == 0
    assert ask("search", "bridge").code == 1


def test_without_an_update_and_an_index_the_records_are_searched(ask: Ask, cases: Path) -> None:
    done = ask("search", "bridge", "--no-sync")
    assert done.code == 0 and "there is no index yet" in done.err
    assert not (cases.parent / ".kb").exists()


def test_only_the_newest_index_of_other_versions_is_kept(ask: Ask, cases: Path) -> None:
    old = [cases.parent / ".kb" / "index" / (digit * 16) for digit in "abc"]
    for path in old:
        path.mkdir(parents=True)
        (path / "kb.lock").touch()
    notes = old[0].parent / "notes"
    notes.mkdir()
    ask("index")
    assert notes.exists() and sum(path.exists() for path in old) == 1


@pytest.mark.parametrize("terminal", [False, True])
def test_a_long_build_shows_that_it_runs(
    cases: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr(indexing, "_LONG", 3)
    talk = io.StringIO()
    monkeypatch.setattr(talk, "isatty", lambda: terminal)
    with contextlib.redirect_stderr(talk):
        indexing.update_index(cases)
    if terminal:
        steps = talk.getvalue().split("\r")
        assert "Indexing" in steps[1] and "Writing the index" in steps[-1] and "100%" in steps[-1]
    else:
        total = len([*cases.glob("[a-z]*/*.yml")])
        assert talk.getvalue() == f"kb: indexing {total} records\n"
    with contextlib.redirect_stderr(talk := io.StringIO()):
        indexing.update_index(cases)
    assert talk.getvalue() == ""
