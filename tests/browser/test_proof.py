"""What a reader downloads, and that every page is reached without scripts."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

#: What the largest page of a record may weigh, compressed, with all that it loads: 250 KB.
BUDGET = 250_000


def record_pages(site: Path) -> list[Path]:
    """Return the built pages of records: each lies in a folder beside the record's own file."""
    return [file.with_suffix("") / "index.html" for file in site.rglob("*.yml")]


def test_the_largest_page_of_a_record_weighs_at_most_250_kb_with_all_that_it_loads(
    page_at: PageAt, built_site: Path
) -> None:
    largest = max(record_pages(built_site), key=lambda file: file.stat().st_size)
    page = page_at()
    fetched: list[str] = []
    page.on("requestfinished", lambda request: fetched.append(urlsplit(request.url).path))
    page.goto(f"{largest.parent.relative_to(built_site).as_posix()}/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_load_state("networkidle")
    weights = {}
    for path in fetched:
        file = built_site / path.lstrip("/")
        data = (file / "index.html" if file.is_dir() else file).read_bytes()
        # Fonts are compressed already.
        weights[path] = len(data if path.endswith(".woff2") else gzip.compress(data, 6))
    assert sum(weights.values()) <= BUDGET, weights
    kinds = {path.rpartition(".")[2] for path in weights}
    assert {"css", "js", "woff2"} <= kinds, weights
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
    # The scripts of components that the page does not have stay away.
    assert {path for path in weights if "comparator.js" in path} == set()
    assert {path for path in weights if "timeline.js" in path} != set()


class _Links(HTMLParser):
    """The addresses that links inside the navigation lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "nav"
        if tag == "a" and self._depth:
            self.found.add(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "nav"


def test_the_navigation_leads_to_every_listed_page(built_site: Path, repo_root: Path) -> None:
    nav = (repo_root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    listed = re.findall(r": (\S+)\.md$", nav, re.MULTILINE)
    assert len(listed) > 15
    links = _Links((built_site / "index.html").read_text(encoding="utf-8")).found
    wanted = {"." if name == "index" else f"{name}/" for name in listed}
    assert wanted - links == set()


def test_every_part_of_the_site_is_reached_without_scripts(page_without_scripts: Page) -> None:
    """On a desk by tabs and the row under them, on a phone and a tablet by the menu."""
    page = page_without_scripts
    page.set_viewport_size({"width": 1220, "height": 900})
    page.goto("timeline/")
    tabs = page.locator(".md-tabs__link")
    lines = {tab["y"] for each in tabs.all() if (tab := each.bounding_box())}
    assert len(lines) == 1
    page.get_by_role("link", name="Reliability", exact=True).locator("visible=true").click()
    row = page.get_by_role("navigation", name="Reliability: its pages")
    expect(row.locator("[aria-current=page]")).to_have_text("How sure we are")
    row.get_by_role("link", name="Coverage").click()
    expect(page).to_have_url(re.compile("/coverage/$"))
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("records/")
        drawer = page.locator(".md-sidebar--primary")
        page.locator("label.md-header__button[for=__drawer]").click()
        drawer.locator("label", has_text="Reliability").locator("visible=true").first.click()
        drawer.get_by_role("link", name="Open points").click()
        expect(page).to_have_url(re.compile("/open-points/$"))


def test_what_an_address_asks_for_shows_even_if_its_script_does_not_come(page_at: PageAt) -> None:
    page = page_at()
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto("interventions/?article=art-62")
    content = page.locator(".md-content")
    assert content.evaluate("e => getComputedStyle(e).visibility") == "hidden"
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.md-content')).visibility === 'visible'"
    )
