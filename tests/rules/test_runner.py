"""The runner: places, weights, drafts, failures, and no second word on what could not be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.diagnostics import Diagnostic, Severity
from kb_tools.rules import RULES, run_rules

CASE = """\
kind: case
status: published
title: {en: Ruritania v. Freedonia}
short_title: Ruritania v. Freedonia
summary: Ruritania complains about Freedonia.
forum: icj
docket: "901"
checked: 2023-05-02
covered_until: 2023-04-30
events:
  - id: filed
    date: 2021-01-04
    kind: proceedings-instituted
    title: Ruritania institutes proceedings
    sources: [application]
sources:
  application:
    kind: primary
    title: Application
    publisher: International Court of Justice
    url: https://court.example/application.pdf
"""


@pytest.fixture
def check(tmp_path: Path, toy_cases: Path):
    """Return what checks one record with the toy vocabulary."""
    cases = tmp_path / "cases"
    (cases / "icj").mkdir(parents=True)
    (cases / "_vocab").symlink_to(toy_cases / "_vocab")

    def run(text: str) -> list[Diagnostic]:
        (cases / "icj" / "901-ruritania-v-freedonia.yml").write_text(text, encoding="utf-8")
        return run_rules(load(cases))

    return run


def codes(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def test_a_sound_record_gives_nothing(check) -> None:
    assert check(CASE) == []


def test_the_toy_records_give_nothing(toy_cases: Path) -> None:
    assert run_rules(load(toy_cases)) == []


def test_the_published_records_hold_no_error(real_cases: Path) -> None:
    found = run_rules(load(real_cases))
    assert [d for d in found if d.severity is Severity.ERROR] == []


def test_findings_are_sorted_by_place_and_unique(check) -> None:
    text = CASE.replace("short_title: Ruritania v. Freedonia", "short_title: TODO ...")
    text = text.replace("[application]", "[aplication, aplication]")
    found = check(text)
    assert codes(found) == ["KB250", "KB405", "KB231", "KB231", "KB247", "KB232"]
    keys = [diagnostic.sort_key for diagnostic in found]
    assert keys == sorted(keys)
    assert len(set(found)) == len(found)


def test_what_is_missing_is_a_note_in_a_draft(check) -> None:
    incomplete = CASE.replace("    title: Application\n", "").replace("forum: icj\n", "")
    published = check(incomplete)
    assert {(d.code, d.severity) for d in published} == {
        ("KB102", Severity.ERROR),
        ("KB233", Severity.ERROR),
    }
    draft = check(incomplete.replace("status: published", "status: draft"))
    assert {(d.code, d.severity) for d in draft} == {
        ("KB102", Severity.NOTE),
        ("KB233", Severity.NOTE),
    }


def test_what_is_wrong_is_an_error_in_a_draft_too(check) -> None:
    wrong = CASE.replace("[application]", "[aplication]").replace("published", "draft")
    found = {d.code: d.severity for d in check(wrong)}
    assert found["KB231"] is Severity.ERROR


def test_an_unreadable_value_is_reported_once(check) -> None:
    """The date of the event cannot be read; nothing else is said about it."""
    assert codes(check(CASE.replace("date: 2021-01-04", "date: 2021-02-30"))) == ["KB104"]


def test_a_list_of_sources_that_cannot_be_read_does_not_make_sources_unused(check) -> None:
    assert codes(check(CASE.replace("[application]", "application"))) == ["KB103"]


def test_places_are_right_behind_a_member_that_cannot_be_read(check) -> None:
    text = CASE.replace(
        "events:\n",
        "events:\n  - just a word\n  - id: second\n    date: 2021-01-05\n    kind: other\n"
        "    title: TODO\n    sources: [application]\n",
    )
    found = {diagnostic.code: diagnostic for diagnostic in check(text)}
    assert set(found) == {"KB103", "KB250", "KB204"}
    place = found["KB250"].location
    assert text.split("\n")[place.span.line - 1].strip() == "title: TODO"
    assert place.pointer == "events/1/title"
    assert found["KB204"].location.pointer == "events/2/date"
    assert found["KB204"].related[0].location.pointer == "events/1/date"


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.corpus_check])
def test_a_check_of_all_records_that_fails_is_a_finding(
    check, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def fail(corpus):
        raise ZeroDivisionError("oh")
        yield

    monkeypatch.setitem(RULES, code, replace(RULES[code], corpus_check=fail))
    found = check(CASE)
    assert codes(found) == ["KB900"]
    assert code in found[0].message and "ZeroDivisionError: oh" in found[0].message


def test_a_record_that_cannot_be_read_is_no_unknown_record(check, tmp_path: Path) -> None:
    """The reference is right; what is wrong is the other file."""
    other = tmp_path / "cases" / "instruments" / "convention.yml"
    other.parent.mkdir()
    other.write_text("kind: [", encoding="utf-8")
    text = CASE.replace("events:\n", "jurisdiction: [instruments/convention#art-9]\nevents:\n")
    assert codes(check(text)) == ["KB003"]
