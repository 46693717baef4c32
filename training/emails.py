"""What training tells people. Service messages: plain, and about their own place only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from core import ics, outbox
from core.dates import date_words
from training import calendar_entries
from training.models import Course, Enrolment, Session


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
