"""From the home page to a place on a date with nothing but a keyboard, seeing where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.live_server import LiveServer
from tests.screen import PASSWORD

pytestmark = pytest.mark.once
MOST_TABS = 60
COURSE = "Preventing violence against women and girls"
HAS_FOCUS_TO_SEE = """() => {
    const here = document.activeElement;
    const { top, bottom } = here.getBoundingClientRect();
    const inside = bottom > 0 && top < innerHeight;
    const near = [here, here.nextElementSibling].filter(Boolean).map((e) => getComputedStyle(e));
    return inside && near.some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none");
}"""


def test_from_the_home_page_to_a_place(page: Page, server: LiveServer) -> None:
    page.goto(server.base_url)
    tab_to(page, "Skip to main content")
    tab_to(page, "Dates")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dates/")

    filter_by_online(page)
    look_at_next_month(page)
    skip_to_main(page)
    tab_to(page, COURSE)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/dates/[a-z0-9]+/"))
    skip_to_main(page)
    tab_to(page, "Enrol on this date")
    page.keyboard.press("Enter")

    sign_in(page)
    choose(page, "Area where you work", "Walsall")
    tab_to(page, "Take a place")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/my/places/"))
    expect(page.get_by_text("Confirmed").first).to_be_visible()


def test_a_menu_on_a_phone_opens_with_the_keyboard(phone_page: Page, server: LiveServer) -> None:
    phone_page.goto(server.base_url)
    expect(phone_page.get_by_role("link", name="Dates", exact=True)).to_be_hidden()

    tab_to(phone_page, "Menu")
    phone_page.keyboard.press("Enter")
    tab_to(phone_page, "Dates")
    phone_page.keyboard.press("Enter")

    phone_page.wait_for_url("**/dates/")


def test_a_refused_form_leads_to_its_first_mistake(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.base_url}/accounts/login/")
    page.get_by_label("Email address").focus()
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Email address")).to_be_focused()


def filter_by_online(page: Page) -> None:
    """Choose one of a filter's links."""
    skip_to_main(page)
    tab_to(page, "Format: any")
    page.keyboard.press("Enter")
    tab_to(page, r"Online \d+")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dates/\?.*online"))
    expect(page.get_by_role("main").get_by_text(re.compile(r"^\d+ dates match"))).to_be_visible()


def look_at_next_month(page: Page) -> None:
    """From the list to the grid of a month, and on to the next; the filter goes along."""
    skip_to_main(page)
    tab_to(page, "Month")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dates/\?view=month.*online"))
    skip_to_main(page)
    tab_to(page, r"Later: \w+ \d{4}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dates/\?view=month&month=.*online"))


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has these words, or this pattern, has the focus, which always shows."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        page.wait_for_function(HAS_FOCUS_TO_SEE)
        if re.fullmatch(words, focused(page)):
            return
    pytest.fail(f"{words!r} is not within {MOST_TABS} tabs of {page.url}")


def focused(page: Page) -> str:
    """The words of what has the focus."""
    text = page.evaluate(
        "() => { const e = document.activeElement; return e.labels?.[0]?.innerText ?? e.innerText }"
    )
    return " ".join(str(text or "").split())


def skip_to_main(page: Page) -> None:
    """Use the first link of every page."""
    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def sign_in(page: Page) -> None:
    """With e-mail and password, back to where one was going."""
    page.wait_for_url(re.compile("/accounts/login/"))
    tab_to(page, "Email address")
    page.keyboard.type("member@foundryrise.example")
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/enrol/"))
    assert steps.heading(page).startswith("Enrol")


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by typing the beginning of a choice, if it asks."""
    if page.get_by_label(label).count() == 0:
        return
    tab_to(page, label)
    page.keyboard.type(option[:4])
    chosen = page.get_by_label(label).evaluate("list => list.selectedOptions[0].label")
    assert chosen == option
