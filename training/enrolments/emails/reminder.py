"""What training tells people as their date comes near, and when they did not come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.queries.line_manager import manager_is_over
from core.clock import london_date
from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, declare
from core.mail.timed import HowSoon
from training.enrolments.emails.conditions import (
    is_absent,
    is_coming,
    while_managed,
    while_place,
)
from training.enrolments.emails.place import (
    CANCEL,
    DATES,
    FACTS,
    PLACE,
    cancel_facts,
    mail_other,
    mail_person,
    other_dates,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import (
    JOINING_NAME,
    REMINDER_NAME,
    joining_key,
    link_told_of,
    reminder_key,
    told_of,
)
from training.events.models import Session

TOLD_WITHIN = timedelta(days=14)  # how long after a date telling of an absence makes sense


def mail_reminder(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    days: int,
    until: datetime,
    now: datetime,
) -> None:
    """Remind somebody of their place; of no use once `until` is past."""
    event = enrolment.event
    mail_person(
        REMINDER,
        enrolment,
        sessions,
        now=now,
        more={
            "how_soon": HowSoon(london_date(event.starts_at)),
            **cancel_facts(event),
        },
        method="REQUEST",
        until=until,
        state=(days, event),
    )


def mail_joining(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Send the link to join, which is in no calendar entry and on no public page."""
    event = enrolment.event
    more = {"join_page": Link("Join online", event.join_link)}
    mail_person(JOINING, enrolment, sessions, now=now, more=more, state=(event,))


def mail_no_show(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell the person that the register says they did not come, and their manager too."""
    until = max(enrolment.event.ends_at + TOLD_WITHIN, now)
    mail_person(NO_SHOW, enrolment, sessions, now=now, more=other_dates(), until=until)
    email = enrolment.manager_email
    if email and not manager_is_over(enrolment.person, email):
        mail_other(MANAGER_NO_SHOW, email, enrolment, sessions, now=now, until=until)


# A date comes near, and nobody came

REMINDER = declare(
    MessageType(
        name=REMINDER_NAME,
        label="A reminder before a date",
        samples={**PLACE, "how_soon": "in 2 weeks", **CANCEL},
        key=reminder_key,
        is_still_needed=while_place(is_coming, told=lambda enrolment: told_of(enrolment.event)),
    )
)
JOINING = declare(
    MessageType(
        name=JOINING_NAME,
        label="The link to join online, a day before",
        samples={**PLACE, "join_page": Link("Join online", "https://meet.example.org/room")},
        key=joining_key,
        is_still_needed=while_place(
            is_coming, told=lambda enrolment: link_told_of(enrolment.event)
        ),
    )
)
NO_SHOW = declare(
    MessageType(
        name="enrolments/no_show",
        label="Somebody did not come: to the person",
        samples={**PLACE, **DATES},
        key=by_ref,
        is_still_needed=while_place(is_absent),
    )
)
MANAGER_NO_SHOW = declare(
    MessageType(
        name="enrolments/manager_no_show",
        label="Somebody did not come: to the manager",
        samples=FACTS,
        key=by_ref,
        is_still_needed=while_managed(is_absent),
    )
)
