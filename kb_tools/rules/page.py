"""The rules for readers: one code explained, and the page that lists them all."""

from __future__ import annotations

from itertools import groupby

from kb_tools.rules.registry import RULES, Rule

_GROUPS = {
    "0": "Files and YAML",
    "1": "Shape of records",
    "2": "Sense inside a record",
    "3": "Sense across records",
    "4": "Style",
    "9": "The checks themselves",
}


def group_of(rule: Rule) -> str:
    """Return the heading that a rule stands under."""
    return _GROUPS[rule.code[2]]


def sorted_rules() -> list[Rule]:
    """Return all rules in the order of their codes."""
    return [RULES[code] for code in sorted(RULES)]


def weight_of(rule: Rule) -> str:
    """Return how much a finding weighs, in words: ``error; in a draft a note``."""
    return f"{rule.severity.value}; in a draft a note" if rule.complete else rule.severity.value


def explanation(rule: Rule) -> str:
    """Return the text that explains one rule in a terminal."""
    lines = [
        f"{rule.code} {rule.name} ({weight_of(rule)})",
        "",
        rule.summary,
        rule.why,
        f"It looks at {rule.scope.value}.",
    ]
    for label, example in (("Not like this:", rule.bad), ("But like this:", rule.good)):
        lines += ["", label, *(f"    {line}" for line in example.rstrip("\n").split("\n"))]
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Return the reference of all rules as a Markdown page."""
    lines = [
        "<!-- Made by: kb gen -->",
        "# Rules",
        "",
        "What `kb validate` checks. `kb explain CODE` shows the same in a terminal.",
        "Errors and warnings fail a run, notes do not.",
        "A record with `status: draft` may be incomplete: what is missing is a note there.",
        "It may not be wrong: all other rules weigh the same.",
        "",
        "| code | name | looks for | weight |",
        "|---|---|---|---|",
    ]
    for rule in sorted_rules():
        name = f"[{rule.name}](#{rule.code.lower()}-{rule.name})"
        lines.append(f"| {rule.code} | {name} | {rule.summary} | {weight_of(rule)} |")
    for heading, rules in groupby(sorted_rules(), group_of):
        lines += ["", f"## {heading}"]
        for rule in rules:
            lines += ["", f"### {rule.code} {rule.name}", "", rule.summary, rule.why]
            lines += _example("Not like this:", rule.bad) + _example("But like this:", rule.good)
    return "\n".join(lines) + "\n"


def _example(label: str, example: str) -> list[str]:
    if example.startswith("("):
        return ["", f"{label} {example[1:-1]}."]
    return ["", label, "", "```yaml", *example.rstrip("\n").split("\n"), "```"]
