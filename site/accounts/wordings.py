"""The messages of accounts, as the office finds them when it edits their words."""

from core.wording import Kind, Link, declare

ORGANISATION = "Canalside Academy (example)"

MEMBERSHIP_REQUESTED = declare(
    Kind(
        name="accounts/membership_requested",
        label="Somebody asks to join an organisation, to those who manage its account",
        samples={
            "name": "Amina Rashid",
            "email": "amina@learner.example",
            "organisation": ORGANISATION,
            "requests_page": Link("Say yes or no", "/my/requests/"),
        },
    )
)
MEMBERSHIP_APPROVED = declare(
    Kind(
        name="accounts/membership_approved",
        label="Somebody has joined an organisation",
        samples={"organisation": ORGANISATION, "work_page": Link("Where I work", "/my/work/")},
    )
)
MEMBERSHIP_DECLINED = declare(
    Kind(
        name="accounts/membership_declined",
        label="A request to join an organisation is declined",
        samples={"organisation": ORGANISATION, "work_page": Link("Where I work", "/my/work/")},
    )
)
