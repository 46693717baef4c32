"""What training tells people. Service messages: plain, and about their own place only."""

from collections.abc import Sequence
from datetime import datetime

from core.mail.message_keys import by_state
from core.mail.message_types import MessageType, declare
from core.mail.timed import until_day, until_moment
from training.courses.models import Course
from training.enrolments.emails.conditions import has_ended, is_coming, sequence_of, while_place
from training.enrolments.emails.place import DATES, PLACE, mail_change, other_dates
from training.enrolments.models import Enrolment
from training.events.models import Session


def mail_enrolment_confirmed(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that they have a place, with the invitation."""
    event = enrolment.event
    is_online = event.mode != Course.Mode.IN_PERSON and bool(event.join_link)
    more = {
        "cancel_by": until_day(event.last_day_to_cancel),
        "join_from": until_moment(event.link_shown_at) if is_online else "",
    }
    mail_change(ENROLMENT_CONFIRMED, enrolment, sessions, now=now, method="REQUEST", more=more)


def mail_enrolment_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that their place is cancelled, and take it out of their calendar."""
    mail_change(
        ENROLMENT_CANCELLED, enrolment, sessions, now=now, method="CANCEL", more=other_dates()
    )


def mail_event_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that the event does not take place, and take it out of their calendar."""
    mail_change(EVENT_CANCELLED, enrolment, sessions, now=now, method="CANCEL", more=other_dates())


ENROLMENT_CONFIRMED = declare(
    MessageType(
        name="enrolments/enrolment_confirmed",
        label="A place is confirmed",
        samples={
            **PLACE,
            "cancel_by": "Tuesday 1 December 2026",
            "join_from": "Wednesday 2 December 2026 at 9:30am",
        },
        key=by_state,
        is_still_needed=while_place(is_coming, told=sequence_of),
    )
)
ENROLMENT_CANCELLED = declare(
    MessageType(
        name="enrolments/enrolment_cancelled",
        label="A place is cancelled",
        samples={**PLACE, **DATES},
        key=by_state,
        is_still_needed=while_place(has_ended),
    )
)
EVENT_CANCELLED = declare(
    MessageType(
        name="enrolments/event_cancelled",
        label="A date is cancelled",
        samples={**PLACE, **DATES},
        key=by_state,
        is_still_needed=while_place(has_ended),
    )
)
