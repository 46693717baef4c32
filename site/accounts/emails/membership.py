"""What accounts write to people."""

from datetime import datetime

from accounts.models import Membership, User
from accounts.queries.membership import accounts_managers
from core.mail import outbox
from core.mail.message_keys import BETWEEN, KeyParts
from core.mail.message_types import Link, MessageType, declare
from core.models import Message


def mail_membership_requested(membership: Membership, *, now: datetime) -> None:
    """Tell those who manage the organisation's account who asks to join it."""
    person, organisation = membership.user, membership.organisation
    for manager in accounts_managers(organisation):
        outbox.put(
            MEMBERSHIP_REQUESTED,
            key=MEMBERSHIP_REQUESTED.key(membership, manager, now),
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
    message_type = MEMBERSHIP_APPROVED if approved else MEMBERSHIP_DECLINED
    outbox.put(
        message_type,
        key=message_type.key(membership, membership.user, now),
        to=membership.user.email,
        context={
            "organisation": membership.organisation.name,
            "work_page": Link("Where I work", "/my/work/"),
        },
        now=now,
        about=membership.user.ref,
    )


def request_key(membership: Membership, reader: User, moment: datetime) -> KeyParts:
    """Once for each reader each time that somebody asks or is answered."""
    return (membership.pk, reader.ref, moment.isoformat())


def is_asked(message: Message, now: datetime) -> bool:
    """Somebody still asks, and the reader still answers for the organisation."""
    row = _membership(message)
    if row is None or row.state != Membership.State.REQUESTED:
        return False
    return accounts_managers(row.organisation).filter(email=message.to).exists()


def is_member(message: Message, now: datetime) -> bool:
    row = _membership(message)
    return row is not None and row.state == Membership.State.ACTIVE


def is_no_member(message: Message, now: datetime) -> bool:
    """Nobody reads a no whom somebody has let in since."""
    return not is_member(message, now)


def _membership(message: Message) -> Membership | None:
    key = message.first_key.removeprefix(f"{message.kind}{BETWEEN}").split(BETWEEN)[0]
    return Membership.objects.select_related("organisation").filter(pk=key).first()


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
        key=request_key,
        is_still_needed=is_asked,
        addresses=frozenset({"email"}),
    )
)
MEMBERSHIP_APPROVED = declare(
    MessageType(
        name="accounts/membership_approved",
        label="Somebody has joined an organisation",
        samples={"organisation": ORGANISATION, "work_page": Link("Where I work", "/my/work/")},
        key=request_key,
        is_still_needed=is_member,
    )
)
MEMBERSHIP_DECLINED = declare(
    MessageType(
        name="accounts/membership_declined",
        label="A request to join an organisation is declined",
        samples={"organisation": ORGANISATION, "work_page": Link("Where I work", "/my/work/")},
        key=request_key,
        is_still_needed=is_no_member,
    )
)
