"""One state of one page of the site, and who looks at it."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys import steps
from tests.live_server import LiveServer

VISITOR = ""
LEARNER, MEMBER = "Amina Rashid", "Tariq Mahmood"
BOOKER, OTHER_BOOKER, MANAGER = "Bola Adeyemi", "Carys Bevan", "Mary Donnelly"
FACILITATOR, OTHER_FACILITATOR = "Jordan Ellis", "Priya Nandra"
OFFICE, REPORTS, SAFEGUARDING = "Cora Whitfield", "Rita Kowalczyk", "Sunita Sharma"
LEAD, ADMINISTRATOR, EDITOR = "Lena Osei", "Ada Petrou", "Ed Fairweather"
PASSWORD = "be-the-one-who-stands-up"


@dataclass(frozen=True)
class Screen:
    """One state of one page."""

    name: str  # in the URL resolver
    path: str
    who: str = VISITOR
    state: str = ""
    fill: dict[str, str] = field(default_factory=dict)  # by label
    press: str = ""  # the button that is pressed then
    leads_to: str = ""  # where that ends, when it is another page

    @property
    def words(self) -> str:
        """What stands in a message about it."""
        return " ".join(
            part for part in (self.path, self.state, f"as {self.who or 'visitor'}") if part
        )

    @property
    def is_nowhere(self) -> bool:
        """Whether it answers that there is no such thing."""
        return self.name == "404" or self.state == "unknown"

    @property
    def has_errors(self) -> bool:
        """Whether it shows a form that was refused."""
        return bool(self.press) and not self.leads_to

    def open(self, page: Page, server: LiveServer, refs: dict[str, str]) -> int:
        """Go there, and do what brings the state about. Returns the HTTP status of the page."""
        answer = page.goto(server.base_url + self.path.format_map(refs))
        for label, value in self.fill.items():
            page.get_by_role("main").get_by_label(label, exact=True).fill(value)
        if self.press:
            with page.expect_navigation() as waiting:
                steps.press(page, self.press)
            answer = waiting.value
        assert answer is not None
        return answer.status


def refs_of(server: LiveServer) -> dict[str, str]:
    """The rows that stand in addresses, once the server has settled down."""
    server.wait_for(lambda: server.call("tests.screen_rows", "is_settled"), "quiet worker", 120)
    server.call("tests.screen_rows", "reopen")
    found: dict[str, str] = server.call("tests.screen_rows", "refs")
    return found


def refused(name: str, path: str, press: str, who: str = VISITOR, **fill: str) -> Screen:
    """A form sent with nothing in it, or with what the keywords say."""
    return Screen(name, path, who, "refused", fill=fill, press=press)
