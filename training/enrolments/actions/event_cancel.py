"""A date is cancelled, and its people are offered the next one, each to say yes or no."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.changes.pending_rows import inserted_together
from core.errors import Refusal
from training.enrolments.actions.enrolment import end_enrolments_locked
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.actions.place_end import PlaceEnd, end_places_locked
from training.enrolments.actions.replacement import (
    answer_by,
    first_in_line,
    place_replacements_locked,
    refuse_closed,
    replacement_of,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.event_change import going_on_to
from training.enrolments.queries.waiting_list import groups_of_list
from training.events.actions.event import event_reserved, event_started
from training.events.models import Event, Session


def cancel_event_locked(
    event: Event, *, actor: User | None, now: datetime, reason: str = ""
) -> Event:
    """Cancel a date with its sessions, end its places and tell their people. Twice is once."""
    if event.status == Event.Status.CANCELLED:
        return event
    event.become(Event.Status.CANCELLED)
    event.calendar_sequence += 1
    event.save(update_fields=["status", "calendar_sequence"])
    told = end_enrolments_locked(event, actor=actor, now=now)
    for session in event.sessions.filter(state=Session.State.PLANNED):
        session.become(Session.State.CANCELLED)
        session.save(update_fields=["state"])
    record(event, "cancel_event", title=event.ref, actor=actor, now=now, reason=reason, told=told)
    return event


@transact
def cancel_event(event: Event, *, actor: User, now: datetime, reason: str) -> Event:
    """Cancel a date that is open to all.

    Refuses with event_started, and event_reserved: a reserved date ends with its booking.
    """
    event = lock_resources(event)[event]
    if event.entry == Event.Entry.RESERVED:
        raise event_reserved("This date belongs to a booking. Cancel the booking instead.")
    if event.status != Event.Status.CANCELLED and event.has_started(now):
        raise event_started(
            "This date has already started. Say on its register that it did not go ahead."
        )
    return cancel_event_locked(event, actor=actor, now=now, reason=reason)


Status = Enrolment.Status


@transact
def cancel_and_offer_next(
    event: Event, to_event: Event, *, actor: User, now: datetime, reason: str
) -> Event:
    """Cancel a date; hold a place on another for each of its people, as far as there are any.

    Those with a place come first, then those in line. Who no longer fits, with those who come
    together, is put before everyone who waits for the other date. Twice is success twice.
    Refuses with event_started, event_reserved, other_course_next and what closes a date.
    """
    held = lock_resources(event, to_event)
    event, target = held[event], held[to_event]
    if event.status == Event.Status.CANCELLED:
        return event
    if event.entry == Event.Entry.RESERVED:
        raise event_reserved("This date belongs to a booking. Cancel the booking instead.")
    if event.has_started(now):
        raise event_started()
    refuse_closed(target, now)
    if target == event or target.course_id != event.course_id:
        raise Refusal(
            "The next date has to be of the same course. Choose another one.",
            code="other_course_next",
        )
    offer_seats_locked(target, now=now)  # what is free there goes to its own list first
    offered, listed = split(going_on_to(event, target), target.places_left)
    _offer_locked(event, target, offered, actor=actor, now=now)
    _list_locked(event, target, listed, actor=actor, now=now)
    return cancel_event_locked(event, actor=actor, now=now, reason=reason)


def split(rows: Sequence[Enrolment], places: int) -> tuple[list[Enrolment], list[Enrolment]]:
    """Who gets a place and who does not, those who come together together."""
    offered: list[Enrolment] = []
    listed: list[Enrolment] = []
    for group in groups_of_list(rows):
        fits = len(offered) + len(group) <= places
        (offered if fits else listed).extend(group)
    return offered, listed


def _offer_locked(
    event: Event, target: Event, rows: Sequence[Enrolment], *, actor: User, now: datetime
) -> None:
    until = answer_by(target, now)
    made = [_replacement(row, event, target, now, held_until=until) for row in rows]
    _replace_locked(rows, made, PlaceEnd.NEXT_OFFERED, Status.OFFERED, actor=actor, now=now)


def _list_locked(
    event: Event, target: Event, rows: Sequence[Enrolment], *, actor: User, now: datetime
) -> None:
    front = first_in_line(target, len(rows), now)
    made = [
        _replacement(row, event, target, now, **own) for row, own in zip(rows, front, strict=True)
    ]
    _replace_locked(rows, made, PlaceEnd.NEXT_LISTED, Status.WAITING, actor=actor, now=now)


def _replace_locked(
    rows: Sequence[Enrolment],
    made: Sequence[Enrolment],
    end: PlaceEnd,
    status: Enrolment.Status,
    *,
    actor: User,
    now: datetime,
) -> None:
    by_row = {row.pk: one for row, one in zip(rows, made, strict=True)}
    end_places_locked(rows, end, actor=actor, now=now, made=by_row)
    place_replacements_locked(made, status)
    with inserted_together():
        for row, one in zip(rows, made, strict=True):
            record(one, "offer_next", title=one.ref, actor=None, now=now, moved_from=row.ref)


def _replacement(
    row: Enrolment, event: Event, target: Event, now: datetime, **own: Any
) -> Enrolment:
    """What follows a place on the same course: where approval was given, nobody is asked again."""
    row.event = event
    is_approved = row.approval_carried_over or row.status == Status.CONFIRMED
    return replacement_of(row, target, now=now, approval_carried_over=is_approved, **own)
