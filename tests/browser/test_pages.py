"""Every kind of page: readable by all, at every width, in the dark, and from this host alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PageAt

#: One page of each kind.
KINDS = {
    "home": "",
    "records": "records/",
    "timeline": "timeline/",
    "lanes": "timeline/?view=lanes&from=2019&to=2020",
    "interventions": "interventions/",
    "uses": "uses/?mechanism=article-99",
    "routes": "routes/",
    "issues of law": "subjects/",
    "issue of law": "subjects/erga-omnes-partes/",
    "trackers": "trackers/",
    "open points": "open-points/",
    "certainty": "certainty/",
    "coverage": "coverage/",
    "changes": "changes/",
    "how to read": "about/how-to-read/",
    "case": "icj/178-gambia-v-myanmar/",
    "instrument": "instruments/genocide-convention/",
    "mechanism": "mechanisms/uniting-for-peace/",
    "statement": "statements/apwg-2021-myanmar-coup/",
    "series": "series/emergency-special-sessions/",
    "guide": "guide/command-line/",
    "reference of checks": "reference/rules/",
    "decisions": "design/decisions/",
    "search": "search/",
    "not found": "404.html",
}
#: Those that hold every component; contrast and phones are tried on them.
COMPONENTS = (
    "home",
    "lanes",
    "interventions",
    "routes",
    "issue of law",
    "trackers",
    "case",
    "guide",
)
WIDTHS = (1440, 768, 360)

#: Sums what moves from the first paint on.
WATCH = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) { window.shifted += entry.value; }
})).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = """() => document.fonts.ready.then(() =>
  new Promise(done => requestAnimationFrame(() => setTimeout(done, 150))))"""
REPEATED_IDS = """() => Object.entries(Object.groupBy(document.querySelectorAll("[id]"), e => e.id))
  .filter(([, found]) => found.length > 1).map(([id]) => id)"""
#: Leaves so many entries of each long list and rows of each long table: the others are like them.
SHORTEN = """most => document.querySelectorAll(".md-content :is(ul, ol, tbody, svg, section)").forEach(
  list => Array.from(list.children).slice(most).forEach(entry => entry.remove()))"""


def open_page(page: Page, kind: str) -> None:
    """Open a page of a kind and hold that nothing on it moves while it loads."""
    page.add_init_script(WATCH)
    page.goto(KINDS[kind])
    page.evaluate(SETTLED)
    assert "layout-shift" in page.evaluate("PerformanceObserver.supportedEntryTypes")
    assert page.evaluate("window.shifted") < 0.01


def violations(page: Page) -> str:
    """Return what axe finds on the page; it must have looked at something."""
    found = Axe().run(page)
    assert found.response["passes"], "axe looked at nothing"
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_stands_still_fits_every_width_and_is_read_by_all(
    page_at: PageAt, kind: str
) -> None:
    page = page_at(WIDTHS[0])
    open_page(page, kind)
    assert page.evaluate(REPEATED_IDS) == []
    overflow = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflow[width] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert max(overflow.values()) <= 0, overflow
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.evaluate(SHORTEN, 12)
    assert violations(page) == ""


@pytest.mark.parametrize("kind", COMPONENTS)
def test_a_page_is_read_by_all_on_a_phone_in_the_dark(page_at: PageAt, kind: str) -> None:
    page = page_at(360, dark=True)
    open_page(page, kind)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.evaluate(SHORTEN, 4)
    assert violations(page) == ""
