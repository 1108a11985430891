"""An Atom feed (RFC 4287) of plain-text entries, the same bytes for the same entries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

_ATOM = "http://www.w3.org/2005/Atom"
#: Entries keep their id wherever the site is published, so ids are made from names alone.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "accountability-knowledge-base")
#: What stands for a day that nobody has recorded; an entry must bear one (section 4.1.2).
_NO_DAY = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: ``name`` never changes and makes its id; days are ISO; ``summary`` is plain text.

    ``link`` leads from the root of the site; ``published`` is the day that it tells of, or empty.
    """

    name: str
    title: str
    link: str
    updated: str
    summary: str
    published: str = ""


def atom_feed(
    name: str, title: str, path: str, page: str, updated: str, entries: Iterable[Entry]
) -> bytes:
    """Return a feed as a file; ``path`` is its own address and ``page`` the page of the same."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _text(feed, "id", _id(f"feed {name}"))
    _text(feed, "title", f"{title} – Accountability Knowledge Base")
    _text(feed, "updated", _instant(updated))
    author = ElementTree.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", "The contributors to the knowledge base")
    _link(feed, "self", path, "application/atom+xml")
    _link(feed, "alternate", page, "text/html")
    for entry in entries:
        element = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(element, "id", _id(entry.name))
        _text(element, "title", entry.title)
        _text(element, "updated", _instant(entry.updated))
        if entry.published:
            _text(element, "published", _instant(entry.published))
        _link(element, "alternate", entry.link, "text/html")
        _text(element, "summary", entry.summary)
    ElementTree.indent(feed, " ")
    data: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def _instant(day: str) -> str:
    return f"{day or _NO_DAY}T00:00:00Z"


def _text(parent: ElementTree.Element, tag: str, words: str) -> None:
    """Add an element with words; characters that XML cannot hold are left out (XML 1.0, 2.2)."""
    kept = "".join(c for c in words if c in "\t\n\r" or " " <= c < "\ufffe" or c > "\uffff")
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}").text = kept


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str) -> None:
    """Add a link; addresses are relative to the feed, which stands at the root of the site."""
    attributes = {"rel": relation, "href": address, "type": kind}
    ElementTree.SubElement(parent, f"{{{_ATOM}}}link", attributes)
