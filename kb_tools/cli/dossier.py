"""``kb dossier``: records and items as one document to take away."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from kb_tools.cli.common import cases_folder
from kb_tools.diagnostics import KbError
from kb_tools.export.formats import FORMATS, UnknownFormatError, format_for
from kb_tools.scalars import Reference, ScalarError, parse_reference


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
    from kb_tools.corpus import KnowledgeBase, load
    from kb_tools.export.dossier import UnknownReferenceError, dossier_title, render_dossier
    from kb_tools.pandoc import convert

    loaded = load(cases_folder(ctx))
    broken = sum(1 for d in loaded.diagnostics if d.severity.value == "error")
    if broken:
        click.echo(f"{broken} problems in the records; see `kb validate`.", err=True)
    kb: KnowledgeBase = loaded.kb
    try:
        body = render_dossier(kb, asked)
    except UnknownReferenceError as error:
        raise KbError(f"there is no `{error}`", _nearest(kb, error.reference)) from None
    days = [kb.records[r.record].checked for r in asked]
    day = max((d.latest for d in days if d), default=None)
    if day is None:
        raise KbError("the record has no `checked` day", "see `kb validate`")
    _write(Path(output), convert(body, dossier_title(kb, asked), wanted, day))
    click.echo(f"{output}: {wanted.name} written", err=True)


def _nearest(kb: object, reference: Reference) -> str:
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.model.walk import entries

    assert isinstance(kb, KnowledgeBase)
    record = kb.records.get(reference.record)
    known = (
        [f"{record.id}#{entry.item.id}" for entry in entries(record)] if record else [*kb.records]
    )
    near = difflib.get_close_matches(str(reference), known, n=3, cutoff=0.4)
    return f"did you mean {', '.join(near)}?" if near else "see `kb list records`"


def _write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    if not path.parent.is_dir():
        raise KbError(f"there is no folder {path.parent}", "make it first, or write elsewhere")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
