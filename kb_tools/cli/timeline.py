"""``kb timeline``: what happened, by day, over records of all courts and bodies."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.common import cases_folder, print_json, wants_colour
from kb_tools.cli.indexing import say
from kb_tools.cli.options import filter_options
from kb_tools.cli.past import as_of_json, as_of_option, day_words, loaded_as_of, say_as_of
from kb_tools.scalars import ScalarError, parse_date

if TYPE_CHECKING:
    from kb_tools.chronology import Moment
    from kb_tools.corpus import KnowledgeBase, Loaded
    from kb_tools.model import Record


@click.command(
    "timeline",
    epilog="Example: kb timeline --state myanmar --since 2021-02 --as-of 2021-03-31",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.argument("references", metavar="[REF]…", nargs=-1)
@filter_options("forum", "kind", "state", "subject", "certainty")
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@click.option("--markdown", is_flag=True, help="Print a list in Markdown, with links.")
@click.option("--refs", is_flag=True, help="Print one reference a line, for pipes.")
@click.pass_context
def timeline_command(
    ctx: click.Context,
    /,
    references: tuple[str, ...],
    since: str | None,
    until: str | None,
    as_of: datetime.date | None,
    as_json: bool,
    as_csv: bool,
    markdown: bool,
    refs: bool,
    **given: tuple[str, ...],
) -> None:
    """Print what happened by day, over all records or those that are named.

    A reference to an item stands for its record; `-` reads references from standard input.
    What an event tells of (a decision, a document, a report) stands there once.
    """
    from kb_tools.chronology import chronology
    from kb_tools.cli import moments

    first, last = _date("since", since), _date("until", until)
    if since and until and first > last:
        raise click.BadParameter("it is before --since; swap them", param_hint="--until")
    loaded, kb = loaded_as_of(cases_folder(ctx), as_of, marked=False)
    found = moments.chosen(chronology(kb, _records(references, loaded, kb, as_of)), kb, given)
    found = [m for m in found if first <= _last(m) and m.period.first.earliest <= last]
    if as_json:
        rows = [moments.as_json(moment) for moment in found]
        print_json("timeline", {**as_of_json(as_of), "total": len(rows), "entries": rows})
    elif as_csv:
        click.echo(moments.as_csv(found), nl=False)
    elif markdown:
        title = f"Timeline as of {day_words(as_of)}" if as_of else "Timeline"
        click.echo(moments.as_markdown(found, kb, title), nl=False)
    else:
        say_as_of(as_of)
        if refs:
            lines = list(dict.fromkeys(str(moment.reference) for moment in found))
        else:
            lines = moments.as_text(found, kb, wants_colour())
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
        say("1 entry" if len(found) == 1 else f"{len(found):,} entries")
    _say_unread(loaded)
    if not found:
        for sentence in moments.why_nothing(chronology(kb, kb.records.values()), kb, given):
            click.echo(f"    {sentence}", err=True)


def _records(
    references: tuple[str, ...],
    loaded: Loaded,
    kb: KnowledgeBase,
    day: datetime.date | None,
) -> list[Record]:
    """Return the records that references name, each once; all of them without any."""
    from kb_tools.cli.show import asked_for, found_for

    if not references:
        return list(kb.records.values())
    found = (found_for(loaded.kb, kb, text, day).record for text in asked_for(references))
    return list({record.id: record for record in found}.values())


def _date(name: str, text: str | None) -> datetime.date:
    """Return the first day that ``--since`` lets in, or the last one of ``--until``."""
    is_first = name == "since"
    if text is None:
        return datetime.date.min if is_first else datetime.date.max
    try:
        day = parse_date(text)
    except ScalarError as error:
        sentence = f"{error.message}; {error.hint}"
        raise click.BadParameter(sentence, param_hint=f"--{name}") from None
    return day.earliest if is_first else day.latest


def _last(moment: Moment) -> datetime.date:
    return (moment.period.last or moment.period.first).latest


def _say_unread(loaded: Loaded) -> None:
    from kb_tools.diagnostics import Severity

    files: set[Any] = {d.record for d in loaded.diagnostics if d.severity is Severity.ERROR}
    files |= loaded.unread
    if files:
        count = "1 record file has" if len(files) == 1 else f"{len(files)} record files have"
        say(f"{count} problems and may be missing here; see `kb validate`")
