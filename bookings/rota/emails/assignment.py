"""What facilitators hear of their sessions."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from bookings.rota.models import Assignment
from bookings.rota.presenters.calendar import of_assignment
from core.mail import outbox
from core.mail.message_keys import BETWEEN, by_state
from core.mail.message_types import NOTHING, Link, MessageType, Value, declare, unless_untold
from core.mail.outbox import Calendar
from core.models import Message


def mail_assignment_made(assignment: Assignment, *, now: datetime) -> None:
    """Tell a facilitator of a session that is theirs, with the calendar entry."""
    more = {"role": assignment.get_role_display()}
    _to_facilitator(assignment, ASSIGNMENT_MADE, "REQUEST", now=now, more=more)


def mail_assignment_released(assignment: Assignment, *, now: datetime) -> None:
    """Tell a facilitator that a session is no longer theirs, and take it off their calendar."""
    _to_facilitator(assignment, ASSIGNMENT_RELEASED, "CANCEL", now=now)


def _to_facilitator(
    assignment: Assignment,
    message_type: MessageType,
    method: str,
    *,
    now: datetime,
    more: Mapping[str, Value] = NOTHING,
) -> None:
    session, path = assignment.session, reverse("registers:today")
    entry = of_assignment(
        assignment,
        url=f"{settings.BASE_URL}{path}",
        stamped_at=now,
        cancelled=method == "CANCEL",
    )
    outbox.put(
        message_type,
        key=message_type.key(assignment.calendar_uid, assignment.calendar_sequence),
        to=assignment.facilitator.user.email,
        context={
            "course": session.event.course.title,
            "when": session.when_words,
            "where": session.where_words,
            "sessions_page": Link("Your sessions", path),
            **more,
        },
        now=now,
        calendar=Calendar([entry], method),
        about=session.ref,
    )


def is_held(message: Message, now: datetime) -> bool:
    """The session is the facilitator's as it was written, at that time and place."""
    uid, sequence = _key(message)
    rows = Assignment.objects.filter(calendar_uid=uid, calendar_sequence=sequence)
    return rows.filter(state__in=Assignment.HOLDING).exists()


def is_let_go(message: Message, now: datetime) -> bool:
    rows = Assignment.objects.filter(calendar_uid=_key(message)[0])
    return not rows.filter(state__in=Assignment.HOLDING).exists()


def _key(message: Message) -> tuple[str, str]:
    _, uid, sequence = message.first_key.split(BETWEEN)
    return uid, sequence


ASSIGNMENT: Mapping[str, Value] = {
    "course": "Healthy relationships workshop",
    "when": "Thursday 3 December 2026, 9:30am to 10:30am",
    "where": "Canalside Academy, Main hall",
    "sessions_page": Link("Your sessions", "/today/"),
}
ASSIGNMENT_MADE = declare(
    MessageType(
        name="rota/assignment_made",
        label="A facilitator has a session",
        samples={**ASSIGNMENT, "role": "Lead facilitator"},
        key=by_state,
        is_still_needed=is_held,
    )
)
ASSIGNMENT_RELEASED = declare(
    MessageType(
        name="rota/assignment_released",
        label="A session is no longer a facilitator's",
        samples=ASSIGNMENT,
        key=by_state,
        is_still_needed=unless_untold(is_let_go, "rota/assignment_made"),
    )
)
