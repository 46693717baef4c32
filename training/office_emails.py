"""What the office writes to the people of a date in its own words."""

from collections.abc import Sequence
from datetime import datetime

from core import outbox
from training.emails import about_place
from training.models import Enrolment, Session
from training.wordings import OFFICE_MESSAGE


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
        dedupe_key=f"office_message:{batch}:{enrolment.ref}",
        kind=OFFICE_MESSAGE.name,
        to=enrolment.person.email,
        context={
            **about_place(enrolment, sessions),
            "subject": subject,
            "message": words,
        },
        now=now,
        about=enrolment.ref,
    )
