"""What training tells people as their date comes near, and when they did not come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.queries.line_manager import manager_is_over
from core.clock import london_date
from core.dates import date_words
from core.mail import message_types, outbox
from core.mail.message_types import Link, MessageType, declare
from training.enrolments.emails.manager import MANAGED
from training.enrolments.emails.place import (
    DATES,
    PLACE,
    about_enrolment,
    calendar_part,
    other_dates,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import link_told_of, told_of
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
    event, last_day = enrolment.event, enrolment.event.last_day_to_cancel
    outbox.put(
        dedupe_key=f"reminder:{enrolment.ref}:{days}:{told_of(event)}",
        kind=REMINDER.name,
        to=enrolment.person.email,
        context={
            **about_enrolment(enrolment, sessions),
            "how_soon": how_soon(days),
            "cancel_by": date_words(last_day) if london_date(now) <= last_day else "",
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=until),
        calendar=calendar_part(enrolment, sessions, "REQUEST", now=now),
        about=enrolment.ref,
    )


def mail_joining(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Send the link to join, which is in no calendar entry and on no public page."""
    event = enrolment.event
    outbox.put(
        dedupe_key=f"joining:{enrolment.ref}:{link_told_of(event)}",
        kind=JOINING.name,
        to=enrolment.person.email,
        context={
            **about_enrolment(enrolment, sessions),
            "join_page": message_types.Link("Join online", event.join_link),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=event.ends_at),
        about=enrolment.ref,
    )


def mail_no_show(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell the person that the register says they did not come, and their manager too."""
    place = about_enrolment(enrolment, sessions)
    managed = {name: place[name] for name in MANAGED}
    kinds = [(NO_SHOW, enrolment.person.email, {**place, **other_dates()})]
    email = enrolment.manager_email
    if email and not manager_is_over(enrolment.person, email):
        kinds.append((MANAGER_NO_SHOW, email, managed))
    for kind, to, context in kinds:
        outbox.put(
            dedupe_key=f"{kind.event}:{enrolment.ref}",
            kind=kind.name,
            to=to,
            context=context,
            now=now,
            window=outbox.Window(
                due_at=now, not_after=max(enrolment.event.ends_at + TOLD_WITHIN, now)
            ),
            about=enrolment.ref,
        )


def how_soon(days: int) -> str:
    """In two weeks, in 2 days, tomorrow."""
    if days == 1:
        return "tomorrow"
    weeks, rest = divmod(days, 7)
    if not rest:
        return "in a week" if weeks == 1 else f"in {weeks} weeks"
    return f"in {days} days"


# A date comes near, and nobody came

REMINDER = declare(
    MessageType(
        name="enrolments/reminder",
        label="A reminder before a date",
        samples={**PLACE, "how_soon": "in 2 weeks", "cancel_by": "Tuesday 1 December 2026"},
    )
)
JOINING = declare(
    MessageType(
        name="enrolments/joining",
        label="The link to join online, a day before",
        samples={**PLACE, "join_page": Link("Join online", "https://meet.example.org/room")},
    )
)
NO_SHOW = declare(
    MessageType(
        name="enrolments/no_show",
        label="Somebody did not come: to the person",
        samples={**PLACE, **DATES},
    )
)
MANAGER_NO_SHOW = declare(
    MessageType(
        name="enrolments/manager_no_show",
        label="Somebody did not come: to the manager",
        samples=MANAGED,
    )
)
