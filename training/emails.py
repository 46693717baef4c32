"""What training tells people. Service messages: plain, and about their own place only."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from core import ics, outbox, wording
from core.dates import date_words, moment_words
from core.text import unlinked
from training import calendar_entries
from training.models import Course, Enrolment, Session
from training.wordings import (
    ENROLMENT_CANCELLED,
    ENROLMENT_CONFIRMED,
    EVENT_CANCELLED,
    OFFER_MADE,
)


def mail_enrolment_confirmed(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that they have a place, with the invitation."""
    event = enrolment.event
    is_online = event.mode != Course.Mode.IN_PERSON and bool(event.join_link)
    more = {
        "cancel_by": date_words(event.last_day_to_cancel),
        "join_from": moment_words(event.link_shown_at) if is_online else "",
    }
    _mail(ENROLMENT_CONFIRMED, "REQUEST", enrolment, sessions, now=now, more=more)


def mail_enrolment_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that their place is cancelled, and take it out of their calendar."""
    _mail(ENROLMENT_CANCELLED, "CANCEL", enrolment, sessions, now=now, more=other_dates())


def mail_event_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the person that the event does not take place, and take it out of their calendar."""
    _mail(EVENT_CANCELLED, "CANCEL", enrolment, sessions, now=now, more=other_dates())


def mail_place_offered(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell someone on the waiting list that a place is held for them, and until when."""
    expires_at = enrolment.offer_expires_at or enrolment.event.starts_at
    outbox.put(
        dedupe_key=f"offer_made:{enrolment.ref}:{now.isoformat()}",  # made again: written again
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
        "name": unlinked(enrolment.person.name),
        "course": enrolment.event.course.title,
        "dates": [session.when_words for session in sessions],
        "where": enrolment.event.where_words,
        "place_page": wording.Link("Your place", path),
    }


def calendar_part(
    enrolment: Enrolment, sessions: Sequence[Session], method: str, *, now: datetime
) -> outbox.Calendar:
    """A place in its person's calendar as it is now: REQUEST puts it there, CANCEL takes it out."""
    path = reverse("training:enrolment_detail", args=[enrolment.ref])
    entries = calendar_entries.of_enrolment(
        enrolment,
        sessions,
        url=f"{settings.BASE_URL}{path}",
        stamped_at=now,
        cancelled=method == "CANCEL",
    )
    return outbox.Calendar(ics.document(entries, method=method), method)


def other_dates() -> dict[str, wording.Value]:
    """The way to all dates."""
    return {"other_dates": wording.Link("Other dates", reverse("training:event_list"))}


def _mail(
    kind: wording.Kind,
    method: str,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: Mapping[str, wording.Value],
) -> None:
    event = enrolment.event
    outbox.put(
        dedupe_key=f"{kind.event}:{enrolment.ref}:{enrolment.sequence_on(event)}",
        kind=kind.name,
        to=enrolment.person.email,
        context={**about_place(enrolment, sessions), **more},
        now=now,
        window=outbox.Window(due_at=now, not_after=event.ends_at),
        calendar=calendar_part(enrolment, sessions, method, now=now),
        about=enrolment.ref,
    )
