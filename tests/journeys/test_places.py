"""What can happen to a place, as a person meets it: on a phone, and mostly without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext
from tests.journeys import steps
from tests.live_server import LiveServer

pytestmark = pytest.mark.once
AMINA, CARYS = "Amina Rashid", "Carys Bevan"
HER_EMAIL, CARYS_EMAIL = "amina@learner.example", "booker@foundryrise.example"
MANAGER = "head.of.service@elsewhere.example"


@pytest.fixture
def phone(new_context: NewContext) -> Callable[[], Page]:
    """A phone of somebody's own, without scripts."""
    return lambda: new_context(phone=True, scripts=False).new_page()


def date(server: LiveServer, **facts: Any) -> str:
    """A date of a course of its own; its reference."""
    ref: str = server.call("tests.races.seed", "make_date", **facts)
    return ref


def ask(page: Page, button: str) -> None:
    """Fill in the form to enrol, or to wait, as far as it asks."""
    steps.press(page, button)
    own = page.get_by_role("group", name="Who are you coming for?").get_by_role("radio")
    if own.count():
        own.last.check()
    area = page.get_by_label("Area where you work")
    if area.count():
        area.select_option(label="Walsall")


def test_a_manager_says_yes_with_the_keyboard(server: LiveServer, new_context: NewContext) -> None:
    ref = date(server, capacity=3, needs_manager=True)
    page = new_context(phone=True).new_page()
    steps.be(page, server, AMINA)
    page.goto(f"{server.base_url}/dates/{ref}/")
    enter(page, page.get_by_role("main").get_by_role("link", name="Enrol on this date"))
    page.get_by_label("Area where you work").select_option(label="Walsall")
    page.locator("[name=manager_email]").focus()
    page.keyboard.press("ControlOrMeta+A")  # she named another before
    page.keyboard.type(MANAGER)
    enter(page, page.get_by_role("button", name="Ask for a place"))
    page.wait_for_url(re.compile("/my/places/"))
    expect(page.get_by_text("Waiting for approval").first).to_be_visible()

    mail = server.wait_for_mail(MANAGER, "approve")
    link = re.search(r"http://\S+/approvals/\S+/", mail.get_body(("plain",)).get_content())
    assert link, mail
    manager = new_context(phone=True, scripts=False).new_page()
    manager.goto(link[0])
    enter(manager, manager.get_by_role("button", name="Approve"))

    page.reload()
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    server.wait_for_mail(HER_EMAIL, f"Your place: Course {ref}")


def enter(page: Page, target: Any) -> None:
    """Press Enter on something, and wait until that has led somewhere."""
    target.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_a_full_date_to_an_offer_to_a_place(
    server: LiveServer, phone: Callable[[], Page]
) -> None:
    ref = date(server, capacity=1)
    first, second = phone(), phone()
    take(first, server, AMINA, ref)
    steps.be(second, server, CARYS)
    second.goto(f"{server.base_url}/dates/{ref}/")
    ask(second, "Join the waiting list")
    steps.press(second, "Join the waiting list")
    second.wait_for_url(re.compile("/my/places/"))
    expect(second.get_by_text("1st").first).to_be_visible()

    steps.press(first, "Cancel my place")
    first.get_by_role("main").get_by_role("button").first.click()
    expect(first.get_by_text("Cancelled").first).to_be_visible()

    server.wait_for_mail(CARYS_EMAIL, "A place is held")
    second.reload()
    steps.press(second, "Yes, I take the place")
    expect(second.get_by_text("Confirmed").first).to_be_visible()


def test_a_place_moves_and_goes_to_a_colleague(
    server: LiveServer, phone: Callable[[], Page]
) -> None:
    ref = date(server, capacity=2)
    other = server.call("tests.races.seed", "make_sibling", ref=ref)
    page = phone()
    take(page, server, AMINA, ref)
    steps.press(page, "Move to another date")
    page.locator(f"input[value='{other}']").check()
    steps.press(page, "Move my place")
    page.wait_for_url(re.compile("/my/places/"))
    expect(page.get_by_text("Confirmed").first).to_be_visible()

    steps.press(page, "Send a colleague instead")
    page.get_by_label("Colleague's full name").fill("Ned Okafor")
    page.get_by_label("Colleague's work email address").fill("ned@elsewhere.example")
    steps.press(page, "Give my place to them")

    expect(page.get_by_text("Passed on to a colleague").first).to_be_visible()
    say_yes(phone(), server.wait_for_mail("ned@elsewhere.example", "A place is held"))
    sure = server.wait_for_mail("ned@elsewhere.example", f"Your place: Course {ref}")
    (entry,) = steps.calendar_of(sure).walk("VEVENT")
    assert entry["SUMMARY"]
    assert server.call("tests.races.seed", "places", ref=ref)["taken"] == 0
    assert server.call("tests.races.seed", "places", ref=other)["taken"] == 1


def say_yes(page: Page, mail: Any) -> None:
    """Follow the link in the mail that asks, and press the button there."""
    link = re.search(r"http://\S+/places/\S+/", mail.get_body(("plain",)).get_content())
    assert link, mail
    page.goto(link[0])
    steps.press(page, "Yes, I take the place")
    expect(page.get_by_text("The place is yours").first).to_be_visible()


def take(page: Page, server: LiveServer, name: str, ref: str) -> None:
    """Be somebody, and take a place."""
    steps.be(page, server, name)
    page.goto(f"{server.base_url}/dates/{ref}/")
    ask(page, "Enrol on this date")
    steps.press(page, "Take a place")
    page.wait_for_url(re.compile("/my/places/"))
    expect(page.get_by_text("Confirmed").first).to_be_visible()
