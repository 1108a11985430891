"""Every kind of page: readable by all, at every width, in the dark, and from this host alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PageAt

CASE = "icj/178-gambia-v-myanmar/"
#: One page of each kind.
KINDS = {
    "home": "",
    "records": "records/",
    "timeline": "timeline/",
    "interventions": "interventions/",
    "open points": "open-points/",
    "certainty": "certainty/",
    "coverage": "coverage/",
    "how to read": "about/how-to-read/",
    "case": CASE,
    "instrument": "instruments/genocide-convention/",
    "mechanism": "mechanisms/uniting-for-peace/",
    "statement": "statements/apwg-2021-myanmar-coup/",
    "series": "series/emergency-special-sessions/",
    "guide": "guide/command-line/",
    "reference of checks": "reference/rules/",
    "decisions": "design/decisions/",
    "not found": "404.html",
}
WIDTHS = (360, 768, 1280)


#: The timeline is made of the parts that the page of a case has too, a thousand of them.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "timeline"])
def test_axe_finds_nothing(page_at: PageAt, kind: str) -> None:
    page = page_at(1280)
    page.goto(KINDS[kind])
    found = Axe().run(page)
    assert found.response["passes"], "axe looked at nothing"
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", ["home", "series", "interventions", "guide"])
def test_contrast_is_enough_in_the_dark(page_at: PageAt, kind: str) -> None:
    page = page_at(1280, dark=True)
    page.goto(KINDS[kind])
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert found.response["passes"], "axe looked at nothing"
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", ["home", "series", "guide"])
def test_axe_finds_nothing_on_a_phone(page_at: PageAt, kind: str) -> None:
    page = page_at(390)
    page.goto(KINDS[kind])
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_needs_scrolling_sideways(page_at: PageAt, kind: str) -> None:
    page = page_at()
    page.goto(KINDS[kind])
    overflow = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflow[width] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert max(overflow.values()) <= 0, overflow


def test_the_fonts_of_the_site_are_its_own(page_at: PageAt) -> None:
    page = page_at()
    fetched: list[str] = []
    page.on("requestfinished", lambda request: fetched.append(request.url))
    page.goto(CASE)
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert [url for url in fetched if url.endswith(".woff2")]
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
