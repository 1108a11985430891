"""The comparator and the trackers in a browser: sort, choose, compare, by mouse and keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAt

POLAND, CUBA = "pcij_iii-1-wimbledon_poland", "icj_14-haya-de-la-torre_cuba"


def shown(page: Page) -> Locator:
    return page.locator(".wide tbody tr:not([hidden])")


def status(page: Page) -> Locator:
    return page.locator(".comparator [role=status]")


@pytest.fixture
def interventions(page_at: PageAt) -> Page:
    page = page_at()
    page.goto("interventions/")
    return page


def test_columns_are_sorted_both_ways_and_what_is_unknown_comes_last(interventions: Page) -> None:
    page = interventions
    head = page.locator("th[data-key=days]")
    button = head.get_by_role("button", name="Days")
    button.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    cells = page.locator(".wide tbody tr td:nth-child(9)").all_inner_texts()
    known = [int(text.replace(",", "")) for text in cells if text]
    assert known == sorted(known)
    assert len(known) > 50
    assert cells[: len(known)] == [text for text in cells if text]
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(status(page)).to_have_text("88 States in cases, sorted by Days, downwards")
    assert page.locator("[aria-sort]").count() == 1
    assert page.url.endswith("?sort=-days")
    page.reload()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert shown(page).first.locator("td:nth-child(9)").inner_text() == str(max(known))


def test_rows_are_chosen_counted_and_the_choice_is_in_the_address(interventions: Page) -> None:
    page = interventions
    page.locator("[name=article]").select_option("art-62")
    expect(status(page)).to_have_text("13 of 88 States in cases shown")
    page.get_by_label("From").fill("1990")
    page.get_by_label("to", exact=True).fill("2011")
    names = shown(page).locator("th").all_inner_texts()
    page.reload()
    assert shown(page).locator("th").all_inner_texts() == names
    assert {"article=art-62", "from=1990", "to=2011"} <= set(page.url.partition("?")[2].split("&"))
    page.get_by_label("State", exact=True).fill("TÜRK")
    expect(status(page)).to_have_text(re.compile(r"^0 of 88 .*without “türk”: \d+", re.IGNORECASE))
    page.get_by_role("button", name="Show all").click()
    expect(status(page)).to_have_text("88 States in cases")
    assert page.url.endswith("interventions/")
    page.get_by_label("State", exact=True).fill("turk")
    assert shown(page).locator("th").all_inner_texts() == ["Türkiye"]
    page.evaluate("id => { location.hash = id }", POLAND)
    expect(page.locator(f"#{POLAND}")).to_be_visible()


def test_rows_are_set_side_by_side_by_keyboard_and_closed_again(interventions: Page) -> None:
    page = interventions
    compare = page.get_by_role("button", name=re.compile("^Compare"))
    expect(compare).to_be_disabled()
    for identity in (POLAND, CUBA):
        page.locator(f"#{identity} input").focus()
        page.keyboard.press("Space")
    expect(compare).to_have_text("Compare 2 chosen")
    compare.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 States in cases side by side")).to_be_focused()
    table = page.locator(".sides")
    assert table.locator("thead th").all_inner_texts() == ["Poland", "Cuba"]
    interest = table.get_by_role("row", name=re.compile("^Interest or construction"))
    expect(interest).to_contain_text("Treaty of Versailles")
    expect(interest).to_contain_text("Havana Convention")
    expect(table.get_by_role("row", name=re.compile("^Article"))).to_have_class("same")
    assert "script" not in page.locator(".comparison").inner_html()
    expect(page.locator(".wide")).to_be_hidden()
    address = page.url
    page.keyboard.press("Escape")
    expect(page.locator(".wide")).to_be_visible()
    expect(compare).to_be_focused()
    assert "compare" not in page.url
    page.go_back()
    expect(table).to_be_visible()
    page.goto(address)
    assert table.locator("thead th").all_inner_texts() == ["Poland", "Cuba"]
    found = Axe().run(page, context=".comparison")
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Back to the list").click()
    for box in page.locator(".wide .x input:not(:checked)").all()[:2]:
        box.check()
    expect(page.locator(".wide .x input:enabled")).to_have_count(4)


def test_without_scripts_the_table_is_whole_and_nothing_waits_for_them(
    page_without_scripts: Page,
) -> None:
    page = page_without_scripts
    page.goto("interventions/")
    expect(page.locator(".wide tbody tr")).to_have_count(88)
    for gone in (".chooser", ".bar", ".wide thead .x", ".wide tbody .x >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("th[data-key=filed]")).to_have_text("Filed")


def test_on_a_phone_the_order_is_a_field(page_at: PageAt) -> None:
    page = page_at(390)
    page.goto("uses/?mechanism=article-99")
    expect(status(page)).to_have_text("9 of 352 uses shown")
    page.get_by_label("Sort by").select_option("-date")
    days = shown(page).locator("time:first-of-type").evaluate_all("all => all.map(t => t.dateTime)")
    assert days == sorted(days, reverse=True)
    assert "sort=-date" in page.url
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_day_that_has_passed_since_is_marked(page_at: PageAt) -> None:
    page = page_at()
    page.clock.set_fixed_time("2027-05-23T12:00:00")
    page.goto("trackers/")
    due = page.locator("[data-due]")
    expect(due).to_have_text("Due")
    page.clock.set_fixed_time("2027-05-24T12:00:00")
    page.reload()
    expect(due).to_have_text("Due date has passed; not established")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_paper_the_table_keeps_its_head_and_the_numbers_unfold(interventions: Page) -> None:
    page = interventions
    page.emulate_media(media="print")
    # Chromium repeats a head on the next page only if there is no button in it.
    head = page.locator("th[data-key=decided]")
    expect(head.locator("button")).to_be_hidden()
    assert head.evaluate("th => getComputedStyle(th, '::before').content") == '"Decided"'
    expect(page.locator(".chooser")).to_be_hidden()
    height = "document.querySelector('details table').getBoundingClientRect().height"
    assert page.evaluate(height) > 100
