"""What training tells people. Service messages: plain, and about their own place only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from core import ics, outbox, wording
from core.dates import date_words, moment_words
from training import calendar_entries
from training.models import Course, Enrolment, Session
from training.wordings import OFFER_MADE


def mail_enrolment_confirmed(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that they have a place, with the invitation."""
    event = enrolment.event
    more = {
        "cancel_by": date_words(event.last_day_to_cancel),
        "is_online": event.mode != Course.Mode.IN_PERSON and bool(event.join_link),
    }
    _mail("enrolment_confirmed", "REQUEST", enrolment, sessions, now=now, more=more)


def mail_enrolment_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that their place is cancelled, and take it out of their calendar."""
    _mail("enrolment_cancelled", "CANCEL", enrolment, sessions, now=now)


def mail_event_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that the event does not take place, and take it out of their calendar."""
    more = {"dates_path": reverse("training:event_list")}
    _mail("event_cancelled", "CANCEL", enrolment, sessions, now=now, more=more)


def mail_place_offered(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell someone on the waiting list that a place is held for them, and until when."""
    expires_at = enrolment.offer_expires_at or enrolment.event.starts_at
    outbox.put(
        dedupe_key=f"offer_made:{enrolment.ref}:{expires_at.isoformat()}",
        kind=OFFER_MADE.name,
        to=enrolment.person.email,
        context={
            **about_place(enrolment, sessions),
            "answer_by": moment_words(expires_at),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=expires_at),
        about=enrolment.ref,
    )


def about_place(enrolment: Enrolment, sessions: Sequence[Session]) -> dict[str, wording.Value]:
    """The placeholders every message about a place has (training.wordings.PLACE)."""
    path = reverse("training:enrolment_detail", args=[enrolment.ref])
    return {
        "name": enrolment.person.name,
        "course": enrolment.event.course.title,
        "dates": [session.when_words for session in sessions],
        "where": enrolment.event.where_words,
        "place_page": wording.Link("Your place", path),
    }


def _mail(
    name: str,
    method: str,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: dict[str, Any] | None = None,
) -> None:
    event = enrolment.event
    path = reverse("training:enrolment_detail", args=[enrolment.ref])
    entries = calendar_entries.of_enrolment(
        enrolment,
        sessions,
        url=f"{settings.BASE_URL}{path}",
        stamped_at=now,
        cancelled=method == "CANCEL",
    )
    outbox.put(
        dedupe_key=f"{name}:{enrolment.ref}",
        kind=f"training/{name}",
        to=enrolment.person.email,
        context={
            "course": event.course.title,
            "blocks": [session.when_words for session in sessions],
            "where": event.where_words,
            "path": path,
            **(more or {}),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=event.ends_at),
        calendar=outbox.Calendar(ics.document(entries, method=method), method),
        about=enrolment.ref,
    )
