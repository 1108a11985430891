"""The ``kb`` command: parse, call, print, exit.  Each command is loaded when it is called."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import sys
from typing import Any

import click

from kb_tools import __version__
from kb_tools.diagnostics import KbError

#: So many new values are made before the next look for cycles of values that nothing uses.
_CYCLES_AFTER = 50_000

#: Commands by name: the module of this package that holds each, and one line for the overview.
COMMANDS: dict[str, tuple[str, str]] = {
    "validate": ("validate", "Check the records; every problem with its place and a way out."),
    "explain": ("explain", "Explain the code of a finding, with a good and a bad example."),
    "rules": ("explain", "List every code and what it checks."),
    "search": ("search", "Search records and their items, offline."),
    "show": ("show", "Print a record or an item for reading."),
    "list": ("show", "List records or items, with filters."),
    "timeline": ("timeline", "Print what happened by day, over all courts and bodies."),
    "index": ("index", "Bring the search index up to date."),
    "render": ("render", "Write the site's pages as Markdown files, for other generators."),
    "dossier": ("dossier", "Make a document to take away: docx, odt, epub, html or md."),
    "changes": ("changes", "List what changed in the records since a release."),
    "release": ("changes", "Keep what the records hold now as a release."),
    "gen": ("gen", "Write the generated files: JSON Schema, field reference, counts."),
}


class LazyGroup(click.Group):
    """A group that imports a command only when it runs, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the overview."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kb_tools.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown name gets the nearest one as a hint."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else "See `kb --help`."
            ctx.fail(f"There is no command `{name}`. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Example: kb search "provisional measures" --kind holding',
)
@click.version_option(__version__, prog_name="kb")
@click.option(
    "--cases",
    type=click.Path(path_type=str),
    metavar="FOLDER",
    help="The folder of records; found from the current folder upwards unless given.",
)
@click.pass_context
def kb(ctx: click.Context, cases: str | None) -> None:
    """Find, check and take away what happened before the courts and the United Nations."""
    ctx.obj = {"cases": cases}


def main() -> None:
    """Run the command line; problems of the surroundings end with a sentence and exit code 2."""
    # Records are trees, and a command is short: looking for cycles is most of its end.
    gc.set_threshold(_CYCLES_AFTER)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a letter gets a sign for it instead of an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = kb.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except SystemExit:
        # click ends so, with exit code 1 and this stand-in for the output, when the reader of a
        # pipe has gone away; for a search that code would mean that nothing was found.
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            _quiet_end()
        raise
    except KbError as error:
        _fail(error.message, error.hint)
    except OSError as error:
        what = error.strerror or str(error)
        where = f" ({error.filename})" if error.filename else ""
        _fail(f"{what}{where}", "check the path, its permissions and the space on the disk")


def _fail(message: str, hint: str) -> Any:
    click.echo(f"kb: {message}", err=True)
    if hint:
        click.echo(f"    {hint}", err=True)
    sys.exit(2)


def _quiet_end() -> None:
    """End without a word when the reader of a pipe has gone away."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(0)
