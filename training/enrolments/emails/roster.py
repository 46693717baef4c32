"""What the office writes to the people of a date in its own words."""

from collections.abc import Sequence
from datetime import datetime

from core.mail import outbox
from core.mail.message_keys import by_state
from core.mail.message_types import MessageType, declare
from training.enrolments.emails.conditions import exists, while_place
from training.enrolments.emails.place import PLACE, about_enrolment
from training.enrolments.models import Enrolment
from training.events.models import Session


def mail_office_message(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    subject: str,
    words: str,
    batch: str,
    now: datetime,
) -> None:
    """One person's copy. The words are plain text: nothing in them is ever run."""
    outbox.put(
        OFFICE_MESSAGE,
        key=OFFICE_MESSAGE.key(enrolment.ref, batch),
        to=enrolment.person.email,
        context={
            **about_enrolment(enrolment, sessions),
            "subject": subject,
            "message": words,
        },
        now=now,
        about=enrolment.ref,
    )


OFFICE_MESSAGE = declare(
    MessageType(
        name="enrolments/office_message",
        label="The office writes to the people of a date",
        samples={**PLACE, "subject": "Parking", "message": "Please use the car park at the back."},
        key=by_state,
        is_still_needed=while_place(exists),
        office_words=frozenset({"subject", "message"}),
    )
)
