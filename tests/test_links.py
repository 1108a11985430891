"""Every link inside the built site leads to a page, and to a place on it."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

HOST = "http://site.test/"


class Anchors(HTMLParser):
    """Gathers the ids of a page, and the targets of the links in its content."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.files: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.links.add(str(values["href"]))
        for name in ("src", "href"):
            if tag in ("script", "link", "img") and values.get(name):
                self.files.add(str(values[name]))


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, Anchors]:
    """What every page of the built site holds, by its address from the root."""
    found = {}
    for path in built_site.rglob("*"):
        name = path.relative_to(built_site).as_posix()
        if path.suffix == ".html":
            parser = Anchors()
            parser.feed(path.read_text(encoding="utf-8"))
            found[name.removesuffix("index.html")] = parser
        elif path.is_file():
            found[name] = Anchors()
    return found


def targets(name: str, parser: Anchors, wanted: str) -> list[tuple[str, str]]:
    inside = []
    for link in getattr(parser, wanted):
        parts = urlsplit(urljoin(HOST + name, link))
        if parts.hostname == "site.test":
            inside.append((unquote(parts.path.lstrip("/")), unquote(parts.fragment)))
    return inside


def test_every_link_leads_to_a_page_and_a_place(pages: dict[str, Anchors]) -> None:
    looked_at, broken = 0, []
    for name, parser in pages.items():
        if name == "404.html":
            continue  # its links start at the root of whatever host serves it
        for page, anchor in targets(name, parser, "links"):
            looked_at += 1
            if page not in pages:
                broken.append(f"{name} -> {page}")
            elif anchor and anchor not in pages[page].ids and not anchor.startswith("__"):
                broken.append(f"{name} -> {page}#{anchor}")
    assert looked_at > 5_000
    assert broken == []


def test_no_page_asks_for_a_file_that_is_not_there_or_from_another_host(
    pages: dict[str, Anchors],
) -> None:
    for name, parser in pages.items():
        if name == "404.html":
            continue
        foreign = [
            f for f in parser.files if urlsplit(urljoin(HOST + name, f)).hostname != "site.test"
        ]
        assert foreign == [], name
        missing = [page for page, _ in targets(name, parser, "files") if page not in pages]
        assert missing == [], name
