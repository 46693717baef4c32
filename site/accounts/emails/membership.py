"""What accounts write to people."""

from datetime import datetime

from accounts.models import Membership
from accounts.queries.membership import accounts_managers
from core.mail import outbox
from core.mail.message_types import Link, MessageType, declare


def mail_membership_requested(membership: Membership, *, now: datetime) -> None:
    """Tell those who manage the organisation's account who asks to join it."""
    person, organisation = membership.user, membership.organisation
    for manager in accounts_managers(organisation):
        outbox.put(
            dedupe_key=f"membership_requested:{membership.pk}:{now.isoformat()}:{manager.ref}",
            kind=MEMBERSHIP_REQUESTED.name,
            to=manager.email,
            context={
                "name": person.name,
                "email": person.email,
                "organisation": organisation.name,
                "requests_page": Link("Say yes or no", "/my/requests/"),
            },
            now=now,
            about=person.ref,
        )


def mail_membership_answered(membership: Membership, *, approved: bool, now: datetime) -> None:
    """Tell the person what came of their request."""
    kind = MEMBERSHIP_APPROVED if approved else MEMBERSHIP_DECLINED
    outbox.put(
        dedupe_key=f"{kind.name}:{membership.pk}:{now.isoformat()}",
        kind=kind.name,
        to=membership.user.email,
        context={
            "organisation": membership.organisation.name,
            "work_page": Link("Where I work", "/my/work/"),
        },
        now=now,
        about=membership.user.ref,
    )


ORGANISATION = "Canalside Academy (example)"

MEMBERSHIP_REQUESTED = declare(
    MessageType(
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
    MessageType(
        name="accounts/membership_approved",
        label="Somebody has joined an organisation",
        samples={"organisation": ORGANISATION, "work_page": Link("Where I work", "/my/work/")},
    )
)
MEMBERSHIP_DECLINED = declare(
    MessageType(
        name="accounts/membership_declined",
        label="A request to join an organisation is declined",
        samples={"organisation": ORGANISATION, "work_page": Link("Where I work", "/my/work/")},
    )
)
