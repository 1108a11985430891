"""``kb dossier``: records and items as one document to take away."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.common import cases_folder, write_whole
from kb_tools.diagnostics import KbError
from kb_tools.export.formats import FORMATS, UnknownFormatError, format_for
from kb_tools.scalars import Reference, ScalarError, parse_reference

if TYPE_CHECKING:
    from kb_tools.corpus import Loaded


@click.command(
    "dossier",
    epilog="Example: kb dossier icj/178-gambia-v-myanmar -o gambia-v-myanmar.docx",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("references", metavar="REF…", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help=f"Where to write it; the suffix chooses the format: {', '.join(FORMATS)}.",
)
@click.pass_context
def dossier_command(ctx: click.Context, references: tuple[str, ...], output: str) -> None:
    """Make a document of records, or of single items (record#item).

    It holds the chronology, decisions with votes, holdings with pinpoints, measures, open points
    and numbered sources.
    """
    try:
        wanted = format_for(Path(output).name)
        asked = [parse_reference(text) for text in references]
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from None
    except ScalarError as error:
        raise click.UsageError(f"{error.message}; {error.hint}") from None
    from kb_tools.corpus import load
    from kb_tools.export.dossier import UnknownReferenceError, dossier_title, render_dossier
    from kb_tools.pandoc import convert

    if not Path(output).parent.is_dir():
        hint = "make it first, or write elsewhere"
        raise KbError(f"there is no folder {Path(output).parent}", hint)
    loaded = load(cases_folder(ctx))
    broken = sum(1 for d in loaded.diagnostics if d.severity.value == "error")
    if broken:
        problems = "1 problem" if broken == 1 else f"{broken} problems"
        click.echo(f"{problems} in the records; see `kb validate`.", err=True)
    kb = loaded.kb
    try:
        body = render_dossier(kb, asked)
    except UnknownReferenceError as error:
        raise _unknown(loaded, error.reference) from None
    days = [kb.records[r.record].checked for r in asked]
    day = max((d.latest for d in days if d), default=None)
    if day is None:
        raise KbError("the record has no `checked` day", "see `kb validate`")
    write_whole(Path(output), convert(body, dossier_title(kb, asked), wanted, day))
    click.echo(f"{output}: {wanted.name} written", err=True)


def _unknown(loaded: Loaded, reference: Reference) -> KbError:
    """Return what is wrong with a reference that leads nowhere, and the nearest ones."""
    from kb_tools.model.walk import entries

    records = loaded.kb.records
    record = records.get(reference.record)
    if record is None and reference.record in {*loaded.files, *loaded.unread}:
        message = f"the record `{reference.record}` cannot be read"
        return KbError(message, "see `kb validate` for what is wrong with its file")
    known = [f"{record.id}#{entry.item.id}" for entry in entries(record)] if record else [*records]
    near = difflib.get_close_matches(str(reference), known, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "see `kb list records`"
    return KbError(f"there is no `{reference}`", hint)
