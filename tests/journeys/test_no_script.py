"""Without scripts every public page reads, and both ways of asking work."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.live_server import LiveServer
from tests.screen import BOOKER, VISITOR, refs_of
from tests.screens import SCREENS

pytestmark = pytest.mark.once
FEWEST_WORDS = 5  # less is what is left when a page needs a script to draw itself


def test_public_pages_read(plain_page: Page, server: LiveServer) -> None:
    refs = refs_of(server)
    pages: dict[str, list[str]] = server.call("tests.screen_rows", "pages")
    ours = [screen.path for screen in SCREENS if screen.who == VISITOR and not screen.press]
    silent = []
    for path in [*ours, *(path for paths in pages.values() for path in paths)]:
        plain_page.goto(server.base_url + path.format_map(refs))
        words = plain_page.get_by_role("main").inner_text().split()
        if len(words) < FEWEST_WORDS or not plain_page.locator("h1").is_visible():
            silent.append(f"{path}: {' '.join(words)}")

    assert silent == []


def test_the_menu_opens(plain_page: Page, server: LiveServer) -> None:
    plain_page.set_viewport_size({"width": 320, "height": 640})
    plain_page.goto(server.base_url)

    plain_page.get_by_text("Menu", exact=True).click()
    plain_page.get_by_role("link", name="Dates", exact=True).click()

    plain_page.wait_for_url("**/dates/")


def test_a_place_can_be_taken_and_given_back(plain_page: Page, server: LiveServer) -> None:
    refs = refs_of(server)
    steps.be(plain_page, server, "Amina Rashid")
    plain_page.goto(f"{server.base_url}/dates/{refs['free_event']}/enrol/")
    steps.press(plain_page, "Take a place")
    expect(plain_page.get_by_role("alert")).to_contain_text("area")
    plain_page.get_by_label("Area where you work").select_option(label="Walsall")
    steps.press(plain_page, "Take a place")

    plain_page.wait_for_url(re.compile("/my/places/"))
    expect(plain_page.get_by_text("Confirmed").first).to_be_visible()
    plain_page.get_by_role("link", name=re.compile("Cancel")).first.click()
    plain_page.wait_for_url(re.compile("/cancel/"))
    plain_page.get_by_role("main").get_by_role("button").first.click()
    expect(plain_page.get_by_text("Cancelled").first).to_be_visible()


def test_a_visit_can_be_asked_for(plain_page: Page, server: LiveServer) -> None:
    steps.be(plain_page, server, BOOKER)
    plain_page.goto(f"{server.base_url}/bookings/new/?course=whole-year-assembly")
    plain_page.get_by_label("Part of our planned curriculum").check()
    plain_page.get_by_label("How does this visit fit your year?").fill("It opens our year.")
    steps.press(plain_page, "Add another group")
    for number, name in ((0, "Year 7"), (3, "Year 8")):
        plain_page.locator(f"[name=groups-{number}-label]").fill(name)
        plain_page.locator(f"[name=groups-{number}-expected]").fill("180")
        plain_page.locator(f"[name=groups-{number}-year_group]").select_option(f"Y{name[-1]}")
    steps.fill_date(plain_page, "Which day would you like?", 9, 12, 2026)
    plain_page.get_by_label("Who stays in the room?").fill("Head of Year 7")
    plain_page.get_by_label("Phone number on the day").fill("0121 496 0456")
    for statement in plain_page.locator("[name=agreement]").all():
        statement.check()
    steps.press(plain_page, "Send the request")

    plain_page.wait_for_url(re.compile("/bookings/VRP-2627-"))
    expect(plain_page.get_by_text("Requested").first).to_be_visible()
