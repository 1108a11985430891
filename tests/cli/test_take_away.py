"""Lists to take away: references for pipes, comma-separated values, newest first."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kb_tools.cli.listing import units_as_csv
from kb_tools.corpus import load
from kb_tools.pages import render_pages
from kb_tools.search.units import units_of
from tests.cli.answering import Ask, asking, copied
from tests.search.conftest import make_unit

CASE = "icj/901-ruritania-v-freedonia"


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


def test_results_are_printed_and_talk_is_not(ask: Ask) -> None:
    for options in ((), ("--refs",), ("--csv",), ("--json",), ("--group-by", "record")):
        done = ask("search", "families", *options)
        assert CASE in done.out and "kb: " not in done.out
        assert CASE not in done.err


@pytest.mark.parametrize("command", ["search", "show", "list", "index", "dossier"])
def test_help_gives_an_example(ask: Ask, command: str) -> None:
    assert f"Example: kb {command}" in ask(command, "--help").out


def test_references_go_through_a_pipe_to_show(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    references = ask("search", "families", "--refs").out
    monkeypatch.setattr(sys, "stdin", io.StringIO(references))
    shown = ask("show", "-", "--json").value["found"]
    assert [one["reference"] for one in shown] == references.split()


# Opening the best hit on the built site


class Browser(NamedTuple):
    """Searches with ``--open`` in a project; ``opened`` lists the addresses that a browser got."""

    project: Path
    search: Callable[..., subprocess.CompletedProcess[str]]

    @property
    def opened(self) -> list[str]:
        record = self.project / "opened"
        return record.read_text(encoding="utf-8").splitlines() if record.exists() else []


@pytest.fixture(scope="module")
def project(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opened")
    copied(toy_cases, folder)
    script = folder / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> "{folder}/opened"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


@pytest.fixture
def browser(project: Path, repo_root: Path) -> Browser:
    (project / "opened").unlink(missing_ok=True)
    shutil.rmtree(project / "site", ignore_errors=True)
    page = project / "site" / CASE / "index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    (project / "site" / "index.html").touch()

    def search(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kb_tools", "search", "--open", *words],
            cwd=project,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(repo_root),
                "BROWSER": str(project / "browser"),
                **environment,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return Browser(project, search)


def test_the_best_hit_is_opened_at_its_place(browser: Browser) -> None:
    done = browser.search("plausible", "--kind", "holding", "--refs")
    address = (browser.project / "site" / CASE / "index.html").as_uri() + "#plausible-rights"
    assert (done.returncode, done.stdout) == (0, f"{CASE}#plausible-rights\n")
    assert f"kb: opens {address}\n" in done.stderr
    assert browser.opened == [address]


def test_the_site_may_be_elsewhere(browser: Browser) -> None:
    words = ("plausible", "--kind", "holding")
    moved = browser.project / "moved"
    (browser.project / "site").rename(moved)
    browser.search(*words, KB_SITE="moved")
    browser.search(*words, KB_SITE="https://cases.example/kb/")
    shutil.rmtree(moved)
    assert browser.opened == [
        (moved / CASE / "index.html").as_uri() + "#plausible-rights",
        f"https://cases.example/kb/{CASE}/#plausible-rights",
    ]


def test_what_cannot_be_opened_is_said_with_what_to_do(browser: Browser) -> None:
    none = browser.search("zebra")
    assert (none.returncode, browser.opened) == (1, [])
    words = ("plausible", "--kind", "holding")
    missing = browser.search(*words, BROWSER=str(browser.project / "no-such-browser"))
    (browser.project / "site" / CASE / "index.html").unlink()
    unwritten = browser.search(*words)
    shutil.rmtree(browser.project / "site")
    unbuilt = browser.search(*words)
    for done, sentence, hint in (
        (missing, "no browser could be started", "BROWSER"),
        (unwritten, f"has no page for {CASE}", "make site"),
        (unbuilt, "there is no built site in", "`make site`"),
    ):
        assert done.returncode == 2 and "Cite:" in done.stdout
        assert sentence in done.stderr and hint in done.stderr.splitlines()[-1]
    assert browser.opened == []


def test_every_unit_has_its_place_on_the_page_of_its_record(toy_cases: Path) -> None:
    kb = load(toy_cases).kb
    pages = {page.path: page.markdown for page in render_pages(kb)}
    units = [unit for r in kb.records.values() for unit in units_of(r, kb.vocabulary)]
    items = [(u.record, u.reference.partition("#")[2]) for u in units if "#" in u.reference]
    missing = [item for item in items if f'id="{item[1]}"' not in pages[f"{item[0]}.md"]]
    assert items and not missing
