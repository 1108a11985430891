"""The built site, served on this machine, and pages of it in a real browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = (
    "no Chromium found: install it (Debian: sudo apt-get install chromium libatomic1) "
    "or set KB_CHROMIUM to its path"
)
# Nothing but the page under test reaches the network, and no other host can be reached at all.
CHROMIUM_FLAGS = [
    "--no-sandbox",  # Chromium refuses to start as root with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

PageAt = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder, and keep those of a file on one worker: they share a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser of this machine; without one the test is skipped, or fails where one must be."""
    named = os.environ.get("KB_CHROMIUM")
    candidates = (named,) if named else CHROMIUM_NAMES
    found = next(filter(None, map(shutil.which, candidates)), None)
    if found:
        return found
    reason = f"KB_CHROMIUM is {named}, which cannot be run" if named else NO_CHROMIUM
    if os.environ.get("KB_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def playwright_driver(chromium_path: str) -> Iterator[Playwright]:
    """What drives browsers; there is one for all tests."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright, chromium_path: str) -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    chromium = playwright_driver.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def page_without_scripts(
    playwright_driver: Playwright, chromium_path: str, site_url: str
) -> Iterator[Page]:
    """An empty page of a browser in which scripts are switched off as a reader would do it."""
    chromium = playwright_driver.chromium.launch(
        executable_path=chromium_path,
        args=[*CHROMIUM_FLAGS, "--blink-settings=scriptEnabled=false"],
    )
    yield chromium.new_context(base_url=site_url).new_page()
    chromium.close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a browser may hang up in the middle of an answer


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the built site, ending in a slash."""
    handler = partial(_QuietHandler, directory=str(built_site))
    with _QuietServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def foreign_requests() -> Iterator[list[str]]:
    """Addresses on other hosts that a page asked for; when there is one, the test fails."""
    asked: list[str] = []
    yield asked
    assert not asked, f"the page asked other hosts: {sorted(set(asked))}"


@pytest.fixture
def page_at(browser: Browser, site_url: str, foreign_requests: list[str]) -> Iterator[PageAt]:
    """A function that opens an empty page so many pixels wide; `goto("icj/")` is below the site."""
    contexts = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            foreign_requests.append(url)

    def open_page(width: int = 1280, dark: bool = False, height: int = 900) -> Page:
        context = browser.new_context(
            base_url=site_url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            service_workers="block",
        )
        contexts.append(context)
        context.on("request", lambda request: note(request.url))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
