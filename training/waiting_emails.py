"""What training tells people who wait for a place. Each about their own place only."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from core import outbox, wording
from training import wordings
from training.emails import about_place
from training.models import Enrolment, Event, Interest, Session
from training.queries.waiting import offer_words, position_of


def mail_waiting_joined(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that they are on the list, where they stand, and how offers work."""
    position = position_of(enrolment)
    more: dict[str, wording.Value] = {
        "position": position.words if position else "",
        "offer_time": offer_words(),
        "together": "You wait together with colleagues: we offer places to all of you at once."
        if enrolment.party
        else "",
        "priority": "People in some roles are offered places on this course first."
        if enrolment.event.course.priority_roles
        else "",
    }
    until = enrolment.event.starts_at
    _put(wordings.WAITING_JOINED, enrolment, sessions, now=now, not_after=until, more=more)


def mail_waiting_left(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that they are off the list, as they asked."""
    _put(wordings.WAITING_LEFT, enrolment, sessions, now=now, more=_ways_on(enrolment.event))


def mail_waiting_over(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that the date began and no place came free."""
    _put(wordings.WAITING_OVER, enrolment, sessions, now=now, more=_ways_on(enrolment.event))


def mail_offer_declined(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that the place they said no to has gone to others."""
    _put(wordings.OFFER_DECLINED, enrolment, sessions, now=now, more=_after_offer(enrolment))


def mail_offer_expired(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that their offer ran out, and how to join again."""
    _put(wordings.OFFER_EXPIRED, enrolment, sessions, now=now, more=_after_offer(enrolment))


def mail_date_open(
    interest: Interest, event: Event, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell somebody who wants to hear of a course that there is a date with places."""
    path = reverse("training:event_detail", args=[event.ref])
    outbox.put(
        dedupe_key=f"{wordings.INTEREST_DATE.name}:{interest.ref}",
        kind=wordings.INTEREST_DATE.name,
        to=interest.person.email,
        context={
            "name": interest.person.name,
            "course": interest.course.title,
            "dates": [session.when_words for session in sessions],
            "where": event.where_words,
            "date_page": wording.Link("The page of this date", path),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=event.starts_at),
        about=interest.ref,
    )


def _after_offer(enrolment: Enrolment) -> dict[str, wording.Value]:
    """Ways on, and for those who had waited (not those a colleague booked) what ended."""
    off_list = "You are no longer on the waiting list." if enrolment.queued_at else ""
    return {**_ways_on(enrolment.event), "off_list": off_list}


def _ways_on(event: Event) -> dict[str, wording.Value]:
    return {
        "date_page": wording.Link(
            "The page of this date", reverse("training:event_detail", args=[event.ref])
        ),
        "all_dates": wording.Link("All dates", reverse("training:event_list")),
    }


def _put(
    kind: wording.Kind,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    not_after: datetime | None = None,
    more: dict[str, wording.Value],
) -> None:
    outbox.put(
        dedupe_key=f"{kind.name}:{enrolment.ref}",
        kind=kind.name,
        to=enrolment.person.email,
        context={**about_place(enrolment, sessions), **more},
        now=now,
        window=outbox.Window(due_at=now, not_after=not_after or enrolment.event.ends_at),
        about=enrolment.ref,
    )
