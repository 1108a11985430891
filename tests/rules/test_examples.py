"""Every code has files that keep to it and files that break it, with the whole expected output.

Write ``expected.txt`` anew with: KB_UPDATE_EXPECTED=1 pytest tests/rules
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.diagnostics import Diagnostic
from kb_tools.report import Report, render_text
from kb_tools.report.excerpt import lines_of
from kb_tools.rules import RULES, run_rules
from kb_tools.rules.registry import Finding
from kb_tools.rules.views import RecordView

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.glob("KB*") if path.is_dir())
RECORD = "icj/901-ruritania-v-freedonia.yml"


def too_large(cases: Path) -> None:
    (cases / RECORD).parent.mkdir(parents=True)
    (cases / RECORD).write_bytes(b"kind: case\n" + b"# a remark\n" * 400_000)


def unreadable(cases: Path) -> None:
    (cases / RECORD).parent.mkdir(parents=True)
    (cases / RECORD).symlink_to(cases / "nowhere.yml")


#: Bad examples that cannot be kept as files.
MADE = {"KB001": unreadable, "KB008": too_large}


def project(folder: Path, code: str, tmp_path: Path, toy_cases: Path) -> Path:
    """Make a folder of records from an example, with the vocabulary of the toy records."""
    cases = tmp_path / "cases"
    if folder.name == "bad" and code in MADE:
        MADE[code](cases)
    else:
        shutil.copytree(folder / "cases", cases)
    if not (cases / "_vocab").exists():
        shutil.copytree(toy_cases / "_vocab", cases / "_vocab")
    return cases


def findings(cases: Path) -> list[Diagnostic]:
    return run_rules(load(cases))


def shown(found: list[Diagnostic], cases: Path) -> str:
    def lines(path: str) -> list[str]:
        file = cases.parent / path
        return lines_of(file.read_bytes()) if file.exists() else []

    return render_text(Report(tuple(found), 0, 0), lines)


def breaking(view: RecordView) -> Iterator[Finding]:
    raise LookupError("no such thing")


@pytest.fixture
def failing_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the checks fails on every record, after the others."""
    rule = RULES["KB406"]
    monkeypatch.setitem(RULES, "KB406", replace(rule, record_check=breaking))


def test_every_code_has_its_folder() -> None:
    assert [folder.name for folder in FOLDERS] == [
        f"{code}-{RULES[code].name}" for code in sorted(RULES)
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_good_example_gives_nothing(folder: Path, tmp_path: Path, toy_cases: Path) -> None:
    cases = project(folder / "good", folder.name[:5], tmp_path, toy_cases)
    assert shown(findings(cases), cases) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_bad_example_gives_the_code_and_the_stored_output(
    folder: Path, tmp_path: Path, toy_cases: Path, request: pytest.FixtureRequest
) -> None:
    code = folder.name[:5]
    cases = project(folder / "bad", code, tmp_path, toy_cases)
    if code == "KB900":
        request.getfixturevalue("failing_check")
    found = findings(cases)
    assert code in {diagnostic.code for diagnostic in found}
    output = shown(found, cases)
    expected = folder / "bad" / "expected.txt"
    if os.environ.get("KB_UPDATE_EXPECTED"):
        expected.write_text(output, encoding="utf-8")
    assert output == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_short_examples_stand_in_the_files(folder: Path) -> None:
    """What `kb explain` shows is a piece of the files that are tested here."""
    rule = RULES[folder.name[:5]]
    for kind, snippet in (("good", rule.good), ("bad", rule.bad)):
        if snippet.startswith("("):
            assert snippet.endswith(")")
            continue
        texts = [
            path.read_text(encoding="utf-8") for path in sorted((folder / kind).rglob("*.yml"))
        ]
        assert any(snippet in text for text in texts), f"{kind}: {snippet}"
