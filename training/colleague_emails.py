"""What training tells people for whom a colleague booked a place."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from core import outbox, wording
from core.dates import moment_words
from core.text import unlinked
from training.emails import about_place, other_dates
from training.models import Enrolment, Session
from training.wordings import COLLEAGUE_NOT_COMING, COLLEAGUE_OFFERED, COLLEAGUE_TAKEN_BACK


def mail_colleague_offered(
    enrolment: Enrolment, sessions: Sequence[Session], *, booked_by: str, now: datetime
) -> None:
    """Tell a person that a place is held for them, by whom, and until when they may say yes."""
    until = enrolment.offer_expires_at or enrolment.event.starts_at
    outbox.put(
        dedupe_key=f"{COLLEAGUE_OFFERED.event}:{enrolment.ref}:{now.isoformat()}",
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


def mail_not_coming(
    enrolment: Enrolment, sessions: Sequence[Session], *, answer: str, now: datetime
) -> None:
    """Tell whoever booked that a colleague does not come: the name is what they typed."""
    booker = enrolment.booked_by
    if booker is None:
        return
    context = about_place(enrolment, sessions)
    del context["place_page"]  # the colleague's own
    date_path = reverse("training:event_detail", args=[enrolment.event.ref])
    outbox.put(
        dedupe_key=f"{COLLEAGUE_NOT_COMING.name}:{enrolment.ref}",
        kind=COLLEAGUE_NOT_COMING.name,
        to=booker.email,
        context={
            **context,
            "name": unlinked(booker.name),
            "colleague": unlinked(enrolment.booked_as),
            "answer": answer,
            "date_page": wording.Link("The page of this date", date_path),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=enrolment.event.starts_at),
        about=enrolment.ref,
    )


def mail_place_taken_back(
    enrolment: Enrolment, sessions: Sequence[Session], *, booked_by: str, now: datetime
) -> None:
    """Tell a person that the colleague who booked a place for them has taken it back."""
    outbox.put(
        dedupe_key=f"{COLLEAGUE_TAKEN_BACK.name}:{enrolment.ref}",
        kind=COLLEAGUE_TAKEN_BACK.name,
        to=enrolment.person.email,
        context={
            **about_place(enrolment, sessions),
            **other_dates(),
            "booked_by": unlinked(booked_by),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=enrolment.event.ends_at),
        about=enrolment.ref,
    )
