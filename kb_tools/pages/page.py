"""What a page is: Markdown with its title, its place on the site and where it is edited."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
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
class Section:
    """A section of a page: its id, its heading (our own words), its HTML, and how many items."""

    id: str
    title: str
    html: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """What a page says: HTML at its head, then sections under headings of the second level.

    ``taken`` are ids of items; a section of the same id gives way to the item.
    """

    head: str
    sections: tuple[Section, ...]
    taken: frozenset[str] = frozenset()

    def contents(self) -> Iterator[tuple[str, str]]:
        """Yield the anchor of each section and what a table of contents calls it (HTML)."""
        for section in self.sections:
            label = f"{section.title} · {section.count}" if section.count else section.title
            yield section_anchor(section.id, self.taken), label

    @property
    def markdown(self) -> str:
        """The body as Markdown: blocks of HTML under headings."""
        parts = [_block(self.head)]
        for section, (anchor, label) in zip(self.sections, self.contents(), strict=True):
            heading = f'## {section.title} {{ #{anchor} data-toc-label="{label}" }}'
            parts.append(f"{heading}\n\n{_block(section.html)}")
        return "\n\n".join(parts) + "\n"

    @property
    def html(self) -> str:
        """The body as HTML, the same as generators make of its Markdown."""
        parts = [_block(self.head)]
        for section, (anchor, _) in zip(self.sections, self.contents(), strict=True):
            parts += [f'<h2 id="{anchor}">{section.title}</h2>', _block(section.html)]
        return "\n".join(parts)


def assemble(head: str, sections: Iterable[Section], taken: frozenset[str] = frozenset()) -> Body:
    """Return the body of a page; ``taken`` are ids of items that sections give way to."""
    return Body(head, tuple(sections), taken)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    ``path`` ends in ``.md`` and is the address with that ending; ``title`` and ``description``
    are plain text; ``edit_path`` is the file to edit, from the project's root; ``listed`` says
    whether a navigation may name it; ``checked`` is the day it was last compared with its
    sources (ISO), for the site map.
    ``body`` is Markdown where it is plain text.
    """

    path: str
    title: str
    body: Body | str
    description: str = ""
    edit_path: str = ""
    listed: bool = False
    checked: str = ""
    record: str = ""

    @property
    def markdown(self) -> str:
        """What the page says, as Markdown."""
        return self.body if isinstance(self.body, str) else self.body.markdown

    @property
    def text(self) -> str:
        """The page as a file: front matter, then Markdown.

        Themes put the title and the description into HTML as they are, so they are escaped here.
        """
        lines = [f"title: {_quoted(self.title)}"]
        if self.description:
            lines.append(f"description: {_quoted(self.description)}")
        lines.append("hide: [navigation]" if self.record else "hide: [navigation, toc]")
        return "---\n" + "\n".join(lines) + "\n---\n\n" + self.markdown


def _quoted(text: str) -> str:
    """Return plain text as a YAML string that holds HTML text on one line."""
    return json.dumps(escape(" ".join(text.split())), ensure_ascii=False)


def section_anchor(name: str, taken: frozenset[str]) -> str:
    """Return the anchor of a section; an item of the same id keeps it, and the section yields."""
    return f"{name}_" if name in taken else name


def _block(html: str) -> str:
    return f'<div class="kb">\n{html}\n</div>'
