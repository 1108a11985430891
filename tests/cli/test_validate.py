"""`kb validate`, `kb explain` and `kb rules` as processes: exit codes, paths, formats, progress."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb_tools.rules import RULES
from tests.bench.generate import write_corpus

Run = Callable[..., subprocess.CompletedProcess[str]]
CASE = "icj/901-ruritania-v-freedonia"
OTHER = "mechanisms/round-table"


@pytest.fixture
def project(tmp_path: Path, toy_cases: Path) -> Path:
    """A folder with a copy of the toy records."""
    shutil.copytree(toy_cases, tmp_path / "project" / "cases")
    return tmp_path / "project"


@pytest.fixture
def kb(project: Path, repo_root: Path) -> Run:
    """Return what runs `kb` in the project."""

    def run(*words: str, cwd: Path = project, **environment: str):
        return subprocess.run(
            [sys.executable, "-m", "kb_tools", *words],
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(repo_root)} | environment,
        )

    return run


def damage(project: Path, record: str, old: str, new: str) -> None:
    file = project / "cases" / f"{record}.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def two_findings(project: Path) -> Path:
    """The project with a mistake in two records."""
    damage(project, CASE, "date: 2021-01-04", "date: 2021-01-44")
    damage(project, OTHER, "kind: mechanism", "kind: mecanism")
    return project


def test_sound_records_end_with_0_and_say_how_much_was_checked(kb: Run) -> None:
    done = kb("validate")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"7 records, \d+ items: nothing to report\n", done.stderr)


def test_findings_end_with_1(kb: Run, two_findings: Path) -> None:
    done = kb("validate")
    assert done.returncode == 1
    assert f"cases/{CASE}.yml:41:11: error KB104 unreadable-value: `2021-01-44`" in done.stdout
    assert "did you mean `mechanism`?" in done.stdout
    assert "2 errors in 2 files" in done.stderr


def test_notes_end_with_0_unless_strict(kb: Run, project: Path) -> None:
    damage(project, CASE, "status: published", "status: draft")
    damage(project, CASE, "forum: icj\n", "")
    done = kb("validate", "--format", "concise")
    assert done.returncode == 0 and ": note KB102 " in done.stdout
    assert kb("validate", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("validate", "cases/ijc"), "`cases/ijc` does not exist. Did you mean `icj`?"),
        (("validate", f"cases/{CASE}s.yml"), f"Did you mean `{CASE}`?"),
        (("validate", ""), "A path is empty"),
        (("validate", "empty"), "`empty` holds no records"),
        (("validate", "notes.txt"), "exists, but is no record"),
        (("validate", "--format", "xml"), "'xml' is not one of"),
        (("validate", "-o", "nowhere/x.txt"), "there is no folder nowhere"),
        (("validate", "-o", "cases"), "cases is a folder"),
        (("--cases", "", "validate"), "there is no folder ``"),
        (("--cases", "case", "validate"), "there is no folder `case`"),
        (("--cases", "empty", "validate"), "no records in"),
        (("validat",), "Did you mean `validate`?"),
        (("explain", "KB999"), "There is no rule `KB999`"),
        (("explain", "unknown-sauce"), "Did you mean KB231 unknown-source"),
        (("explain",), "Missing argument"),
    ],
)
def test_usage_and_surroundings_end_with_2_and_say_why(
    kb: Run, project: Path, words: tuple[str, ...], said: str
) -> None:
    (project / "empty").mkdir()
    (project / "notes.txt").write_text("", encoding="utf-8")
    done = kb(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr


def test_without_a_folder_of_records_the_way_to_name_one_is_told(kb: Run, tmp_path: Path) -> None:
    done = kb("validate", cwd=tmp_path)
    assert done.returncode == 2
    assert "no folder `cases`" in done.stderr and "--cases FOLDER" in done.stderr


def test_the_nearest_folder_of_records_counts(kb: Run, project: Path, toy_cases: Path) -> None:
    """Without its vocabulary it is broken; a sound one further up must not hide that."""
    inner = project / "inner"
    shutil.copytree(toy_cases, inner / "cases", ignore=shutil.ignore_patterns("_vocab"))
    done = kb("validate", "--format", "concise", cwd=inner)
    assert done.returncode == 1
    assert "KB014 missing-vocabulary" in done.stdout
    assert kb("validate", cwd=project / "cases" / "icj").returncode == 0


@pytest.mark.parametrize("path", ["cases/icj", f"cases/{CASE}.yml", CASE, "icj"])
def test_paths_choose_what_is_shown(kb: Run, two_findings: Path, path: str) -> None:
    done = kb("validate", path, "--format", "concise")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [f"cases/{CASE}.yml"]


def test_all_records_are_read_whatever_paths_are_given(kb: Run, project: Path) -> None:
    """The record that is shown is right by itself; what it refers to is not there."""
    damage(project, "instruments/good-neighbourliness-convention", "id: art-9", "id: art-99")
    done = kb("validate", f"cases/{CASE}.yml", "--format", "concise")
    assert done.returncode == 1
    assert "has no item `art-9`" in done.stdout
    assert kb("validate", "cases/national").returncode == 0


def test_a_missing_vocabulary_is_shown_whatever_paths_are_given(kb: Run, project: Path) -> None:
    (project / "cases" / "_vocab" / "states.yml").unlink()
    done = kb("validate", "cases/national", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith("cases/_vocab/states.yml: error KB014")


def test_json_is_one_value_whatever_is_found(kb: Run, two_findings: Path) -> None:
    done = kb("validate", "--json")
    value = json.loads(done.stdout)
    assert done.returncode == 1
    assert [f["code"] for f in value["findings"]] == ["KB104", "KB105"]
    assert value == json.loads(kb("validate", "--format", "json").stdout)
    clean = kb("validate", "--json", "cases/national")
    assert clean.returncode == 0 and json.loads(clean.stdout)["findings"] == []


def test_sarif_goes_to_a_file_whole(kb: Run, two_findings: Path) -> None:
    done = kb("validate", "--format", "sarif", "-o", "findings.sarif")
    assert (done.returncode, done.stdout) == (1, "")
    log = json.loads((two_findings / "findings.sarif").read_text(encoding="utf-8"))
    assert len(log["runs"][0]["results"]) == 2
    assert sorted(path.name for path in two_findings.iterdir()) == ["cases", "findings.sarif"]


def test_annotations_come_with_a_summary_of_the_job(kb: Run, two_findings: Path) -> None:
    summary = two_findings / "summary.md"
    done = kb("validate", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert done.stdout.count("::error file=cases/") == 2
    assert "2 errors in 2 files" in summary.read_text(encoding="utf-8")


def test_colours_are_for_terminals_unless_asked_for(kb: Run, two_findings: Path) -> None:
    assert "\x1b[" not in kb("validate").stdout
    assert "\x1b[" in kb("validate", "--color", "always").stdout
    assert kb("validate", "--color", "never").stdout == kb("validate").stdout


def test_equal_records_give_equal_bytes(kb: Run, two_findings: Path) -> None:
    for form in ("text", "concise", "json", "github", "sarif"):
        one, two = (kb("validate", "--format", form, PYTHONHASHSEED=s).stdout for s in "12")
        assert one == two and str(two_findings) not in one


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path, toy_cases: Path, kb: Run) -> None:
    folder = tmp_path / "many"
    cases = write_corpus(folder, 301, toy_cases / "_vocab")
    piped = kb("--cases", str(cases), "validate", "--format", "concise")
    assert piped.returncode in (0, 1)
    assert "Reading" not in piped.stdout + piped.stderr
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kb_tools", "--cases", str(cases), "validate", "--json"]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, env={"PYTHONPATH": str(root)}
    ) as process:
        os.close(theirs)
        told = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            told += part
            if not part:
                break
        assert process.stdout
        assert json.loads(process.stdout.read())["summary"]["records"] == 301
    os.close(ours)
    assert b"Reading" in told and b"Checking" in told


def test_a_reader_that_goes_away_ends_it_without_a_word(repo_root: Path) -> None:
    command = f'"{sys.executable}" -m kb_tools rules | head -c 1'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=repo_root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ("F", "")


@pytest.mark.parametrize("word", ["KB231", "kb231", "231", "unknown-source"])
def test_a_code_is_explained_with_its_examples(kb: Run, word: str) -> None:
    done = kb("explain", word)
    rule = RULES["KB231"]
    assert done.returncode == 0
    assert done.stdout.startswith("KB231 unknown-source (error)")
    assert rule.why in done.stdout and rule.bad.strip() in done.stdout


def test_rules_lists_every_code_once(kb: Run) -> None:
    listed = re.findall(r"^  (KB\d{3})  (\w+)", kb("rules").stdout, re.MULTILINE)
    assert listed == [(code, RULES[code].severity.value) for code in sorted(RULES)]


def test_rules_as_json_tells_all_about_each(kb: Run) -> None:
    value = json.loads(kb("rules", "--json").stdout)
    assert (value["shape"], value["version"]) == ("kb-rules", 1)
    assert [rule["code"] for rule in value["rules"]] == sorted(RULES)
    assert all(rule["good"] and rule["bad"] and rule["why"] for rule in value["rules"])
