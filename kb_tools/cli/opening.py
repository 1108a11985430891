"""Opening a page of the built site in a browser."""

from __future__ import annotations

import os
from pathlib import Path

from kb_tools.cli.indexing import say
from kb_tools.diagnostics import KbError
from kb_tools.search.unit import SearchUnit


def address_of(unit: SearchUnit, cases: Path) -> str:
    """Return the address of a unit on the built site: ``site`` beside the records, or ``KB_SITE``.

    ``KB_SITE`` is a folder or the address of a site.  Raises KbError if there is no such page.
    """
    item = unit.reference.removeprefix(unit.record)  # begins with the sign of an anchor
    given = os.environ.get("KB_SITE", "")
    if given.startswith(("http://", "https://")):
        return f"{given.rstrip('/')}/{unit.record}/{item}"
    folder = Path(given) if given else cases.resolve().parent / "site"
    if not (folder / "index.html").is_file():
        hint = "build it with `make site`, or name its folder or address in KB_SITE"
        raise KbError(f"there is no built site in {folder}", hint)
    page = folder / unit.record / "index.html"
    if not page.is_file():
        raise KbError(f"the site in {folder} has no page for {unit.record}", "build it: make site")
    return page.resolve().as_uri() + item


def open_page(unit: SearchUnit, cases: Path) -> None:
    """Open the page of a unit, and say its address.

    Raises KbError if there is no such page or no browser.
    """
    import webbrowser

    address = address_of(unit, cases)
    say(f"opens {address}")
    if not webbrowser.open(address):
        raise KbError("no browser could be started", "name one in BROWSER, or open the address")
