"""A school books a workshop for three classes, and the month's return goes up by who came."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext
from tests.journeys import steps
from tests.live_server import LiveServer

pytestmark = pytest.mark.either
GROUPS = (("9A", 30, 28), ("9B", 32, 30), ("9C", 29, 27))
AFTERWARDS = datetime(2026, 12, 9, 13, 30, tzinfo=UTC)


def test_from_a_request_to_the_months_return(server: LiveServer, new_context: NewContext) -> None:
    school, office = new_context().new_page(), new_context().new_page()
    steps.be(school, server, "Bola Adeyemi")
    reference = ask_for_a_workshop(school, server)
    steps.be(office, server, "Cora Whitfield")
    offer_the_day(office, server, reference)
    facilitator = assign(office)
    steps.press(office, "Confirm the visit")
    steps.press(office, "Confirm the visit")
    school_sees_it_confirmed(school, server, reference)

    server.move_clock(AFTERWARDS)
    steps.be(office, server, "Cora Whitfield")
    before = contacts(office, server)
    count_heads(new_context(phone=True, scripts=False).new_page(), server, facilitator)
    after = contacts(office, server)
    assert after - before == 28 + 30 + 27 == 85


def ask_for_a_workshop(page: Page, server: LiveServer) -> str:
    """One page, then a reference."""
    page.goto(f"{server.base_url}/bookings/new/?course=whole-year-assembly")
    page.get_by_label("Part of our planned curriculum").check()
    page.get_by_label("How does this visit fit your year?").fill("It opens our year of prevention.")
    for number, (label, expected, _) in enumerate(GROUPS):
        page.locator(f"[name=groups-{number}-label]").fill(label)
        page.locator(f"[name=groups-{number}-expected]").fill(str(expected))
        page.locator(f"[name=groups-{number}-year_group]").select_option("Y9")
    steps.fill_date(page, "Which day would you like?", 9, 12, 2026)
    page.get_by_label("Who stays in the room?").fill("Head of Year 9")
    page.get_by_label("Phone number on the day").fill("0121 496 0456")
    for statement in page.locator("[name=agreement]").all():
        statement.check()
    steps.press(page, "Send the request")
    page.wait_for_url(re.compile("/bookings/VRP-2627-"))
    expect(page.get_by_text("Requested").first).to_be_visible()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def offer_the_day(page: Page, server: LiveServer, reference: str) -> None:
    """The day they asked for, all three classes together."""
    page.goto(f"{server.base_url}/team/bookings/{reference}/")
    steps.press(page, "Offer a date")
    page.get_by_label("Start time").fill("11:15am")
    page.get_by_label("All groups together").check()
    steps.press(page, "Offer this date")
    page.wait_for_url(re.compile(f"/team/bookings/{reference}/$"))


def assign(page: Page) -> str:
    """The first facilitator who can."""
    page.get_by_role("link", name=re.compile("Assign")).first.click()
    choice = page.get_by_role("group", name="Who takes this session?").get_by_role("radio").first
    choice.check()
    name = choice.evaluate("radio => radio.labels[0].innerText").strip()
    steps.press(page, "Assign")
    expect(page.get_by_text(name).first).to_be_visible()
    return str(name)


def school_sees_it_confirmed(page: Page, server: LiveServer, reference: str) -> None:
    """In words on its page, in a mail with a calendar entry, and as a file to download."""
    page.goto(f"{server.base_url}/bookings/{reference}/")
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    mail = server.wait_for_mail("booker@canalside.example", "Confirmed")
    (entry,) = steps.calendar_of(mail).walk("VEVENT")
    assert entry.decoded("DTSTART") == datetime(2026, 12, 9, 11, 15, tzinfo=UTC)
    with page.expect_download() as waiting:
        page.locator("a[href$='visit.ics']").first.click()
    assert waiting.value.suggested_filename.endswith(".ics")


def count_heads(page: Page, server: LiveServer, facilitator: str) -> None:
    """The facilitator counts three classes on a phone, without scripts."""
    steps.be(page, server, facilitator)
    page.goto(f"{server.base_url}/today/")
    page.locator("a[href*='/registers/']").first.click()
    for label, _, came in GROUPS:
        page.get_by_label(re.compile(label)).first.fill(str(came))
    page.get_by_label(re.compile("staff", re.IGNORECASE)).last.fill("3")
    steps.press(page, "Save and close the register")
    steps.press(page, "Close the register")
    expect(page.get_by_text("This register is closed")).to_be_visible()


def contacts(page: Page, server: LiveServer) -> int:
    """December's contacts aged 24 and under in Birmingham, from the CSV."""
    response = page.request.get(f"{server.base_url}/reports/2026-12.csv")
    assert response.status == 200
    rows = [line.split(",") for line in response.text().splitlines()]
    return sum(int(row[-1]) for row in rows if "Birmingham" in row and "24 and under" in str(row))
