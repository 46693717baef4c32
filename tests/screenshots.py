"""Take the pictures of docs/screenshots/: `make screenshots`.

Starts a live server with the demonstration on the day of the journeys, opens each screen as the
person it is for, and keeps it in few colours. A new picture needs a line in PICTURES.
"""

import io
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser, server_template
from tests.journeys import steps
from tests.live_server import LiveServer
from tests.processes import ROOT
from tests.screen import (
    BOOKER,
    EDITOR,
    FACILITATOR,
    LEAD,
    LEARNER,
    OFFICE,
    OTHER_FACILITATOR,
    REPORTS,
    refs_of,
)

FOLDER = ROOT / "docs" / "screenshots"
DESK, PHONE = 1280, 375
TALLEST = {DESK: 2200, PHONE: 2600}  # more is cut off: nobody reads further in a picture
MOST_BYTES = 250_000
COLOURS = (256, 128, 64)


@dataclass(frozen=True)
class Picture:
    """One screen as one person sees it, at one width or more."""

    name: str
    path: str
    who: str = ""
    widths: tuple[int, ...] = (DESK, PHONE)
    fill: dict[str, str] = field(default_factory=dict)  # by the name of a field
    press: str = ""
    open: str = ""  # what is clicked and stays open
    whole: bool = True  # or only what a window shows, for pages with a bar at its foot


BOTH, AT_DESK, ON_PHONE = (DESK, PHONE), (DESK,), (PHONE,)
PICTURES = (
    Picture("home", "/"),
    Picture("menu", "/", widths=ON_PHONE, open=".menu summary"),
    Picture("courses", "/courses/"),
    Picture("courses-search", "/courses/?q=exploitaton&mode=online"),
    Picture("courses-none", "/courses/?q=knives&audience=families&length=full"),
    Picture("course", "/courses/preventing-vawg/"),
    Picture("course-full", "/courses/faith-toolkit-roadshow/"),
    Picture("workshop", "/courses/precious-lives/"),
    Picture("dates", "/dates/"),
    Picture("month", "/dates/?view=month"),
    Picture("dates-filtered", "/dates/?area=330&places=yes"),
    Picture("framework", "/framework/"),
    Picture("search", "/search/?q=exploitation"),
    Picture("search-none", "/search/?q=zzzzzz"),
    Picture("date", "/dates/{vawg_event}/"),
    Picture("date-full", "/dates/{full_event}/"),
    Picture("accessibility", "/accessibility/"),
    Picture("privacy", "/privacy/"),
    Picture("cookies", "/cookies/"),
    Picture("enrol", "/dates/{free_event}/enrol/", LEARNER),
    Picture("enrol-refused", "/dates/{free_event}/enrol/", LEARNER, press="Take a place"),
    Picture("waiting", "/my/places/{waiting}/", LEARNER),
    Picture("offer", "/my/places/{offer}/", LEARNER),
    Picture("colleagues", "/dates/{free_event}/colleagues/", BOOKER),
    Picture("approval", "/approvals/{approval}/"),
    Picture("consent", "/places/{consent}/"),
    Picture("questions", "/my/places/{asked_enrolment}/feedback/", LEARNER),
    Picture("place", "/my/places/{place}/", LEARNER),
    Picture("my", "/my/", LEARNER),
    Picture("certificate-page", "/my/certificates/{certificate}/", LEARNER),
    Picture("verify", "/verify/{code}/"),
    Picture("verify-search", "/verify/"),
    Picture("workshops", "/workshops/"),
    Picture("booking-form", "/bookings/new/?course=precious-lives", BOOKER),
    Picture(
        "booking-refused",
        "/bookings/new/?course=precious-lives",
        BOOKER,
        press="Send the request",
    ),
    Picture("booking-requested", "/bookings/{requested}/", BOOKER),
    Picture("booking-confirmed", "/bookings/{confirmed}/", BOOKER),
    Picture("bookings", "/bookings/", BOOKER),
    Picture("today", "/today/", FACILITATOR),
    Picture("register", "/registers/{open_register}/", FACILITATOR, whole=False),
    Picture("register-people", "/registers/{named_register}/", OTHER_FACILITATOR, whole=False),
    Picture("register-closed", "/registers/{closed_register}/", FACILITATOR, widths=ON_PHONE),
    Picture("team", "/team/", OFFICE),
    Picture("team-bookings", "/team/bookings/", OFFICE, widths=AT_DESK),
    Picture("team-booking", "/team/bookings/{requested}/", OFFICE),
    Picture("schedule", "/team/bookings/{requested}/schedule/", OFFICE),
    Picture("assign", "/team/sessions/{held_session}/facilitators/", OFFICE, widths=AT_DESK),
    Picture("team-events", "/team/events/", OFFICE, widths=AT_DESK),
    Picture("roster", "/team/events/{vawg_event}/", OFFICE),
    Picture("series", "/team/events/series/{series}/", OFFICE),
    Picture("add-people", "/team/events/{vawg_event}/import/", OFFICE),
    Picture("answers", "/team/events/{answered_event}/answers/", OFFICE),
    Picture("messages", "/team/messages/", OFFICE),
    Picture("health", "/team/health/", OFFICE),
    Picture("facilitators", "/team/facilitators/", OFFICE, widths=AT_DESK),
    Picture("person", "/team/people/{learner}/", OFFICE, widths=AT_DESK),
    Picture("settings", "/team/settings/", OFFICE),
    Picture("reports", "/reports/2026-10/", REPORTS),
    Picture("sign-in", "/accounts/login/"),
    Picture("create-account", "/accounts/signup/"),
    Picture("account", "/accounts/", OFFICE, widths=AT_DESK),
    Picture("worried", "/worried/"),
    Picture("not-found", "/there-is-no-such-page/"),
    Picture("demonstration", "/demo/", widths=AT_DESK),
    Picture("styleguide", "/styleguide/"),
)


class Camera:
    """Goes where a picture is, as the person it is for, and keeps what it sees."""

    def __init__(self, running: Browser, server: LiveServer) -> None:
        self.running = running
        self.server = server
        self.refs = refs_of(server)
        self.pages: dict[tuple[str, int], Page] = {}

    def page_for(self, who: str, width: int) -> Page:
        """A window of this width, with that person signed in."""
        if (who, width) not in self.pages:
            height = browser.PHONE["height"] if width == PHONE else browser.DESKTOP["height"]
            size = {"width": width, "height": height}
            page = self.running.new_context(viewport=size, locale="en-GB").new_page()
            if who:
                steps.be(page, self.server, who)
            self.pages[who, width] = page
        return self.pages[who, width]

    def take(self, picture: Picture) -> None:
        """One file for each width."""
        for width in picture.widths:
            page = self.page_for(picture.who, width)
            page.goto(self.server.base_url + picture.path.format_map(self.refs))
            for name, value in picture.fill.items():
                page.locator(f"[name={name}]").fill(value)
            if picture.open:
                page.locator(picture.open).first.click()
            if picture.press:
                with page.expect_navigation():
                    steps.press(page, picture.press)
            self.keep(page, f"{picture.name}-{width}.png", whole=picture.whole)

    def keep(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Photograph the page from its top."""
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        width = page.evaluate("innerWidth")
        keep(page.screenshot(full_page=whole, animations="disabled"), FOLDER / name, TALLEST[width])

    def register(self) -> None:
        """A register on a phone, filled in and then closed, by pressing what is there."""
        page = self.page_for(FACILITATOR, PHONE)
        page.goto(self.server.base_url + self.refs_path("/registers/{open_register}/"))
        numbers = page.get_by_role("main").locator("input[type=number], input[inputmode=numeric]")
        # Those of other kinds of people are behind a summary.
        for number, box in enumerate(box for box in numbers.all() if box.is_visible()):
            box.fill(str(14 if number == 0 else 1))
        page.get_by_role("heading", name="How many took part?").evaluate(
            "it => it.scrollIntoView({behavior: 'instant'})"
        )
        keep(page.screenshot(), FOLDER / f"register-filled-{PHONE}.png", TALLEST[PHONE])
        steps.press(page, "Save and close the register")
        page.wait_for_url(re.compile("/close/"))
        self.keep(page, f"register-close-{PHONE}.png")

    def editing(self) -> None:
        """The CMS: an editor changes a page and submits it, and the lead finds it."""
        cms = f"{self.server.base_url}/cms/"
        page = self.page_for(EDITOR, DESK)
        page.goto(cms)
        self.window(page, "cms-home")
        page.goto(f"{cms}pages/search/?q=autumn")
        page.get_by_role("link", name="New dates for the autumn and spring").first.click()
        page.locator("footer [aria-expanded]").first.click()
        self.window(page, "cms-submit")
        steps.press(page, "Submit to Moderators approval")
        page.get_by_text("has been submitted for moderation").wait_for()
        page = self.page_for(LEAD, DESK)
        for name, path in (("cms-review", ""), ("cms-menus", "settings/cms/menus/")):
            page.goto(cms + path)
            self.window(page, name)

    def window(self, page: Page, name: str) -> None:
        """Photograph what a window shows, once it has come to rest."""
        page.wait_for_load_state("networkidle")
        keep(page.screenshot(animations="disabled"), FOLDER / f"{name}-{DESK}.png", TALLEST[DESK])

    def certificate(self) -> None:
        """The first page of a certificate's PDF, where pdftoppm can draw it."""
        program = shutil.which("pdftoppm")
        if program is None:
            print("  certificate.png: kept as it was; poppler-utils draws it")
            return
        request = self.page_for(LEARNER, DESK).request
        address = self.refs_path("/my/certificates/{certificate}.pdf")
        paper = request.get(self.server.base_url + address).body()
        command = [program, "-png", "-r", "100", "-f", "1", "-l", "1", "-"]
        drawn = subprocess.run(command, input=paper, capture_output=True, check=True)
        keep(drawn.stdout, FOLDER / "certificate.png", 5000)

    def refs_path(self, path: str) -> str:
        """An address with its rows."""
        return path.format_map(self.refs)


def page_types(server: LiveServer) -> list[Picture]:
    """One live page of each type of the CMS that no picture above shows."""
    pages: dict[str, list[str]] = server.call("tests.screen_rows", "pages")
    shown = {picture.path for picture in PICTURES}
    return [
        Picture("page-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.removesuffix("Page")).lower(), path)
        for kind, (path, *others) in pages.items()
        if not shown.intersection([path, *others])
    ]


def keep(png: bytes, file: Path, tallest: int) -> None:
    """Write a picture in as many colours as fit its size."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, tallest)))
    for colours in COLOURS:
        image.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= MOST_BYTES:
            break
    print(f"  {file.name}: {file.stat().st_size // 1000} kB")


def main(wanted: list[str]) -> None:
    """Take all pictures, or those whose names begin so."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        server_template.prepared() as model,
        LiveServer(model) as server,
        sync_playwright() as playwright,
    ):
        running = browser.launch(playwright)
        camera = Camera(running, server)
        for picture in [*PICTURES, *page_types(server)]:
            if picture.name.startswith(tuple(wanted or [""])):
                camera.take(picture)
        if not wanted or "cms" in wanted:
            camera.editing()
        if not wanted:
            camera.certificate()
            camera.register()
        running.close()


if __name__ == "__main__":
    main(sys.argv[1:])
