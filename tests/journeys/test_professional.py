"""A professional signs up, enrols, comes, and has a certificate that anyone can verify."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext
from tests.journeys import steps
from tests.live_server import LiveServer

pytestmark = pytest.mark.either
NAME = "Nkechi Adébáyọ̀-Żółkiewska"
EMAIL = "nkechi@newcomer.example"
COURSE = "Preventing violence against women and girls"
MORNING = datetime(2026, 12, 3, 12, 40, tzinfo=UTC)


def test_from_sign_up_to_a_verified_certificate(
    server: LiveServer, new_context: NewContext
) -> None:
    learner = new_context().new_page()
    steps.sign_up(learner, server, NAME, EMAIL)
    event_address = enrol(learner, server)
    sequence = calendar_came(server)

    server.move_clock(MORNING)
    keep_the_register(new_context(phone=True).new_page(), server)
    server.wait_for_mail(EMAIL, "certificate", seconds=60)

    # Three weeks later the first sign-in has run out, as it should.
    steps.sign_in(learner, server, EMAIL)
    number, pdf = download(learner)
    facts_hold(pdf, number)
    stranger = new_context().new_page()
    anyone_can_verify(stranger, server, number)
    the_code_alone_names_nobody(new_context().new_page(), stranger.url)
    assert sequence == 0
    learner.goto(event_address)
    expect(learner.get_by_text("This date has started")).to_have_count(0)


def enrol(page: Page, server: LiveServer) -> str:
    """From the list of dates to a place on next month's date."""
    page.goto(f"{server.base_url}/dates/")
    december = page.locator("section", has=page.get_by_role("heading", name="December 2026"))
    december.get_by_role("link", name=COURSE).click()
    expect(page.get_by_text("4 of 50 places left")).to_be_visible()
    address = page.url
    steps.press(page, "Enrol on this date")
    page.get_by_label("Area where you work").select_option(label="Walsall")
    steps.press(page, "Take a place")
    page.wait_for_url(re.compile("/my/places/"))
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("3 of 50 places left")).to_be_visible()
    return address


def calendar_came(server: LiveServer) -> int:
    """The confirmation carries an invitation to the right three hours."""
    calendar = steps.calendar_of(server.wait_for_mail(EMAIL, COURSE))
    (entry,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert entry.decoded("DTSTART") == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    assert entry.decoded("DTEND") == datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
    assert entry["ATTENDEE"] == f"mailto:{EMAIL}"
    return int(entry["SEQUENCE"])


def keep_the_register(page: Page, server: LiveServer) -> None:
    """The facilitator marks everyone present, on a phone, and closes the register."""
    steps.be(page, server, "Priya Nandra")
    page.goto(f"{server.base_url}/today/")
    page.locator("a[href*='/registers/']").first.click()
    expect(page.get_by_text(NAME)).to_be_visible()
    for person in page.locator("input[type=radio][value=present]").all():
        person.check(force=True)
    steps.press(page, "Save and close the register")
    steps.press(page, "Close the register")
    expect(page.get_by_text(re.compile("closed", re.IGNORECASE)).first).to_be_visible()


def download(page: Page) -> tuple[str, bytes]:
    """The certificate's number and its PDF, from one's own page."""
    expect(page.get_by_text(re.compile(r"UP-2026-\w{8}")).first).to_be_visible()
    number = re.search(r"UP-2026-\w{8}", page.content())
    assert number
    with page.expect_download() as waiting:
        page.locator(f"a[href$='{number[0]}.pdf']").first.click()
    return number[0], Path(waiting.value.path()).read_bytes()


def facts_hold(pdf: bytes, number: str) -> None:
    """It is one page, says what it is, and is small."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert len(paper.pages) == 1
        assert number in str(paper.docinfo.get("/Title", "")) + str(paper.docinfo)
    assert len(pdf) < 40_000


def anyone_can_verify(page: Page, server: LiveServer, number: str) -> None:
    """A stranger with number and surname sees every fact, and that it is valid."""
    page.goto(f"{server.base_url}/verify/")
    page.get_by_label("Certificate number or code").fill(number)
    page.get_by_label("Surname of the person").fill("adebayo-zolkiewska")
    steps.press(page, "Check the certificate")
    page.wait_for_url(re.compile("/verify/[a-z2-7]{26}/"))
    expect(page.get_by_text("Valid").first).to_be_visible()
    expect(page.get_by_text(COURSE).first).to_be_visible()
    expect(page.get_by_text("3 December 2026").first).to_be_visible()
    expect(page.get_by_text("2.75").first).to_be_visible()
    expect(page.get_by_text(NAME).first).to_be_visible()


def the_code_alone_names_nobody(page: Page, address: str) -> None:
    """Who has only the square code sees the facts; the name comes against the surname."""
    page.goto(address)
    expect(page.get_by_text(COURSE).first).to_be_visible()
    expect(page.get_by_text(NAME)).to_have_count(0)
    page.get_by_label("Surname").fill("Somebody-Else")
    steps.press(page, "Check the name")
    expect(page.get_by_text(NAME)).to_have_count(0)
    page.get_by_label("Surname").fill("adebayo-zolkiewska")
    steps.press(page, "Check the name")
    expect(page.get_by_text(NAME).first).to_be_visible()
