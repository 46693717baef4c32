"""Steps that journeys share: what a person does on a page, in the words on it."""

import re

from icalendar import Calendar
from playwright.sync_api import Page

from tests.live_server import LiveServer

PASSWORD = "three-random-words-here"


def be(page: Page, server: LiveServer, name: str) -> None:
    """Become one of the invented people by the demonstration's button."""
    page.goto(f"{server.base_url}/demo/")
    page.get_by_role("button", name=f"Be {name}").click()
    page.wait_for_url(lambda url: "/demo/" not in url)


def sign_up(page: Page, server: LiveServer, name: str, email: str) -> None:
    """Create an account, with the code from the mail."""
    page.goto(f"{server.base_url}/accounts/signup/")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    mail = server.wait_for_mail(email)
    code = re.search(r"^ {4}(\d{6})", mail.get_body(("plain",)).get_content(), re.MULTILINE)
    assert code, mail
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(f"{server.base_url}/my/")


def sign_in(page: Page, server: LiveServer, email: str) -> None:
    """Sign in with the password."""
    page.goto(f"{server.base_url}/accounts/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{server.base_url}/my/")


def press(page: Page, name: str) -> None:
    """Press what looks like a button and says this, whether it sends a form or leads on."""
    main = page.get_by_role("main")
    button = main.get_by_role("button", name=name, exact=True)
    button.or_(main.get_by_role("link", name=name, exact=True)).first.click()


def fill_date(page: Page, legend: str, day: int, month: int, year: int) -> None:
    """Type a date into its three boxes."""
    group = page.get_by_role("group", name=legend)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(label).fill(str(value))


def calendar_of(mail) -> Calendar:
    """The calendar part of a message."""
    (part,) = [part for part in mail.iter_attachments() if part.get_filename() == "dates.ics"]
    return Calendar.from_ical(part.get_content())


def heading(page: Page) -> str:
    """The page's first heading."""
    return page.locator("h1").inner_text()
