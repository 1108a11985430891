"""``kb gen``: write the files that are generated from the model, the rules and the records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kb_tools.cli.common import cases_folder, write_whole
from kb_tools.diagnostics import KbError


def generated_files(cases: Path) -> dict[str, str]:
    """Return the text of every generated file by its path in the project.

    Raises KbError if a vocabulary or a record cannot be read: what is generated would lack it.
    """
    from kb_tools.corpus import load
    from kb_tools.counts import counts_page
    from kb_tools.rules import rules_page
    from kb_tools.schema import field_reference, record_schema

    loaded = load(cases)
    broken = [d for d in loaded.diagnostics if not d.record or d.record not in loaded.kb.records]
    if broken:
        first = broken[0].location
        message = f"what files are generated from cannot be read: {first.path}"
        raise KbError(message, "see `kb validate`, and put that right first")
    schema = json.dumps(record_schema(loaded.kb.vocabulary), ensure_ascii=False, indent=1)
    return {
        "cases/_schema/record.schema.json": schema + "\n",
        "docs/reference/fields.md": field_reference(loaded.kb.vocabulary),
        "docs/reference/rules.md": rules_page(),
        "docs/reference/counts.md": counts_page(loaded.kb),
    }


@click.command(
    "gen",
    epilog="Example: kb gen --check",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is out of date.")
@click.pass_context
def gen_command(ctx: click.Context, check: bool) -> None:
    """Write the JSON Schema, the reference of fields, of rules, and the counts of items."""
    cases = cases_folder(ctx)
    root = cases.resolve().parent
    stale = []
    for name, text in generated_files(cases).items():
        path = root / name
        if path.is_file() and path.read_bytes() == text.encode("utf-8"):
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode("utf-8"))
    for name in stale:
        click.echo(f"{name}: {'out of date' if check else 'written'}")
    if stale and check:
        click.echo("Run `kb gen` and commit what it writes.", err=True)
        ctx.exit(1)
    if not stale:
        click.echo("All generated files are up to date.", err=True)
