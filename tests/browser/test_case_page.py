"""The page of a case as a lawyer uses it: by eye, by keyboard, without scripts, on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

CASE = "icj/178-gambia-v-myanmar/"
RECORD = "cases/icj/178-gambia-v-myanmar.yml"


@pytest.fixture
def case_page(page_at: PageAt) -> Page:
    page = page_at()
    page.goto(CASE)
    return page


def test_the_status_line_says_the_stage_and_both_days(case_page: Page) -> None:
    status = case_page.locator(".status").inner_text()
    assert re.search(r"Under deliberation.*Last checked .*sources reach ", status, re.DOTALL)


SECTIONS = (
    "At a glance",
    "Timeline",
    "Decisions",
    "Holdings by subject",
    "Provisional measures",
    "Interventions",
    "Documents",
    "Representatives",
    "Related proceedings",
    "Open points",
    "Sources",
    "Cite",
)


def test_the_page_has_its_sections_in_order(case_page: Page) -> None:
    found = case_page.get_by_role("heading", level=2).all_inner_texts()
    assert [title for title in found if title in SECTIONS] == list(SECTIONS)


def test_the_timeline_is_filtered_by_keyboard_and_the_choice_is_in_the_address(
    case_page: Page,
) -> None:
    events = case_page.locator("#timeline ~ .kb li[data-g], .timeline li[data-g]")
    everything = events.count()
    box = case_page.get_by_role("checkbox", name=re.compile("Decisions"))
    box.focus()
    case_page.keyboard.press("Space")
    shown = [e for e in events.all() if e.is_visible()]
    assert 0 < len(shown) < everything
    expect(case_page.locator(".filter [role=status]")).to_have_text(
        f"{len(shown)} of {everything} events shown"
    )
    assert "kind=" in case_page.url
    case_page.reload()
    assert case_page.get_by_role("checkbox", name=re.compile("Decisions")).is_checked()


def test_a_link_to_a_filtered_event_shows_it(page_at: PageAt) -> None:
    page = page_at()
    page.goto(CASE)
    decision = page.locator(".timeline li[data-g='decision'] h4[id]").first.get_attribute("id")
    page.goto(f"{CASE}?kind=pleading")
    target = page.locator(f'[id="{decision}"]')
    expect(target).to_be_hidden()
    page.evaluate("id => { location.hash = id }", decision)
    expect(target).to_be_visible()


def test_every_item_of_the_record_is_on_the_page_under_its_own_address(
    case_page: Page, repo_root: Path
) -> None:
    from kb_tools.corpus import load
    from kb_tools.model.walk import entries

    record = load(repo_root / "cases").kb.records["icj/178-gambia-v-myanmar"]
    ids = [entry.item.id for entry in entries(record)]
    assert len(ids) > 300
    on_page = set(case_page.evaluate("Array.from(document.querySelectorAll('[id]'), e => e.id)"))
    assert [name for name in ids if name not in on_page] == []


def test_the_edit_link_of_an_item_names_its_line_in_the_file(
    case_page: Page, repo_root: Path
) -> None:
    lines = (repo_root / RECORD).read_text(encoding="utf-8").splitlines()
    heading = case_page.locator("#measure-4")
    heading.hover()
    href = heading.locator(".edit-item").get_attribute("href")
    assert href is not None
    match = re.fullmatch(rf".*/{RECORD}#L(\d+)", href)
    assert match
    assert lines[int(match[1]) - 1].strip() == "- id: measure-4"


def test_a_citation_can_be_copied(page_at: PageAt) -> None:
    page = page_at()
    page.goto(CASE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row = page.locator(".cites > div", has_text="I.C.J. Reports 2020, p. 3").first
    row.get_by_role("button").click()
    expect(row.get_by_role("button")).to_have_text("Copied")
    assert "I.C.J. Reports 2020, p. 3" in page.evaluate("navigator.clipboard.readText()")


def test_the_votes_of_a_decision_name_who_was_against(case_page: Page) -> None:
    decision = case_page.locator("li", has=case_page.locator("#judgment-2022-07-22"))
    words = decision.first.inner_text()
    assert "15-1" in words.replace("–", "-")
    assert "against: Xue" in words or "Against: Xue" in words or "Xue" in words


def test_the_page_reads_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(CASE)
    expect(page.locator("#measure-4")).to_be_visible()
    expect(page.locator(".timeline li[data-g]").first).to_be_visible()
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator("#sources")).to_be_visible()
    page.goto("")
    expect(page.get_by_text("The search needs JavaScript")).to_be_visible()
    page.get_by_role("link", name="list of records").click()
    expect(page.get_by_role("heading", name="Records", exact=True)).to_be_visible()


def test_on_paper_controls_go_and_addresses_of_sources_are_written_out(case_page: Page) -> None:
    case_page.emulate_media(media="print")
    chrome = (".md-header", ".md-tabs", ".md-sidebar--secondary")
    for gone in (*chrome, ".filter", ".as-of", ".actions", ".contents", ".self", ".copy"):
        assert case_page.locator(gone).count() > 0, gone
        assert case_page.locator(gone).locator("visible=true").count() == 0, gone
    written = case_page.evaluate(
        "getComputedStyle(document.querySelector('.sources a[href^=http]'), '::after').content"
    )
    assert "http" in written
    expect(case_page.locator("#measure-4")).to_be_visible()
    head = case_page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--kb-running')"
    )
    assert re.search(r"The Gambia v\. Myanmar.* · checked \d+ \w+ \d{4}", head)


def test_votes_are_drawn_beside_their_numbers(case_page: Page) -> None:
    """A square for each judge; the drawing says nothing that the words do not."""
    row = case_page.locator("#judgment-2022-07-22-point-4")
    expect(row.locator("td").last).to_contain_text("15–1")
    drawn = row.locator(".v")
    assert drawn.inner_text() == "■" * 15 + "□"
    expect(drawn).to_have_attribute("aria-hidden", "true")


def test_a_pdf_of_the_page_can_be_printed(case_page: Page) -> None:
    data = case_page.pdf()
    assert data.startswith(b"%PDF")
    assert len(data) > 100_000
