"""The place that comes in place of another: on another date, or a colleague's.

The caller has locked the events; the row it replaces has ended, or stays until the new one is firm.
"""

from datetime import datetime, timedelta
from typing import Any

from core import options
from training.actions.enrolment import (
    EventCancelledError,
    EventNotOpenError,
    EventReservedError,
    EventStartedError,
)
from training.actions.offers import offer_ends
from training.actions.places import take_place_locked
from training.models import Enrolment, Event
from training.options import ANSWER_DAYS
from training.queries.waiting import waiting_list

KEPT = (
    *("person_id", "organisation_id", "area_id", "manager_email", "access_needs"),
    *("booked_by_id", "booked_as", "party"),
)
JUST_BEFORE = timedelta(microseconds=1)
DAY_BEFORE = timedelta(hours=24)


def create_successor_locked(
    old: Enrolment, event: Event, status: Enrolment.Status, *, now: datetime, **own: Any
) -> Enrolment:
    """Write the row that replaces another, and take its place when its status holds one.

    What is not said in `own` stays as the old row has it. Raises EventFullError.
    """
    if status in Enrolment.HOLDING:
        take_place_locked(event)
    values = {name: getattr(old, name) for name in KEPT}
    values["is_approved"] = old.is_approved and event.course_id == old.event.course_id
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
    before = min(first.queued_at, now) if first and first.queued_at else now
    return [
        {"has_priority": True, "queued_at": before - JUST_BEFORE * (number - place)}
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
    days = options.number(ANSWER_DAYS, options.values([ANSWER_DAYS]))
    unhurried = min(now + timedelta(days=days), event.starts_at - DAY_BEFORE)
    return max(unhurried, offer_ends(event, now))
