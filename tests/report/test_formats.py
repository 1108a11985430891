"""Every format tells the same sample of findings; the golden files hold all that it says."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from kb_tools.corpus import load
from kb_tools.diagnostics import Diagnostic, Location, Severity, Span
from kb_tools.report import (
    Report,
    render_annotations,
    render_concise,
    render_json,
    render_sarif,
    render_summary,
    render_text,
)
from kb_tools.rules import run_rules
from tests.report.sample import LINES, REPORT

HERE = Path(__file__).parent
EMPTY = Report((), 1, 1)


def lines(path: str) -> list[str]:
    return LINES.get(path, [])


FORMATS: dict[str, Callable[[Report], str]] = {
    "text.txt": lambda report: render_text(report, lines),
    "text-colour.txt": lambda report: render_text(report, lines, colour=True),
    "concise.txt": render_concise,
    "concise-colour.txt": lambda report: render_concise(report, colour=True),
    "findings.json": render_json,
    "annotations.txt": render_annotations,
    "summary.md": render_summary,
    "findings.sarif": render_sarif,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_is_told_as_in_the_golden_file(
    name: str, request: pytest.FixtureRequest
) -> None:
    golden, text = HERE / "golden" / name, FORMATS[name](REPORT)
    if request.config.getoption("--update-golden", default=False):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="")
    assert text == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_file_can_steer_a_terminal(name: str) -> None:
    text = FORMATS[name](REPORT)
    if "colour" in name:
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    if name.endswith((".json", ".sarif")):
        text = text.replace("\u202e", "")  # programs get the text as it is
    assert not set(text) & {"\x1b", "\u202e", "\r", "\ud800"}


@pytest.mark.parametrize("name", ["text.txt", "concise.txt", "annotations.txt", "summary.md"])
def test_no_format_for_people_hides_a_finding(name: str) -> None:
    text = FORMATS[name](REPORT)
    assert all(diagnostic.code in text for diagnostic in REPORT.diagnostics)


def test_colours_change_nothing_but_colours() -> None:
    for plain in ("text.txt", "concise.txt"):
        coloured = FORMATS[plain.replace(".", "-colour.")](REPORT)
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == FORMATS[plain](REPORT)


def test_a_caret_stands_under_the_place() -> None:
    block = next(b for b in FORMATS["text.txt"](REPORT).split("\n\n") if "KB104" in b)
    line, carets = block.split("\n")[1:3]
    assert line[carets.index("^") : carets.rindex("^") + 1] == "2021-13-04"


def test_an_annotation_is_one_line_whatever_it_says() -> None:
    told = FORMATS["annotations.txt"](REPORT).splitlines()
    assert len(told) == len(REPORT.diagnostics)
    assert all(re.match(r"::(error|warning|notice) [^\n]*::", line) for line in told)
    hostile = next(line for line in told if "KB001" in line)
    properties = hostile.removeprefix("::error ").partition("::")[0]
    assert "file=cases/odd%2C 100%25%3A name.yml" in properties.split(",")[0]
    assert "%0D%0A" in hostile


def test_json_has_one_shape_with_a_version() -> None:
    full, empty = json.loads(render_json(REPORT)), json.loads(render_json(EMPTY))
    assert (full["shape"], full["version"]) == ("kb-validate", 1)
    assert full.keys() == empty.keys() and full["summary"].keys() == empty["summary"].keys()
    assert empty["findings"] == []
    assert len({tuple(finding) for finding in full["findings"]}) == 1
    assert full["summary"]["errors"] == sum(
        d.severity is Severity.ERROR for d in REPORT.diagnostics
    )


def locations(result: dict) -> list[dict]:
    return [*result["locations"], *result.get("relatedLocations", [])]


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["sample", "nothing"])
def test_sarif_holds_what_its_readers_require(report: Report) -> None:
    log = json.loads(render_sarif(report))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "kb" and driver["version"]
    assert len(run["results"]) == len(report.diagnostics)
    for result in run["results"]:
        assert result["message"]["text"] and result["level"] in {"error", "warning", "note"}
        assert result["partialFingerprints"]
        if "ruleIndex" in result:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in locations(result):
            physical = location["physicalLocation"]
            address = urlsplit(physical["artifactLocation"]["uri"])
            assert not address.scheme and not address.netloc and not address.path.startswith("/")
            assert not address.query and not address.fragment and " " not in address.path
            region = physical.get("region")
            if region:
                assert region["startLine"] >= 1 and region["startColumn"] >= 1
                start = (region["startLine"], region["startColumn"])
                assert (region["endLine"], region["endColumn"]) > start
    paths = {
        unquote(place["physicalLocation"]["artifactLocation"]["uri"])
        for result in run["results"]
        for place in result["locations"]
    }
    assert paths == {diagnostic.location.path for diagnostic in report.diagnostics}


@pytest.fixture
def marks(tmp_path: Path, toy_cases: Path) -> Callable[[str], list[tuple[str, int, str]]]:
    """Return what gives code, line and fingerprint of all findings of a record."""
    record = tmp_path / "cases" / "icj" / "901-ruritania-v-freedonia.yml"
    record.parent.mkdir(parents=True)
    (tmp_path / "cases" / "_vocab").symlink_to(toy_cases / "_vocab")

    def found(text: str) -> list[tuple[str, int, str]]:
        record.write_text(text, encoding="utf-8")
        report = Report(tuple(run_rules(load(tmp_path / "cases"))), 1, 1)
        results = json.loads(render_sarif(report))["runs"][0]["results"]
        return [
            (
                result["ruleId"],
                result["locations"][0]["physicalLocation"]["region"]["startLine"],
                *result["partialFingerprints"].values(),
            )
            for result in results
        ]

    return found


def test_fingerprints_outlive_edits_elsewhere_in_the_file(marks, toy_cases: Path) -> None:
    record = toy_cases / "icj" / "901-ruritania-v-freedonia.yml"
    broken = record.read_text(encoding="utf-8").replace("date: 2021-03-05", "date: 2021-03-55")
    broken = broken.replace("    title: Ruritania institutes", "    titel: Ruritania institutes")
    new = "events:\n  - id: new\n    date: 2019\n    kind: political-change\n    title: New\n"
    before = marks(broken)
    after = marks(broken.replace("events:\n", f"{new}    sources: [gazette]\n", 1))
    assert len(before) > 3 and len({mark for _, _, mark in before}) == len(before)
    assert [(code, mark) for code, _, mark in before] == [(code, mark) for code, _, mark in after]
    assert all(
        later > earlier
        for (_, earlier, _), (_, later, _) in zip(before, after, strict=True)
        if earlier > 25
    )


def test_a_place_outside_the_file_has_no_excerpt() -> None:
    found = Diagnostic("KB003", Severity.ERROR, "x", Location("a.yml", Span(9, 1, 9, 2)))
    assert render_text(Report((found,), 1, 1), lambda path: ["one line"]) == (
        "a.yml:9:1: error KB003 not-yaml: x\n"
    )
