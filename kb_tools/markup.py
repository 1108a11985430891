"""Contributor text into HTML: the one escaping function, and the smallest of elements.

Whatever a record holds comes out as text: no markup of it survives, no address of it but
http and https becomes a link, and controls that could reverse the direction of text are gone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)


def without_controls(text: str) -> str:
    """Return the text with control characters and direction overrides replaced by U+FFFD."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def escape(text: str) -> str:
    """Return contributor text as HTML text, safe inside elements and quoted attributes."""
    return html.escape(without_controls(text), quote=True)


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element; ``content`` is HTML already, attribute values are escaped here.

    A trailing underscore of an attribute's name is dropped (``class_``), and an inner one
    becomes a hyphen (``data_kind``); attributes without a value are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{written}>{content}</{name}>"


def link(url: str, content: str, **attributes: str) -> str:
    """Return a link to an address of this site or to http(s); for any other address, the content.

    ``content`` is HTML already.
    """
    scheme, colon, _ = url.partition(":")
    foreign = colon and "/" not in scheme and "#" not in scheme and "?" not in scheme
    if not url or (foreign and scheme.lower() not in ("http", "https")):
        return content
    return element("a", content, href=url, **attributes)


def paragraphs(text: str) -> str:
    """Return prose as paragraphs, split at blank lines."""
    parts = re.split(r"\n\s*\n", text.strip())
    return "".join(element("p", escape(part)) for part in parts if part.strip())


def table(head: Iterable[str], rows: Iterable[Iterable[str]], widths: Iterable[int] = ()) -> str:
    """Return a table; all cells are HTML already, ``widths`` are per cent of the line."""
    columns = "".join(f'<col style="width: {width}%" />' for width in widths)
    group = f"<colgroup>{columns}</colgroup>" if columns else ""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{group}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
