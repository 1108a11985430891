"""Slips of a contributor in the published record of a case: each is found at its place."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.diagnostics import Diagnostic
from kb_tools.rules import run_rules

RECORD = "icj/178-gambia-v-myanmar.yml"
#: An edit takes the lines of a record and returns them changed, with the index of the change.
Edit = Callable[[list[str]], tuple[list[str], int]]


def line_with(lines: list[str], pattern: str, after: str = "") -> int:
    """Return the index of the first line that a pattern matches, below another if one is given."""
    start = line_with(lines, after) if after else 0
    return next(i for i in range(start, len(lines)) if re.search(pattern, lines[i]))


def change(pattern: str, old: str, new: str, after: str = "") -> Edit:
    """Replace a pattern in the first line that another one matches."""

    def edit(lines: list[str]) -> tuple[list[str], int]:
        at = line_with(lines, pattern, after)
        changed = re.sub(old, new, lines[at], count=1)
        assert changed != lines[at]
        return [*lines[:at], *changed.split("\n"), *lines[at + 1 :]], at

    return edit


def delete(pattern: str, after: str = "") -> Edit:
    def edit(lines: list[str]) -> tuple[list[str], int]:
        at = line_with(lines, pattern, after)
        return lines[:at] + lines[at + 1 :], at

    return edit


def repeat(pattern: str, after: str = "") -> Edit:
    """Copy a line, or with the lines below it that are indented deeper the whole item."""

    def edit(lines: list[str]) -> tuple[list[str], int]:
        at = line_with(lines, pattern, after)
        end = at + 1
        if lines[at].lstrip().startswith("- id:"):
            while not lines[end].startswith("  - ") and lines[end].startswith("    "):
                end += 1
        return lines[:end] + lines[at:end] + lines[end:], end

    return edit


EVENTS, ORDER, MEASURES, REPORTS = "^events:", "^decisions:", "^measures:", "^reports:"
SOURCES, FILED, LIMITS = "^sources:", "^interventions:", "^time_limits:"
EDITS: dict[str, tuple[Edit, str]] = {
    "a line is deleted: date": (delete("    date:", EVENTS), "KB102"),
    "a line is deleted: id": (delete("  - id:", "    sources:.*"), "KB004"),
    "a line is deleted: status": (delete("^status:"), "KB102"),
    "a line is deleted: the key of a list": (delete("^reports:"), "KB"),
    "a line is deleted: publisher": (delete("    publisher:", SOURCES), "KB102"),
    "a line is deleted: judge": (delete("      vice_president:", ORDER), "KB221"),
    "a date that does not exist": (change("    date:", r"-\d\d$", "-32", EVENTS), "KB104"),
    "a date of another century": (change("    date:", r": \d\d", ": 21", EVENTS), "KB20"),
    "a date in another notation": (change("^instituted:", "2019-11-11", "11/11/2019"), "KB104"),
    "a day of institution that is later": (change("^instituted:", "2019", "2029"), "KB20"),
    "swapped digits: docket": (change("^docket:", "178", "187"), "KB241"),
    "swapped digits: date in a number": (
        change(r"identifier: 178-2019", r"178-2019", "178-2091", "^documents:"),
        "KB213",
    ),
    "swapped digits: the case in a number": (
        change(r"identifier: 178-", "178-", "187-", "^documents:"),
        "KB214",
    ),
    "swapped digits: report": (change("    submitted:", "202", "220", REPORTS), "KB"),
    "swapped digits: comments": (change("    comments:", r": \d{4}", ": 2002", REPORTS), "KB216"),
    "swapped digits: filing": (change("    filed:", r": \d{4}", ": 2002", LIMITS), "KB206"),
    "swapped digits: pinpoint": (change(r"paras (\d+)-", r"paras (\d+)-", r"paras 9\1-"), "KB236"),
    "swapped digits: vote": (change("vote: 15-1", "15-1", "16-1"), "KB22"),
    "a misspelt key": (change("    title:", "title", "titel", EVENTS), "KB101"),
    "a misspelt key of a list": (change(REPORTS, "reports", "raports"), "KB101"),
    "a misspelt word": (change("    kind:", r"(\w)$", r"\1x", EVENTS), "KB105"),
    "a misspelt State": (change("    addressee:", "myanmar", "mynamar", MEASURES), "KB105"),
    "a misspelt id of a decision": (change("    decision:", r"(-\d)", r"-x\1", MEASURES), "KB201"),
    "a misspelt source": (change(r"    sources: \[", r"\[", "[x", EVENTS), "KB231"),
    "a misspelt provision": (change("^jurisdiction:", "art-9", "art-99"), "KB302"),
    "a misspelt record": (change("^jurisdiction:", "genocide-", "genocid-"), "KB301"),
    "a misspelt judge": (change("        judge: Xue", "Xue", "Xeu", ORDER), "KB221"),
    "a State that is no party": (change("    addressee:", "myanmar", "france", MEASURES), "KB228"),
    "broken indentation of a field": (change("    kind:", "    kind", "   kind", EVENTS), "KB003"),
    "deeper indentation of a field": (
        change("    kind:", "    kind", "     kind", EVENTS),
        "KB003",
    ),
    "a tab": (change("    kind:", "    kind", "\tkind", EVENTS), "KB003"),
    "an apostrophe in quotes": (change("label: '", "label: '", "label: 'It's "), "KB003"),
    "an open quote": (change("    title: \\w", "title: ", "title: '", EVENTS), "KB003"),
    "an open bracket": (change(r"    sources: \[.*\]$", r"\]$", "", EVENTS), "KB003"),
    "a colon in a text": (change("    title: \\w", "$", ": the end", EVENTS), "KB003"),
    "no space after a colon": (change("    kind:", "kind: ", "kind:", EVENTS), "KB003"),
    "a line copied": (repeat("    title: \\w", EVENTS), "KB004"),
    "a source copied in its list": (
        change(r"sources: \[[a-z0-9-]+\]$", r"\[(.*)\]", r"[\1, \1]", EVENTS),
        "KB247",
    ),
    "an item copied": (repeat("  - id: report-1", REPORTS), "KB203"),
    "a line of prose copied": (repeat("^      [A-Z].* .* .* .* .* ", EVENTS), "KB407"),
    "a filler": (change("    title: \\w", "title: .*", "title: TODO", EVENTS), "KB250"),
}


@pytest.fixture
def check(tmp_path: Path, real_cases: Path) -> Callable[[list[str]], list[Diagnostic]]:
    shutil.copytree(real_cases, tmp_path / "cases")

    def found(lines: list[str]) -> list[Diagnostic]:
        (tmp_path / "cases" / RECORD).write_text("\n".join(lines), encoding="utf-8")
        return run_rules(load(tmp_path / "cases"))

    return found


def distance(diagnostic: Diagnostic, at: int) -> int:
    """Return how many lines lie between an edit and the places that a finding points at."""
    spans = [diagnostic.location.span, *(other.location.span for other in diagnostic.related)]
    away = [max(s.line - 1 - at, at - (s.end_line - 1), 0) for s in spans if s]
    return min(away, default=10_000)


@pytest.mark.parametrize("name", EDITS)
def test_a_slip_is_found_at_its_place(name: str, check, real_cases: Path) -> None:
    edit, code = EDITS[name]
    original = (real_cases / RECORD).read_text(encoding="utf-8").split("\n")
    lines, at = edit(original)
    found = check(lines)
    # What is missing is told where the item or the list starts that misses it.
    near = [d for d in found if distance(d, at) <= (6 if "deleted" in name else 1)]
    assert near, [(d.code, d.message, distance(d, at)) for d in found][:5]
    assert any(d.code.startswith(code) for d in near), [d.code for d in near]


@pytest.mark.parametrize("name", EDITS)
def test_a_slip_does_not_bury_a_contributor_in_findings(name: str, check, real_cases: Path) -> None:
    lines, _ = EDITS[name][0]((real_cases / RECORD).read_text(encoding="utf-8").split("\n"))
    found = check(lines)
    assert len(found) <= 25
    for diagnostic in found:
        assert len(diagnostic.message) <= 140 and len(diagnostic.hint) <= 120
        assert diagnostic.hint
