"""Routes in a real browser: graph and lists, on a phone, by keyboard, and without scripts."""

from playwright.sync_api import Page

from tests.browser.conftest import PageAt


def test_the_graph_scrolls_by_keyboard_and_its_links_lead_to_the_lists(page_at: PageAt) -> None:
    page = page_at(360)
    page.goto("routes/")
    region = page.get_by_role("region", name="Graph of routes")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.routes-graph').scrollLeft > 0")
    lost = page.evaluate(
        """() => [...document.querySelectorAll('.routes-graph a')]
        .map(link => link.getAttribute('href'))
        .filter(href => !document.getElementById(href.slice(1)))"""
    )
    assert lost == []
    assert page.locator(".routes-graph a").count() > 100
    described = page.locator(".routes-graph svg").get_attribute("aria-describedby") or ""
    assert [name for name in described.split() if page.locator(f"#{name}").count() != 1] == []
    # At full width nothing of it is hidden.
    page.set_viewport_size({"width": 1440, "height": 900})
    assert region.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    page.get_by_role("link", name="Security Council referral: veto applies").click()
    assert page.url.endswith("#start-security-council-referral")


def test_a_start_leads_to_what_remains_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("routes/")
    page.locator(".starts").get_by_role(
        "link", name="Special Rapporteur on Myanmar", exact=True
    ).click()
    heading = page.locator("#start-special-rapporteur-myanmar")
    first = page.locator("#remains-special-rapporteur-myanmar--arria-formula")
    height = page.viewport_size["height"] if page.viewport_size else 0
    for shown in (heading, first):
        box = shown.bounding_box()
        assert box
        assert 0 <= box["y"] < height
    below = first.locator("details > ol")
    assert not below.is_visible()
    first.locator("summary").click()
    assert below.is_visible()
