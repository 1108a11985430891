"""The checks: what each code means, and whether records keep to it."""

from kb_tools.rules import (
    acts,
    bench,
    citing,
    dates,
    files,
    identifiers,
    ledger,
    naming,
    references,
    relations,
    routes,
    shape,
    sources,
    structure,
    text,
)
from kb_tools.rules.page import explanation, rules_page
from kb_tools.rules.registry import RULES, Finding, Place, Rule, Scope
from kb_tools.rules.runner import run_rules

#: The modules whose import registers their rules.
THEMES = (
    files,
    shape,
    references,
    dates,
    acts,
    identifiers,
    bench,
    naming,
    sources,
    citing,
    structure,
    relations,
    routes,
    ledger,
    text,
)

__all__ = [
    "RULES",
    "THEMES",
    "Finding",
    "Place",
    "Rule",
    "Scope",
    "explanation",
    "rules_page",
    "run_rules",
]
