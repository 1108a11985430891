"""``kb render``: write the site's pages as files, for generators that run no plugin."""

from __future__ import annotations

from pathlib import Path

import click

from kb_tools.cli.common import cases_folder, print_json


@click.command(
    "render",
    epilog="Example: kb render build/pages",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--edit-base",
    default="",
    metavar="ADDRESS",
    help="The address that `cases/….yml` is appended to, for links to edit a record.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_context
def render_command(ctx: click.Context, folder: Path, edit_base: str, as_json: bool) -> None:
    """Write every page of the site as a Markdown file below DIR.

    Pages that did not change are left alone; pages of records that are gone are removed.
    Files that `kb render` did not write are never touched.
    """
    from kb_tools.changes import load_snapshots
    from kb_tools.corpus import load
    from kb_tools.diagnostics import Severity
    from kb_tools.site import page_files, write_files

    cases = cases_folder(ctx)
    loaded = load(cases)
    problems = sum(d.severity is Severity.ERROR for d in loaded.diagnostics)
    if problems:
        click.echo(
            f"kb: {problems} problems in the records; pages may miss parts (see `kb validate`)",
            err=True,
        )
    done = write_files(page_files(loaded, edit_base, load_snapshots(cases)), folder)
    if as_json:
        counts = {"written": done.written, "unchanged": done.kept, "removed": done.removed}
        print_json("render", {"folder": str(folder), **counts})
    else:
        click.echo(f"{done.written} files written, {done.kept} unchanged, {done.removed} removed")
    if problems:
        ctx.exit(1)
