"""``kb explain`` and ``kb rules``: what is checked, why, with examples."""

from __future__ import annotations

import difflib

import click

from kb_tools.cli.common import print_json
from kb_tools.rules import RULES, Rule, explanation
from kb_tools.rules.page import group_of, sorted_rules, weight_of


@click.command(
    "explain",
    epilog="Example: kb explain KB231",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("codes", metavar="CODE…", nargs=-1, required=True)
def explain_command(codes: tuple[str, ...]) -> None:
    """Explain the code of a finding (or its name) with a good and a bad example."""
    click.echo("\n".join(explanation(_find(code)) for code in codes), nl=False)


def _find(text: str) -> Rule:
    """Return the rule of a code or name; raises UsageError with the nearest if there is none."""
    wanted = text.strip().lower()
    wanted = f"kb{wanted}" if wanted.isdigit() else wanted
    by_name = {known: rule for rule in RULES.values() for known in (rule.code.lower(), rule.name)}
    if wanted in by_name:
        return by_name[wanted]
    near = difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.5)
    listed = ", ".join(f"{by_name[n].code} {by_name[n].name}" for n in near)
    hint = f"Did you mean {listed}?" if near else "See `kb rules`."
    raise click.UsageError(f"There is no rule `{text}`. {hint}")


@click.command(
    "rules",
    epilog="Example: kb rules --json",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--json", "as_json", is_flag=True, help="All about every rule, for programs.")
def rules_command(as_json: bool) -> None:
    """List every code with its weight, its name and what it looks for."""
    if as_json:
        print_json("kb-rules", {"rules": [_as_value(rule) for rule in sorted_rules()]})
        return
    heading = ""
    for rule in sorted_rules():
        if group_of(rule) != heading:
            click.echo(f"{chr(10) if heading else ''}{group_of(rule)}")
            heading = group_of(rule)
        weight = rule.severity.value + ("*" if rule.complete else "")
        click.echo(f"  {rule.code}  {weight:<9}{rule.name:<29}{rule.summary}")
    click.echo("\n* a note in a draft")


def _as_value(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "note_in_drafts": rule.complete,
        "weight": weight_of(rule),
        "looks_at": rule.scope.value,
        "summary": rule.summary,
        "why": rule.why,
        "good": rule.good,
        "bad": rule.bad,
    }
