"""Every kind of page: readable by all, at every width, in the dark, and from this host alone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PageAt

CASE = "icj/178-gambia-v-myanmar/"
#: One page of each kind.
KINDS = {
    "home": "",
    "records": "records/",
    "timeline": "timeline/",
    "open points": "open-points/",
    "certainty": "coverage/",
    "how to read": "about/how-to-read/",
    "case": CASE,
    "instrument": "instruments/genocide-convention/",
    "guide": "guide/command-line/",
    "reference of fields": "reference/fields/",
    "reference of checks": "reference/rules/",
    "decisions": "design/decisions/",
    "not found": "404.html",
}
WIDTHS = (360, 768, 1280)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page_at: PageAt, kind: str, dark: bool) -> None:
    page = page_at(1280, dark=dark)
    page.goto(KINDS[kind])
    found = Axe().run(page)
    assert found.response["passes"], "axe looked at nothing"
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", ["home", "case", "instrument", "timeline", "guide"])
def test_axe_finds_nothing_on_a_phone(page_at: PageAt, kind: str) -> None:
    page = page_at(390)
    page.goto(KINDS[kind])
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_needs_scrolling_sideways(page_at: PageAt, kind: str, width: int) -> None:
    page = page_at(width)
    page.goto(KINDS[kind])
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0


def test_the_fonts_of_the_site_are_its_own(page_at: PageAt) -> None:
    page = page_at()
    fetched: list[str] = []
    page.on("requestfinished", lambda request: fetched.append(request.url))
    page.goto(CASE)
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert [url for url in fetched if url.endswith(".woff2")]
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")


def test_every_link_inside_the_site_leads_to_a_page_and_a_place(
    page_at: PageAt, built_site: Path
) -> None:
    page = page_at()
    broken: list[str] = []
    looked_at = 0
    anchors: dict[Path, set[str]] = {}

    def known(target: Path) -> set[str]:
        if target not in anchors:
            page.goto(f"{target.relative_to(built_site).as_posix()}")
            anchors[target] = set(
                page.evaluate("Array.from(document.querySelectorAll('[id]'), e => e.id)")
            )
        return anchors[target]

    for path in [p for p in KINDS.values() if p != "404.html"]:
        page.goto(path)
        links = page.evaluate(
            "Array.from(document.querySelectorAll('.md-content a[href]'), a => [a.pathname, "
            "decodeURIComponent(a.hash.slice(1)), a.hostname])"
        )
        looked_at += len(links)
        for name, anchor, host in {tuple(link) for link in links}:
            if host != "127.0.0.1":
                continue
            target = built_site / name.lstrip("/")
            target = target / "index.html" if name.endswith("/") else target
            if not target.is_file():
                broken.append(f"{path} -> {name}")
            elif anchor and target.suffix == ".html" and anchor not in known(target):
                broken.append(f"{path} -> {name}#{anchor}")
    assert looked_at > 500
    assert broken == []
