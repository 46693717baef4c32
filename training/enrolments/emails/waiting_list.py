"""What training tells people who wait for a place. Each about their own place only."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from core.dates import moment_words
from core.mail.message_keys import by_moment, by_ref
from core.mail.message_types import Link, MessageType, Value, declare
from training.courses.queries.openness import has_priority_roles
from training.enrolments.emails.conditions import (
    has_ended,
    is_offered,
    is_waiting,
    stands,
    while_place,
)
from training.enrolments.emails.place import CLASH, PLACE, date_page, mail_person
from training.enrolments.models import Enrolment
from training.enrolments.presenters.waiting_list import offer_words, position_words
from training.enrolments.queries.waiting_list import offer_times, position_of
from training.events.models import Event, Session


def mail_offer_made(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell someone on the waiting list that a place is held for them, and until when."""
    expires_at = enrolment.answer_by
    more = {"answer_by": moment_words(expires_at)}
    # Made again: written again.
    mail_person(OFFER_MADE, enrolment, sessions, now=now, more=more, until=expires_at, state=(now,))


def mail_waiting_joined(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that they are on the list, where they stand, and how offers work."""
    more: dict[str, Value] = {
        "position": position_words(position_of(enrolment)),
        "offer_time": offer_words(offer_times()),
        "together": "You wait together with colleagues: we offer places to all of you at once."
        if enrolment.group_ref
        else "",
        "priority": "People in some roles are offered places on this course first."
        if has_priority_roles(enrolment.event.course)
        else "",
    }
    until = enrolment.event.starts_at
    mail_person(WAITING_JOINED, enrolment, sessions, now=now, until=until, more=more)


def mail_waiting_left(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that they are off the list, as they asked."""
    mail_person(WAITING_LEFT, enrolment, sessions, now=now, more=_ways_on(enrolment.event))


def mail_waiting_over(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that the date began and no place came free."""
    mail_person(WAITING_OVER, enrolment, sessions, now=now, more=_ways_on(enrolment.event))


def mail_offer_declined(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that the place they said no to has gone to others."""
    mail_person(OFFER_DECLINED, enrolment, sessions, now=now, more=_after_offer(enrolment))


def mail_offer_expired(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that their offer ran out, and how to join again."""
    mail_person(OFFER_EXPIRED, enrolment, sessions, now=now, more=_after_offer(enrolment))


def _after_offer(enrolment: Enrolment) -> dict[str, Value]:
    """Ways on, and for those who had waited (not those a colleague booked) what ended."""
    off_list = "You are no longer on the waiting list." if enrolment.waitlisted_at else ""
    return {**_ways_on(enrolment.event), "off_list": off_list}


def _ways_on(event: Event) -> dict[str, Value]:
    return {
        "date_page": date_page(event),
        "all_dates": Link("All dates", reverse("events:event_list")),
    }


OFFER_MADE = declare(
    MessageType(
        name="enrolments/offer_made",
        label="A place from the waiting list is offered",
        samples={**PLACE, **CLASH, "answer_by": "5pm on Wednesday 2 December 2026"},
        key=by_moment,
        is_still_needed=while_place(is_offered),
    )
)

WAYS_ON: Mapping[str, Value] = {
    "date_page": Link("The page of this date", "/dates/"),
    "all_dates": Link("All dates", "/dates/"),
}
OFF_LIST: Mapping[str, Value] = {"off_list": "You are no longer on the waiting list."}
WAITING_JOINED = declare(
    MessageType(
        name="enrolments/waiting_joined",
        label="Somebody joined a waiting list",
        samples={
            **PLACE,
            "position": "3rd of 7",
            "offer_time": "24 hours, or 4 hours in the last 3 days before the date",
            "together": "You wait together with colleagues: we offer places to all of you at once.",
            "priority": "People in some roles are offered places on this course first.",
        },
        key=by_ref,
        is_still_needed=while_place(is_waiting),
    )
)
WAITING_LEFT = declare(
    MessageType(
        name="enrolments/waiting_left",
        label="Somebody left a waiting list",
        samples={**PLACE, **WAYS_ON},
        key=by_ref,
        is_still_needed=while_place(has_ended),
    )
)
WAITING_OVER = declare(
    MessageType(
        name="enrolments/waiting_over",
        label="A waiting list closed: the date has begun",
        samples={**PLACE, **WAYS_ON},
        key=by_ref,
        is_still_needed=while_place(stands(Enrolment.Status.EXPIRED)),
    )
)
OFFER_DECLINED = declare(
    MessageType(
        name="enrolments/offer_declined",
        label="An offered place was declined",
        samples={**PLACE, **WAYS_ON, **OFF_LIST},
        key=by_ref,
        is_still_needed=while_place(stands(Enrolment.Status.DECLINED)),
    )
)
OFFER_EXPIRED = declare(
    MessageType(
        name="enrolments/offer_expired",
        label="An offered place ran out",
        samples={**PLACE, **WAYS_ON, **OFF_LIST},
        key=by_ref,
        is_still_needed=while_place(stands(Enrolment.Status.EXPIRED)),
    )
)
