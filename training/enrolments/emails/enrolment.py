"""What training tells people. Service messages: plain, and about their own place only."""

from collections.abc import Sequence
from datetime import datetime

from core.mail.message_keys import by_state
from core.mail.message_types import MessageType, Value, declare
from core.mail.timed import Since, until_moment
from training.courses.models import Course
from training.enrolments.emails.conditions import has_ended, is_coming, sequence_of, while_place
from training.enrolments.emails.place import (
    CANCEL,
    CLASH,
    DATES,
    PLACE,
    cancel_facts,
    clash_facts,
    mail_change,
    other_dates,
)
from training.enrolments.models import Enrolment
from training.events.models import Session

JOIN_NOW = "The link to join is on that page now."


def mail_enrolment_confirmed(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime, may_clash: bool = True
) -> None:
    """Tell the person that they have a place, with the invitation."""
    event = enrolment.event
    is_online = event.mode != Course.Mode.IN_PERSON and bool(event.join_link)
    more: dict[str, Value] = {
        **cancel_facts(event),
        **(clash_facts(enrolment) if may_clash else {"clash": ""}),
        "join_from": until_moment(event.link_shown_at) if is_online else "",
        "join_now": Since(JOIN_NOW, event.link_shown_at) if is_online else "",
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
            **CANCEL,
            **CLASH,
            "join_now": JOIN_NOW,
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
