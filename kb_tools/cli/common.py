"""What commands share: where the records are, how JSON is printed, how a reference is found."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from kb_tools.diagnostics import KbError

#: Version of every JSON shape that the commands print; raised when a shape changes.
JSON_VERSION = 1


def cases_folder(ctx: click.Context) -> Path:
    """Return the folder of records: as given, from ``KB_CASES``, or found upwards from here.

    Raises KbError if there is none.
    """
    given = (ctx.find_root().obj or {}).get("cases") or os.environ.get("KB_CASES")
    if given:
        folder = Path(given)
        if not folder.is_dir():
            raise KbError(f"there is no folder {given}", "name the folder that holds the records")
        return folder
    here = Path.cwd()
    for parent in (here, *here.parents):
        if (parent / "cases" / "_vocab").is_dir():
            return parent / "cases"
    raise KbError(
        f"no folder `cases` in {here} or above it",
        "go to the project's folder, or name the folder: kb --cases FOLDER …",
    )


def index_folder(cases: Path) -> Path:
    """Return the folder of the search index: ``KB_INDEX``, or ``.kb/index`` beside the records."""
    given = os.environ.get("KB_INDEX")
    return Path(given) if given else cases.resolve().parent / ".kb" / "index"


def print_json(shape: str, body: dict[str, Any]) -> None:
    """Print one JSON value with the name and version of its shape."""
    value = {"shape": shape, "version": JSON_VERSION, **body}
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def wants_colour(choice: str = "auto") -> bool:
    """Return whether to colour standard output: ``always``, ``never``, or on a terminal only."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
