"""The search of the site: it opens from the home page and leads to items of records."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAt


def test_the_form_on_the_home_page_searches(page_at: PageAt) -> None:
    page = page_at()
    page.goto("")
    page.get_by_label("Search records and their items").fill("plausibility")
    page.keyboard.press("Enter")
    first = page.locator(".md-search-result__item a").first
    expect(first).to_be_visible()
    first.click()
    expect(page).to_have_url(re.compile("/(icj|instruments)/"))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ('"178-20200123-ORD-01-00-EN"', "icj/178-gambia-v-myanmar"),
        ("plausibility", "icj/178-gambia-v-myanmar"),
        ("S/RES/2669", "mechanisms/security-council-on-myanmar"),
        ("Genocide Convention Art. IX", "instruments/genocide-convention"),
    ],
)
def test_the_search_leads_to_records(page_at: PageAt, words: str, place: str) -> None:
    page = page_at()
    page.goto(f"?q={words}")
    link = page.locator(f".md-search-result__item a[href*='{place}']").first
    expect(link).to_be_visible()


def test_the_search_opens_by_keyboard_and_has_a_name(page_at: PageAt) -> None:
    page = page_at()
    page.goto("records/")
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_only_records_are_searched(built_site: Path) -> None:
    index = json.loads((built_site / "search/search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].split("/")[0] for entry in index["docs"]}
    kinds = {"instruments", "mechanisms", "statements", "series"}
    assert places <= {"icj", "pcij", "icc", "national"} | kinds
    assert {"icj", "instruments"} <= places


@pytest.mark.parametrize(("name", "toggle"), [("Menu", "__drawer"), ("Search", "__search")])
def test_menu_and_search_open_by_keyboard_on_a_phone(
    page_at: PageAt, name: str, toggle: str
) -> None:
    page = page_at(390)
    page.goto("records/")
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("id => document.getElementById(id).checked", toggle)
