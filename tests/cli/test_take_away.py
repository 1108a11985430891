"""Lists to take away: references for pipes, comma-separated values, newest first."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb_tools.cli.listing import units_as_csv
from tests.cli.answering import Ask, asking, copied
from tests.search.conftest import make_unit


@pytest.fixture(scope="module")
def ask(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asking(copied(toy_cases, tmp_path_factory.mktemp("taken")))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_references_stand_one_on_a_line_and_are_those_of_the_hits(ask: Ask) -> None:
    lines = ask("search", "families", "--refs").out.splitlines()
    hits = ask("search", "families", "--json").value["hits"]
    assert lines == [hit["reference"] for hit in hits]
    assert lines


def test_a_list_of_references_can_be_shown_again(ask: Ask) -> None:
    lines = ask("list", "holdings", "--refs").out.splitlines()
    assert lines
    assert ask("show", *lines).code == 0


def test_comma_separated_values_say_what_the_json_says(ask: Ask) -> None:
    read = rows(ask("search", "families", "--csv").out)
    hits = ask("search", "families", "--json").value["hits"]
    assert [row["reference"] for row in read] == [hit["reference"] for hit in hits]
    assert read[0]["title"] == hits[0]["title"]
    assert list(read[0]) == ["reference", "kind", "date", "title", "certainty", "citation"]


def test_a_list_as_comma_separated_values_is_complete(ask: Ask) -> None:
    read = rows(ask("list", "events", "--csv").out)
    assert len(read) == ask("list", "events", "--json").value["total"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_can_act_as_a_formula(start: str) -> None:
    unit = make_unit("icj/1-a", f'{start}, "quoted"\nand broken')
    (row,) = rows(units_as_csv([unit]))
    assert row["title"] == f'\'{start}, "quoted"\nand broken'


def test_newest_first_and_undated_last(ask: Ask) -> None:
    hits = ask("search", "Ruritania", "--sort", "date", "--limit", "500", "--json").value["hits"]
    days = [hit["date"].partition("/")[0] for hit in hits]
    dated = [day for day in days if day]
    assert len(set(dated)) > 3
    assert days == [*sorted(dated, reverse=True), *[""] * (len(days) - len(dated))]


def test_the_newest_of_all_hits_are_shown_not_of_the_best(ask: Ask) -> None:
    everything = ask("search", "Ruritania", "--sort", "date", "--limit", "500", "--refs").out
    first = ask("search", "Ruritania", "--sort", "date", "--limit", "2", "--refs").out
    assert everything.startswith(first)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(repo_root: Path, shell: str) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("kb")],
        cwd=repo_root,
        env={**os.environ, "_KB_COMPLETE": f"{shell}_source"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "complete" in done.stdout
