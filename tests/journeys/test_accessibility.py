"""Every screen, full, empty and refused, as axe-core and a narrow window see it.

In a check at the narrow width, at the first state of every address; at full size (`make evidence`)
at both widths and every state. How the rest is judged: docs/accessibility.md.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLResolver, get_resolver
from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE_MS
from tests.evidence import IS_FULL
from tests.journeys import steps
from tests.live_server import LiveServer
from tests.processes import ROOT
from tests.screen import VISITOR, Screen, refs_of
from tests.screens import ACCIDENTS, NO_SCREEN, SCREENS

NARROW, WIDE = 320, 1280
NOT_FOUND = 404
WIDTHS = (NARROW, WIDE) if IS_FULL else (NARROW,)
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
NOT_OURS = ("cms/", "documents/", "_util/")  # Wagtail's own screens and doors
DOCUMENT = ROOT / "docs" / "accessibility.md"


@dataclass
class Look:
    """What was found in one round."""

    screens: int = 0
    problems: list[str] = field(default_factory=list)
    unsure: Counter[str] = field(default_factory=Counter)
    titles: dict[str, set[str]] = field(default_factory=dict)


class Visitors:
    """A browser window for each person, signed in once."""

    def __init__(self, browser: Browser, server: LiveServer, width: int) -> None:
        self.browser = browser
        self.server = server
        self.options: dict[str, Any] = {"viewport": {"width": width, "height": 800}}
        self.pages: dict[str, Page] = {}

    def page_for(self, screen: Screen) -> Page:
        """The window in which the screen is looked at; what leads elsewhere gets a new one."""
        if screen.leads_to:
            return self.new_page()
        if screen.who not in self.pages:
            self.pages[screen.who] = self.new_page()
            if screen.who:
                steps.be(self.pages[screen.who], self.server, screen.who)
        return self.pages[screen.who]

    def new_page(self) -> Page:
        """A window of somebody whom the site does not know."""
        page = self.browser.new_context(locale="en-GB", **self.options).new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self.browser.contexts:
            context.close()


@pytest.fixture(scope="module")
def refs(server: LiveServer) -> dict[str, str]:
    """The rows that the screens show."""
    return refs_of(server)


@pytest.fixture(params=WIDTHS)
def visitors(
    request: pytest.FixtureRequest, browser: Browser, server: LiveServer
) -> Iterator[Visitors]:
    """Everyone, at one width."""
    made = Visitors(browser, server, request.param)
    yield made
    made.close()


def names(resolver: URLResolver, space: str = "", path: str = "") -> Iterator[str]:
    """The names of all our addresses, with their name spaces."""
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if here.lstrip("^").startswith(NOT_OURS):
            continue
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern, inside, here)
        elif pattern.name:
            yield space + pattern.name


def test_every_address_has_a_screen_or_a_reason() -> None:
    known = {screen.name for screen in SCREENS} | set(NO_SCREEN)
    found = set(names(get_resolver()))

    assert found - known == set(), "Add them to tests/screens.py"
    assert known - found == {"404"}


def chosen(screens: tuple[Screen, ...]) -> list[Screen]:
    """All of them, or in a check the first of every address."""
    if IS_FULL:
        return list(screens)
    return list({screen.name: screen for screen in reversed(screens)}.values())[::-1]


def cms_screens(server: LiveServer) -> list[Screen]:
    """The live pages of the CMS at addresses of their own; in a check one of each type."""
    pages: dict[str, list[str]] = server.call("tests.screen_rows", "pages")
    seen = {screen.path for screen in SCREENS}
    return [
        Screen(kind, path)
        for kind, paths in pages.items()
        for path in (paths if IS_FULL else paths[:1])
        if path not in seen
    ]


@pytest.mark.evidence
@pytest.mark.once
def test_every_screen_is_accessible(
    visitors: Visitors, server: LiveServer, refs: dict[str, str], record: Any
) -> None:
    look, axe = Look(), Axe()
    for screen in [*chosen(SCREENS), *cms_screens(server)]:
        page = visitors.page_for(screen)
        status = screen.open(page, server, refs)
        where = page.url.removeprefix(server.base_url)
        wanted = (screen.leads_to or screen.path).format_map(refs)
        lost = (status == NOT_FOUND) is not screen.is_nowhere
        if status >= 500 or lost or where != wanted:
            look.problems.append(f"{screen.words}: {status} at {where}")
        examine(look, axe, page, screen)
    for template in ACCIDENTS:
        page = visitors.page_for(Screen("", "", VISITOR))
        show(page, server, template)
        examine(look, axe, page, Screen(template, template))

    width = visitors.options["viewport"]["width"]
    record(f"axe-{width}", screens=look.screens, violations=len(look.problems), unsure=look.unsure)
    shared = [f"{title}: {who}" for title, who in look.titles.items() if len(who) > 1]
    assert (look.problems, unjudged(look.unsure), shared) == ([], [], [])


def show(page: Page, server: LiveServer, template: str) -> None:
    """Draw a page of an accident where its styles are found."""
    text = server.call("tests.screen_rows", "template", name=template)
    address = f"{server.base_url}/accident/"
    page.route(address, lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(address)
    page.unroute(address)


def examine(look: Look, axe: Axe, page: Page, screen: Screen) -> None:
    """Write down what is wrong with the page as it is now."""
    look.screens += 1
    found = axe.run(page, options=AXE).response
    wrong = [f"{rule['id']} {rule['nodes'][0]['html'][:200]}" for rule in found["violations"]]
    look.unsure.update(key for rule in found["incomplete"] for key in keys_of(rule))
    width = page.viewport_size["width"] if page.viewport_size else 0
    across = page.evaluate("document.documentElement.scrollWidth")
    headings = page.locator("h1").count()
    title = page.title()
    if across > width:
        wrong.append(f"{across} px wide in a window of {width}")
    if headings != 1:
        wrong.append(f"{headings} first headings")
    if not re.fullmatch(r"\S.+ \u2013 Upstander", title):
        wrong.append(f"title {title!r}")
    if screen.has_errors and not title.startswith("Error: "):
        wrong.append(f"no 'Error: ' in the title {title!r}")
    look.problems += [f"{screen.words} at {width} px: {words}" for words in wrong]
    look.titles.setdefault(title, set()).add(screen.name)


def keys_of(rule: dict[str, Any]) -> Iterator[str]:
    """Rule and reason for which axe could not decide, as the document lists them."""
    for node in rule["nodes"]:
        checks = [*node["any"], *node["all"], *node["none"]]
        data = next((check["data"] for check in checks if isinstance(check["data"], dict)), {})
        yield f"{rule['id']} {data.get('messageKey') or ''}".strip()


def unjudged(unsure: Counter[str]) -> list[str]:
    """Those that docs/accessibility.md says nothing about."""
    text = DOCUMENT.read_text()
    return [key for key in unsure if f"| `{key}` |" not in text]
