"""What a page is: Markdown with its title, its place on the site and where it is edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from kb_tools.changes import Snapshot
from kb_tools.markup import escape


def _no_line(record: str, pointer: str) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What the surroundings decide about pages.

    ``edit_base``: the address that the path of a record's file is appended to, to edit it; empty
    if there is none.  ``line_of`` returns the line of a pointer in a record's file, or 0.
    ``snapshots`` are the releases that what changed is told from.
    """

    edit_base: str = ""
    line_of: Callable[[str, str], int] = _no_line
    snapshots: tuple[Snapshot, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    ``path`` ends in ``.md`` and is the address with that ending; ``title`` and ``description``
    are plain text; ``edit_path`` is the file to edit, from the project's root; ``listed`` says
    whether a navigation may name it; ``searched`` whether the site's search looks through it;
    ``checked`` is the day it was last compared with its sources (ISO), for the site map.
    """

    path: str
    title: str
    markdown: str
    description: str = ""
    edit_path: str = ""
    listed: bool = False
    searched: bool = True
    checked: str = ""
    record: str = ""

    @property
    def text(self) -> str:
        """The page as a file: front matter, then Markdown.

        Themes put the title and the description into HTML as they are, so they are escaped here.
        """
        lines = [f"title: {_quoted(self.title)}"]
        if self.description:
            lines.append(f"description: {_quoted(self.description)}")
        if not self.searched:
            lines.append("search: {exclude: true}")
        lines.append("hide: [navigation]" if self.record else "hide: [navigation, toc]")
        return "---\n" + "\n".join(lines) + "\n---\n\n" + self.markdown


def _quoted(text: str) -> str:
    """Return plain text as a YAML string that holds HTML text on one line."""
    return json.dumps(escape(" ".join(text.split())), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: its id, its heading (our own words), its HTML, and how many items."""

    id: str
    title: str
    html: str
    count: int = 0


def assemble(head: str, sections: list[Section], taken: frozenset[str] = frozenset()) -> str:
    """Return the Markdown of a page: HTML blocks under Markdown headings of the second level.

    ``taken`` are ids of items; a section of the same id gives way to the item.
    """
    parts = [_block(head)]
    for section in sections:
        anchor = section_anchor(section.id, taken)
        parts.append(f"## {section.title} {{ #{anchor} }}\n\n{_block(section.html)}")
    return "\n\n".join(parts) + "\n"


def section_anchor(name: str, taken: frozenset[str]) -> str:
    """Return the anchor of a section; an item of the same id keeps it, and the section yields."""
    return f"{name}_" if name in taken else name


def _block(html: str) -> str:
    return f'<div class="kb">\n{html}\n</div>'
