"""What a firm place leaves behind: the one it replaces, which its person kept until then."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from accounts.models import User
from core.audit import record
from core.changes.locks import Held
from core.options import store
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.actions.offer import offer_ends, offer_seats_locked
from training.enrolments.actions.place_end import end_place_locked
from training.enrolments.emails.change import mail_enrolment_left
from training.enrolments.emails.manager import mail_manager_cancelled
from training.enrolments.models import Enrolment
from training.enrolments.options import ANSWER_DAYS
from training.enrolments.queries.waiting_list import waiting_list
from training.events.actions.event import (
    EventCancelledError,
    EventNotOpenError,
    EventReservedError,
    EventStartedError,
)
from training.events.models import Event
from training.events.queries.event import sessions_of


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
    sessions = sessions_of(old.event)
    manager_knows = old.status in {Enrolment.Status.CONFIRMED, Enrolment.Status.AWAITING_APPROVAL}
    end_place_locked(old, Enrolment.Status.MOVED, now=now)
    record(old, "move_place", title=old.ref, actor=actor, now=now, moved_to=row.ref)
    mail_enrolment_left(old, sessions, now=now)
    if manager_knows:
        words = f"The place is on another date now: {row.event.when_words}."
        mail_manager_cancelled(old, sessions, now=now, reason=words)
    offer_seats_locked(old.event, now=now)


KEPT = (
    *("person_id", "organisation_id", "area_id", "manager_email", "access_needs"),
    *("booked_by_id", "name_given", "group_ref"),
)
JUST_BEFORE = timedelta(microseconds=1)
DAY_BEFORE = timedelta(hours=24)


def create_replacement_locked(
    old: Enrolment, event: Event, status: Enrolment.Status, *, now: datetime, **own: Any
) -> Enrolment:
    """Write the row that replaces another, and take its place when its status holds one.

    What is not said in `own` stays as the old row has it. Raises EventFullError.
    """
    if status in Enrolment.HOLDING:
        take_seat_locked(event)
    values = {name: getattr(old, name) for name in KEPT}
    values["approval_carried_over"] = (
        old.approval_carried_over and event.course_id == old.event.course_id
    )
    if status == Enrolment.Status.AWAITING_APPROVAL:
        values |= {"needs_manager": old.needs_manager, "needs_office": old.needs_office}
    row = Enrolment(
        **{**values, **own}, status=status, replaces=old, created_at=now, changed_at=now
    )
    row.event = event
    row.save()
    return row


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
        raise EventCancelledError
    if event.entry == Event.Entry.RESERVED:
        raise EventReservedError
    if event.status != Event.Status.SCHEDULED:
        raise EventNotOpenError
    if event.has_started(now):
        raise EventStartedError


def answer_by(event: Event, now: datetime) -> datetime:
    """Until when people may say yes or no after a change: some days, but not into the last one.

    Close to the date it is as short as for any offer.
    """
    unhurried = min(now + store.value(ANSWER_DAYS), event.starts_at - DAY_BEFORE)
    return max(unhurried, offer_ends(event, now))
