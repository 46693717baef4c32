"""What training tells people for whom a colleague booked a place."""

from collections.abc import Sequence
from datetime import datetime

from core import outbox
from core.dates import moment_words
from core.text import unlinked
from training.emails import about_place
from training.models import Enrolment, Session
from training.wordings import COLLEAGUE_OFFERED


def mail_colleague_offered(
    enrolment: Enrolment, sessions: Sequence[Session], *, booked_by: str, now: datetime
) -> None:
    """Tell a person that a place is held for them, by whom, and until when they may say yes."""
    until = enrolment.offer_expires_at or enrolment.event.starts_at
    outbox.put(
        dedupe_key=f"{COLLEAGUE_OFFERED.event}:{enrolment.ref}",
        kind=COLLEAGUE_OFFERED.name,
        to=enrolment.person.email,
        context={
            **about_place(enrolment, sessions),
            "booked_by": unlinked(booked_by),
            "answer_by": moment_words(until),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=until),
        about=enrolment.ref,
    )
