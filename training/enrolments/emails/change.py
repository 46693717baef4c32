"""What training tells people when a place or its date changes. Each about their own place only."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from core.dates import moment_words
from core.mail.message_keys import by_state
from core.mail.message_types import Link, MessageType, Value, declare
from core.mail.timed import Until, until_moment
from training.enrolments.emails.conditions import (
    has_ended,
    is_active,
    is_asked,
    is_coming,
    is_waiting,
    sequence_of,
    stands,
    while_place,
)
from training.enrolments.emails.place import (
    CANCEL,
    CLASH,
    PLACE,
    cancel_facts,
    mail_change,
)
from training.enrolments.models import Enrolment
from training.enrolments.presenters.overlap import mail_words
from training.events.models import Session


def mail_enrolment_moved(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person which date their place is on now, with the invitation to it."""
    more = cancel_facts(enrolment.event)
    mail_change(ENROLMENT_MOVED, enrolment, sessions, now=now, method="REQUEST", more=more)


def mail_enrolment_left(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Take the date a person has moved from out of their calendar."""
    mail_change(ENROLMENT_LEFT, enrolment, sessions, now=now, method="CANCEL")


def mail_put_on_list(
    enrolment: Enrolment, sessions: Sequence[Session], *, first: bool, now: datetime
) -> None:
    """Tell a person that they wait for a date, and whether they are first in line."""
    more = {"first_in_line": "You are first in line for it."} if first else {}
    mail_change(PUT_ON_LIST, enrolment, sessions, now=now, more=more)


def mail_enrolment_passed_on(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    colleague: str,
    until: datetime | None,
    now: datetime,
) -> None:
    """Tell a person that their place is a colleague's, and take the date out of their calendar.

    Until when the colleague may say no, where they are asked.
    """
    more: dict[str, Value] = {"colleague": colleague}
    if until:
        held = f"We hold it for them until {moment_words(until)}, and write to you if they do not "
        more["held"] = Until(f"{held}take it.", until)
    mail_change(ENROLMENT_PASSED_ON, enrolment, sessions, now=now, method="CANCEL", more=more)


def mail_enrolment_received(
    enrolment: Enrolment, sessions: Sequence[Session], *, colleague: str, now: datetime
) -> None:
    """Tell a colleague whose place is now theirs, with the invitation."""
    more: dict[str, Value] = {"colleague": colleague, **cancel_facts(enrolment.event)}
    mail_change(ENROLMENT_RECEIVED, enrolment, sessions, now=now, method="REQUEST", more=more)


def mail_event_changed(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    also: Sequence[Enrolment] = (),
    now: datetime,
) -> None:
    """Tell someone that day, time or place of their date changed; who comes must say so anew.

    `also` are their places on other dates at the new time.
    """
    clash = {"clash": mail_words(also)}
    is_firm = enrolment.status == Enrolment.Status.CONFIRMED
    if is_firm and enrolment.reconfirm_by:
        more: dict[str, Value] = {"answer_by": until_moment(enrolment.reconfirm_by), **clash}
        mail_change(EVENT_CHANGED_ASKS, enrolment, sessions, now=now, method="REQUEST", more=more)
        return
    more = {"standing": standing_words(enrolment), **clash}
    method = "REQUEST" if is_firm else ""
    mail_change(EVENT_CHANGED, enrolment, sessions, now=now, method=method, more=more)


def mail_enrolment_released(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that a place nobody said anything about has gone to others."""
    mail_change(ENROLMENT_RELEASED, enrolment, sessions, now=now, method="CANCEL")


def mail_next_event_offered(
    old: Enrolment,
    sessions: Sequence[Session],
    successor: Enrolment,
    next_sessions: Sequence[Session],
    *,
    also: Sequence[Enrolment],
    now: datetime,
) -> None:
    """Tell a person that their date is cancelled, and what is held for them on the next one.

    `also` are their places on other dates at that time.
    """
    path = reverse("enrolments:enrolment_detail", args=[successor.ref])
    more: dict[str, Value] = {
        "next_dates": [session.when_words for session in next_sessions],
        "next_where": successor.event.where_words,
        "next_page": Link("Your place on the next date", path),
    }
    message_type = NEXT_EVENT_LIST
    if successor.held_until:
        message_type = NEXT_EVENT_OFFERED
        more["answer_by"] = until_moment(successor.held_until)
        more["clash"] = mail_words(also)
    mail_change(message_type, old, sessions, now=now, method="CANCEL", more=more)


def standing_words(enrolment: Enrolment) -> str:
    """How someone stands to a date that was changed."""
    if enrolment.status == Enrolment.Status.CONFIRMED:
        return (
            "You keep your place. The attached invitation brings your calendar up to date. "
            "Declining it there does not tell us: cancel on your page."
        )
    if enrolment.status == Enrolment.Status.WAITING:
        return "You stay where you are on the waiting list."
    if enrolment.status == Enrolment.Status.OFFERED:
        return "The place is still held for you. Say yes or no on your page."
    return "Your place is still held while it waits for approval."


ENROLMENT_MOVED = declare(
    MessageType(
        name="enrolments/enrolment_moved",
        label="A place is moved: the new date",
        samples={**PLACE, **CANCEL, **CLASH},
        key=by_state,
        is_still_needed=while_place(is_coming, told=sequence_of),
    )
)
ENROLMENT_LEFT = declare(
    MessageType(
        name="enrolments/enrolment_left",
        label="A place is moved: the old date",
        samples=PLACE,
        key=by_state,
        is_still_needed=while_place(stands(Enrolment.Status.MOVED)),
    )
)
PUT_ON_LIST = declare(
    MessageType(
        name="enrolments/put_on_list",
        label="A place is moved: on the waiting list",
        samples={**PLACE, "first_in_line": "You are first in line for it."},
        key=by_state,
        is_still_needed=while_place(is_waiting),
    )
)
ENROLMENT_PASSED_ON = declare(
    MessageType(
        name="enrolments/enrolment_passed_on",
        label="A place is passed on to a colleague: to the first person",
        samples={
            **PLACE,
            "colleague": "Tariq Mahmood",
            "held": "We hold it for them until Monday 16 November 2026 at 10am, and write to you "
            "if they do not take it.",
        },
        key=by_state,
        is_still_needed=while_place(stands(Enrolment.Status.SUBSTITUTED)),
    )
)
ENROLMENT_RECEIVED = declare(
    MessageType(
        name="enrolments/enrolment_received",
        label="A colleague comes instead: to the colleague",
        samples={**PLACE, "colleague": "Amina Rashid", **CANCEL, **CLASH},
        key=by_state,
        is_still_needed=while_place(is_coming, told=sequence_of),
    )
)
EVENT_CHANGED = declare(
    MessageType(
        name="enrolments/event_changed",
        label="A date changed: places are kept",
        samples={
            **PLACE,
            **CLASH,
            "standing": "You keep your place. The attached invitation brings your calendar "
            "up to date.",
        },
        key=by_state,
        is_still_needed=while_place(is_active, told=sequence_of),
    )
)
EVENT_CHANGED_ASKS = declare(
    MessageType(
        name="enrolments/event_changed_asks",
        label="A date changed: people say whether they still come",
        samples={**PLACE, **CLASH, "answer_by": "5pm on Wednesday 2 December 2026"},
        key=by_state,
        is_still_needed=while_place(is_asked, told=sequence_of),
    )
)
ENROLMENT_RELEASED = declare(
    MessageType(
        name="enrolments/enrolment_released",
        label="A date changed: no answer, the place has gone to others",
        samples=PLACE,
        key=by_state,
        is_still_needed=while_place(has_ended),
    )
)
NEXT: Mapping[str, Value] = {
    "next_dates": ["Thursday 7 January 2027, 9:30am to 12:30pm"],
    "next_where": "Tally Ho Conference Centre, Birmingham",
    "next_page": Link("Your place on the next date", "/my/places/"),
}
NEXT_EVENT_OFFERED = declare(
    MessageType(
        name="enrolments/next_event_offered",
        label="A date is cancelled: a place on the next one is offered",
        samples={**PLACE, **NEXT, **CLASH, "answer_by": "5pm on Wednesday 2 December 2026"},
        key=by_state,
        is_still_needed=while_place(has_ended),
    )
)
NEXT_EVENT_LIST = declare(
    MessageType(
        name="enrolments/next_event_list",
        label="A date is cancelled: on the waiting list of the next one",
        samples={**PLACE, **NEXT},
        key=by_state,
        is_still_needed=while_place(has_ended),
    )
)
