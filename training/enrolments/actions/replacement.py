"""What a firm place leaves behind: the one it replaces, which its person kept until then."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from accounts.models import User
from core.changes.locks import Held
from core.changes.pending_rows import PER_STATEMENT
from core.options import store
from training.enrolments.actions.capacity import take_seat_locked, take_seats_locked
from training.enrolments.actions.offer import offer_ends
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.models import Enrolment
from training.enrolments.options import ANSWER_DAYS
from training.enrolments.queries.waiting_list import waiting_list
from training.events.actions.event import (
    event_cancelled,
    event_not_open,
    event_reserved,
    event_started,
    has_begun,
)
from training.events.models import Event


def replaced_rows(enrolment: Enrolment) -> list[models.Model]:
    """What to lock beside a place that may become firm: the one it replaces, and its date."""
    old = enrolment.replaces
    return [old, old.event] if old else []


def leave_replaced_locked(row: Enrolment, held: Held, *, actor: User | None, now: datetime) -> None:
    """End the place that one just made firm replaces; replaced_rows() are among those held."""
    if row.replaces is None:
        return
    old = held[row.replaces]
    old.event = held[old.event]
    if not old.may_become(Enrolment.Status.MOVED):
        return
    end_place_locked(old, PlaceEnd.MOVED, actor=actor, now=now, made=row)


KEPT = (
    *("person_id", "organisation_id", "area_id", "manager_email", "access_needs"),
    *("booked_by_id", "name_given", "group_ref"),
)
JUST_BEFORE = timedelta(microseconds=1)
DAY_BEFORE = timedelta(hours=24)


def replacement_of(old: Enrolment, event: Event, *, now: datetime, **own: Any) -> Enrolment:
    """The row that is to replace another, not written yet: it has no status.

    What is not said in `own` is as the old row has it.
    """
    values = {name: getattr(old, name) for name in KEPT}
    values["approval_carried_over"] = (
        old.approval_carried_over and event.course_id == old.event.course_id
    )
    row = Enrolment(**{**values, **own}, replaces=old, created_at=now, changed_at=now)
    row.event = event
    return row


def place_replacement_locked(row: Enrolment, status: Enrolment.Status) -> None:
    """Write a replacement, and take its seat when its status holds one.

    Refuses with event_full.
    """
    if status in Enrolment.HOLDING:
        take_seat_locked(row.event)
    row.become(status)
    row.save()


def place_replacements_locked(rows: Sequence[Enrolment], status: Enrolment.Status) -> None:
    """The same for many on one event, in a statement or two. Refuses with event_full."""
    if not rows:
        return
    if status in Enrolment.HOLDING:
        take_seats_locked(rows[0].event, len(rows))
    for row in rows:
        row.become(status)
    Enrolment.objects.bulk_create(rows, batch_size=PER_STATEMENT)


def first_in_line(event: Event, number: int, now: datetime) -> list[dict[str, Any]]:
    """What puts so many people, in this order, before everyone who waits for an event."""
    first = waiting_list(event).first()
    before = min(first.waitlisted_at, now) if first and first.waitlisted_at else now
    return [
        {"has_priority": True, "waitlisted_at": before - JUST_BEFORE * (number - place)}
        for place in range(number)
    ]


def refuse_closed(event: Event, now: datetime) -> None:
    """Refuse a date nobody can have a place on, full or not."""
    if event.status == Event.Status.CANCELLED:
        raise event_cancelled()
    if event.entry == Event.Entry.RESERVED:
        raise event_reserved()
    if event.status != Event.Status.SCHEDULED:
        raise event_not_open()
    if has_begun(event, now):
        raise event_started()


def answer_by(event: Event, now: datetime) -> datetime:
    """Until when people may say yes or no after a change: some days, but not into the last one.

    Close to the date it is as short as for any offer.
    """
    unhurried = min(now + store.value(ANSWER_DAYS), event.starts_at - DAY_BEFORE)
    return max(unhurried, offer_ends(event, now))
