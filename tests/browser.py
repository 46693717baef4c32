"""A real browser for journeys: the Chromium of this machine, driven by Playwright.

Each file of tests gets a browser of its own: while Playwright's loop runs in this thread, Django
refuses the database here, and other files want it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
HOW_TO_GET = "No browser that starts: install Chromium (Debian: apt-get install chromium)."
PATIENCE_MS = 15_000

NewContext = Callable[..., BrowserContext]


def find() -> str | None:
    """The Chromium on this machine, or None: then Playwright's own is tried."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium. Raises playwright's Error when there is none that starts."""
    return playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, or fail where REQUIRE_BROWSER=1 says so."""
    with sync_playwright() as playwright:
        try:
            running = launch(playwright)
        except Error:
            if os.environ.get("REQUIRE_BROWSER") == "1":
                pytest.fail(HOW_TO_GET)
            pytest.skip(HOW_TO_GET)
        yield running
        running.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Makes a visitor's own browser: cookies apart from everyone else's."""
    contexts: list[BrowserContext] = []

    def make(*, phone: bool = False, scripts: bool = True, **options: Any) -> BrowserContext:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page on a desk."""
    return new_context().new_page()


@pytest.fixture
def phone_page(new_context: NewContext) -> Page:
    """A page on a phone."""
    return new_context(phone=True).new_page()


@pytest.fixture
def plain_page(new_context: NewContext) -> Page:
    """A page in a browser without scripts."""
    return new_context(scripts=False).new_page()
