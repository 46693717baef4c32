"""What managers hear of the places of people who named them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from accounts.queries.line_manager import ManagersOver, managers_over
from core.dates import moment_words
from core.mail.message_keys import by_ref, by_state
from core.mail.message_types import Link, MessageType, Value, declare, unless_untold
from core.mail.personal_links import NewLink
from training.enrolments.emails.conditions import (
    awaits_manager,
    has_ended,
    is_active,
    is_confirmed,
    sequence_of,
    stands,
    unless_moved,
    while_managed,
)
from training.enrolments.emails.place import FACTS, LINK, mail_other
from training.enrolments.models import Enrolment
from training.enrolments.queries.approval import APPROVAL
from training.events.models import Session


def mail_manager_asked(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Ask a manager for a yes or a no, on a page that needs no account."""
    label = "Approve or decline"
    until = enrolment.answer_by
    _to_manager(MANAGER_ASKED, enrolment, sessions, now=now, label=label, until=until)


def mail_manager_told(
    enrolment: Enrolment, sessions: Sequence[Session], *, until: datetime, now: datetime
) -> None:
    """Tell a manager of a confirmed place, which they may decline for some days."""
    label = "See the place, or decline it"
    _to_manager(MANAGER_TOLD, enrolment, sessions, now=now, label=label, until=until)


def mail_manager_cancelled(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    reason: str = "",
    over: ManagersOver | None = None,
) -> None:
    """Tell the manager, when one was named, that a place has ended."""
    if enrolment.manager_email:
        more = {"reason": reason}
        _to_manager(MANAGER_CANCELLED, enrolment, sessions, now=now, more=more, over=over)


def mail_manager_changed(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    over: ManagersOver | None = None,
) -> None:
    """Tell the manager, when one was named, on which day or at what time a date is now."""
    if enrolment.manager_email:
        more, state = {"standing": _standing_words(enrolment)}, (sequence_of(enrolment),)
        _to_manager(
            MANAGER_CHANGED, enrolment, sessions, now=now, more=more, state=state, over=over
        )


def mail_manager_expired(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a manager that their answer did not come in time."""
    _to_manager(MANAGER_EXPIRED, enrolment, sessions, now=now)


def _standing_words(enrolment: Enrolment) -> str:
    if enrolment.needs_manager:
        return "The place still waits for your yes or no: the link we sent you still works."
    if enrolment.reconfirm_by:
        return "We have asked whether this day suits them. You do not need to do anything."
    return (
        "The place is kept. You do not need to do anything, unless the person cannot be spared "
        "then: have them cancel it."
    )


def _to_manager(  # noqa: PLR0913 - a message is all of these
    message_type: MessageType,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    label: str = "",
    until: datetime | None = None,
    more: Mapping[str, Value] | None = None,
    state: tuple[object, ...] = (),
    over: ManagersOver | None = None,
) -> None:
    """With a label and until when, the message carries a link to the page with the buttons.

    Nothing goes to somebody who is not the person's manager any more. `over` says who is not,
    where many are written to: else it is asked.
    """
    # Checked as it is written: the address was typed when the place was asked for.
    if over is None:
        over = managers_over([enrolment.person_id])
    if (enrolment.person_id, enrolment.manager_email.lower()) in over:
        return
    answer: dict[str, Value] = {}
    if until:
        answer = {"answer_page": Link(label, LINK), "answer_by": moment_words(until)}
    mail_other(
        message_type,
        enrolment.manager_email,
        enrolment,
        sessions,
        now=now,
        more={**answer, **(more or {})},
        until=until,
        state=state,
        link=NewLink(APPROVAL, enrolment.ref, until) if until else None,
    )


MANAGER_ASKED = declare(
    MessageType(
        name="enrolments/manager_asked",
        label="A place waits for approval: to the manager",
        samples={
            **FACTS,
            "answer_by": "Wednesday 18 November 2026 at 5pm",
            "answer_page": Link("Approve or decline", LINK),
        },
        key=by_ref,
        is_still_needed=while_managed(awaits_manager),
    )
)
MANAGER_TOLD = declare(
    MessageType(
        name="enrolments/manager_told",
        label="A place is confirmed: to the manager",
        samples={
            **FACTS,
            "answer_by": "Wednesday 18 November 2026 at 5pm",
            "answer_page": Link("See the place, or decline it", LINK),
        },
        key=by_ref,
        is_still_needed=while_managed(is_confirmed),
    )
)
MANAGER_CANCELLED = declare(
    MessageType(
        name="enrolments/manager_cancelled",
        label="A place is cancelled: to the manager",
        samples={**FACTS, "reason": "The date does not take place."},
        key=by_ref,
        is_still_needed=unless_moved(
            while_managed(has_ended), MANAGER_ASKED.name, MANAGER_TOLD.name
        ),
    )
)
MANAGER_CHANGED = declare(
    MessageType(
        name="enrolments/manager_changed",
        label="A date moved to another day or time: to the manager",
        samples={
            **FACTS,
            "standing": "The place is kept. You do not need to do anything, unless the person "
            "cannot be spared then: have them cancel it.",
        },
        key=by_state,
        is_still_needed=while_managed(is_active, told=sequence_of),
    )
)
MANAGER_EXPIRED = declare(
    MessageType(
        name="enrolments/manager_expired",
        label="A place nobody approved in time: to the manager",
        samples=FACTS,
        key=by_ref,
        is_still_needed=unless_untold(
            while_managed(stands(Enrolment.Status.EXPIRED)), MANAGER_ASKED.name
        ),
    )
)
