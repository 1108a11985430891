"""What commands share: where the records are, how files and JSON are written, when to colour."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

import click

from kb_tools.diagnostics import KbError
from kb_tools.recordfiles import VOCABULARY_FOLDER

#: Version of every JSON shape that the commands print; raised when a shape changes.
JSON_VERSION = 1


def cases_folder(ctx: click.Context) -> Path:
    """Return the folder of records: as given, from ``KB_CASES``, or found upwards from here.

    Raises KbError if there is none.
    """
    given = (ctx.find_root().obj or {}).get("cases")
    if given is None:
        given = os.environ.get("KB_CASES") or None
    if given is not None:
        folder = Path(given)
        if not given or not folder.is_dir():
            raise KbError(f"there is no folder `{given}`", "name the folder that holds the records")
        return folder
    here = Path.cwd()
    for parent in (here, *here.parents):
        folder = parent / "cases"
        if (folder / VOCABULARY_FOLDER).is_dir() or next(folder.glob("*/*.yml"), None):
            return folder
    raise KbError(
        f"no folder `cases` in {here} or above it",
        "go to the project's folder, or name the folder: kb --cases FOLDER …",
    )


def index_folder(cases: Path) -> Path:
    """Return the folder of the search index: ``KB_INDEX``, or ``.kb/index`` beside the records."""
    given = os.environ.get("KB_INDEX")
    return Path(given) if given else cases.resolve().parent / ".kb" / "index"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: what stood there stays until all is written.

    Raises KbError if it cannot be written.
    """
    if not path.parent.is_dir():
        raise KbError(f"there is no folder {path.parent}", "make it first, or write elsewhere")
    if path.is_dir() or not path.name:
        raise KbError(f"{path} is a folder", "name a file")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        hint = "check its permissions and the space on the disk, or write elsewhere"
        raise KbError(f"{path} cannot be written: {error.strerror or error}", hint) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def print_json(shape: str, body: dict[str, Any]) -> None:
    """Print one JSON value with the name and version of its shape."""
    import json

    value = {"shape": shape, "version": JSON_VERSION, **body}
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def wants_colour(choice: str = "auto", stream: TextIO | None = None) -> bool:
    """Return whether to colour a stream: ``always``, ``never``, or on a terminal only.

    The stream is standard output unless given.
    """
    if choice != "auto":
        return choice == "always"
    return (stream or sys.stdout).isatty() and "NO_COLOR" not in os.environ
