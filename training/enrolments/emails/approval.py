"""What training tells people, and their managers, of places that others say yes or no to.

A manager is told who, what and when; never what helps the person take part.
"""

from collections.abc import Sequence
from datetime import datetime

from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, Value, declare
from core.mail.timed import until_moment
from training.enrolments.emails.conditions import awaits_approval, stands, while_place
from training.enrolments.emails.place import (
    CLASH,
    DATES,
    PLACE,
    clash_facts,
    date_page,
    mail_person,
    other_dates,
)
from training.enrolments.models import Enrolment
from training.events.models import Session

OFFICE_WORDS = "the training team"


def mail_approval_awaited(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime, may_clash: bool = True
) -> None:
    """Tell a person that a place is held for them, and whose yes it waits for."""
    asked = [f"your manager ({enrolment.manager_email})"] if enrolment.needs_manager else []
    asked += [OFFICE_WORDS] if enrolment.needs_office else []
    more: dict[str, Value] = {
        "approver": " and ".join(asked),
        "answer_by": until_moment(enrolment.answer_by),
        **(clash_facts(enrolment) if may_clash else {"clash": ""}),
    }
    mail_person(APPROVAL_AWAITED, enrolment, sessions, now=now, more=more)


def mail_approval_declined(
    enrolment: Enrolment, sessions: Sequence[Session], *, by: str, was_firm: bool, now: datetime
) -> None:
    """Tell a person that their place was declined; a firm one leaves their calendar."""
    more = {
        **other_dates(),
        "approver": "Your manager" if by == "manager" else OFFICE_WORDS.capitalize(),
        "calendar": "The attached notice takes the date out of your calendar." if was_firm else "",
    }
    method = "CANCEL" if was_firm else ""
    mail_person(APPROVAL_DECLINED, enrolment, sessions, now=now, more=more, method=method)


def mail_approval_expired(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that the time to approve has run out."""
    more = {**other_dates(), "date_page": date_page(enrolment.event)}
    mail_person(APPROVAL_EXPIRED, enrolment, sessions, now=now, more=more)


APPROVAL_AWAITED = declare(
    MessageType(
        name="enrolments/approval_awaited",
        label="A place waits for approval: to the person",
        samples={
            **PLACE,
            **CLASH,
            "approver": "your manager (manager@work.example)",
            "answer_by": "Wednesday 18 November 2026 at 5pm",
        },
        key=by_ref,
        is_still_needed=while_place(awaits_approval),
        addresses=frozenset({"approver"}),
    )
)
APPROVAL_DECLINED = declare(
    MessageType(
        name="enrolments/approval_declined",
        label="A place is not approved: to the person",
        samples={
            **PLACE,
            **DATES,
            "approver": "Your manager",
            "calendar": "The attached notice takes the date out of your calendar.",
        },
        key=by_ref,
        is_still_needed=while_place(stands(Enrolment.Status.DECLINED)),
    )
)
APPROVAL_EXPIRED = declare(
    MessageType(
        name="enrolments/approval_expired",
        label="A place nobody approved in time: to the person",
        samples={**PLACE, **DATES, "date_page": Link("The page of this date", "/dates/")},
        key=by_ref,
        is_still_needed=while_place(stands(Enrolment.Status.EXPIRED)),
    )
)
