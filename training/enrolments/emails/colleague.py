"""What training tells people for whom a colleague booked a place."""

from collections.abc import Sequence
from datetime import datetime

from core.dates import moment_words
from core.mail.message_keys import by_moment, by_ref
from core.mail.message_types import Link, MessageType, Value, declare, unless_untold
from core.mail.personal_links import NewLink
from training.enrolments.emails.conditions import (
    has_ended,
    is_offered,
    while_bookers_matter,
    while_place,
)
from training.enrolments.emails.place import (
    CLASH,
    DATES,
    FACTS,
    LINK,
    PLACE,
    date_page,
    mail_other,
    mail_person,
    other_dates,
)
from training.enrolments.emails.waiting_list import WAITING_JOINED, WAYS_ON
from training.enrolments.models import Enrolment
from training.enrolments.queries.colleague import CONSENT
from training.enrolments.queries.enrolment import own_enrolment_beside
from training.events.models import Session


def mail_colleague_offered(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Ask a person whether they take a place, with who named them and until when they may answer.

    They alone are told that they are on the date already.
    """
    until, booker = enrolment.answer_by, enrolment.booked_by
    more: dict[str, Value] = {
        "booked_by": booker.name if booker else "A colleague",
        "answer_by": moment_words(until),
        "answer_page": Link("Say yes or no", LINK),
        "standing": BESIDE if own_enrolment_beside(enrolment) else "",
    }
    mail_person(
        COLLEAGUE_OFFERED,
        enrolment,
        sessions,
        now=now,
        more=more,
        until=until,
        state=(now,),
        link=NewLink(CONSENT, enrolment.ref, until),
    )


def mail_not_coming(
    enrolment: Enrolment, sessions: Sequence[Session], *, answer: str, now: datetime
) -> None:
    """Tell whoever booked that a colleague does not come: the name is what they typed."""
    booker = enrolment.booked_by
    if booker is None:
        return
    more: dict[str, Value] = {
        "name": booker.name,
        "colleague": enrolment.name_given,
        "answer": answer,
        "date_page": date_page(enrolment.event),
    }
    until = enrolment.event.starts_at
    mail_other(
        COLLEAGUE_NOT_COMING, booker.email, enrolment, sessions, now=now, more=more, until=until
    )


def mail_enrolment_taken_back(
    enrolment: Enrolment, sessions: Sequence[Session], *, booked_by: str, now: datetime
) -> None:
    """Tell a person that the colleague who booked a place for them has taken it back."""
    more = {**other_dates(), "booked_by": booked_by}
    mail_person(COLLEAGUE_TAKEN_BACK, enrolment, sessions, now=now, more=more)


BESIDE = (
    "You are on this date already, which we have not told anybody. Say no to this place, so that "
    "somebody else can have it."
)
COLLEAGUE_OFFERED = declare(
    MessageType(
        name="enrolments/colleague_offered",
        label="A colleague booked a place for somebody",
        samples={
            **PLACE,
            **CLASH,
            "booked_by": "Bola Booker",
            "answer_by": "Monday 16 November 2026 at 10am",
            "answer_page": Link("Say yes or no", LINK),
            "standing": BESIDE,
        },
        key=by_moment,
        is_still_needed=while_place(is_offered),
    )
)
COLLEAGUE_NOT_COMING = declare(
    MessageType(
        name="enrolments/colleague_not_coming",
        label="A colleague does not take or keep a place: to the one who booked it",
        samples={
            **FACTS,
            "colleague": "Sam Lee",
            "answer": "has said no to the place you booked for them",
            "date_page": WAYS_ON["date_page"],
        },
        key=by_ref,
        is_still_needed=while_bookers_matter,
    )
)
COLLEAGUE_TAKEN_BACK = declare(
    MessageType(
        name="enrolments/colleague_taken_back",
        label="A place booked for somebody is taken back",
        samples={**PLACE, **DATES, "booked_by": "Bola Booker"},
        key=by_ref,
        is_still_needed=unless_untold(
            while_place(has_ended), COLLEAGUE_OFFERED.name, WAITING_JOINED.name
        ),
    )
)
