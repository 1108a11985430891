"""``kb index``: bring the search index up to date, or make it anew."""

from __future__ import annotations

import click

from kb_tools.cli.common import cases_folder, print_json
from kb_tools.cli.indexing import say_problems, update_index
from kb_tools.diagnostics import KbError
from kb_tools.search.engine import EQUIVALENTS, IndexBusyError, IndexUnwritableError


@click.command(
    "index",
    epilog="Example: kb index --rebuild",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--rebuild", is_flag=True, help="Make the index anew, even if nothing changed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_context
def index_command(ctx: click.Context, rebuild: bool, as_json: bool) -> None:
    """Bring the search index up to date.

    `kb search` does so by itself; this is for doing it beforehand.
    """
    cases = cases_folder(ctx)
    try:
        opened = update_index(cases, rebuild=rebuild)
    except IndexBusyError:
        raise KbError(
            "another process is writing the index", "wait until it is done, then try again"
        ) from None
    except IndexUnwritableError as error:
        raise KbError(
            f"the index cannot be written: {error}",
            "set KB_INDEX to a folder that can be written",
        ) from None
    stored = opened.engine.stored().keys() - {EQUIVALENTS}
    problems = say_problems(opened.engine)
    updated = len(opened.plan.put.keys() - {EQUIVALENTS})
    removed = len(opened.plan.delete)
    if as_json:
        counts = {"records": len(stored), "updated": updated, "removed": removed}
        print_json("index", {**counts, "with_problems": problems, "folder": str(opened.place)})
    else:
        records = "1 record" if len(stored) == 1 else f"{len(stored):,} records"
        click.echo(f"{records} indexed: {updated:,} updated, {removed:,} removed")
