"""Every code is registered, explained and sorted; the page of rules tells all of them."""

import re
from pathlib import Path

import pytest

from kb_tools.corpus import COMPLETENESS_CODES
from kb_tools.rules import RULES, explanation, rules_page
from kb_tools.rules.registry import Rule, Scope, register


def test_every_code_in_the_program_is_registered(repo_root: Path) -> None:
    used = {
        code
        for path in (repo_root / "kb_tools").rglob("*.py")
        for code in re.findall(r"\bKB\d{3}\b", path.read_text(encoding="utf-8"))
    }
    assert used == set(RULES)


def test_the_loader_softens_what_the_registry_calls_incomplete() -> None:
    shape = {code for code, rule in RULES.items() if rule.scope is Scope.SHAPE and rule.complete}
    assert shape == COMPLETENESS_CODES


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.summary.endswith(".") and len(rule.summary) < 100
    assert rule.why.endswith(".")
    assert rule.good and rule.bad
    text = explanation(rule)
    assert rule.code in text and rule.summary in text and rule.why in text


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_number_tells_what_a_rule_looks_at(rule: Rule) -> None:
    scopes = {
        "0": {Scope.FILE},
        "1": {Scope.SHAPE},
        "2": {Scope.RECORD},
        "3": {Scope.RECORD, Scope.CORPUS},
        "4": {Scope.RECORD},
        "9": {Scope.TOOL},
    }
    assert rule.scope in scopes[rule.code[2]]


def test_a_code_or_name_cannot_be_taken_twice() -> None:
    rule = RULES["KB201"]
    with pytest.raises(ValueError, match="registered already"):
        register(rule)


def test_the_page_has_a_heading_for_every_rule_that_its_table_links_to() -> None:
    page = rules_page()
    headings = {
        heading.lower().replace(" ", "-") for heading in re.findall(r"^### (.+)$", page, re.M)
    }
    links = set(re.findall(r"\]\(#([a-z0-9-]+)\)", page))
    assert links == headings
    assert len(links) == len(RULES)
