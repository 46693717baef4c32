"""The ways a booking ends before its visit, and what is forgotten after it."""

from datetime import datetime

from accounts.models import User
from bookings.rota.actions.assignment import release_locked
from bookings.rota.models import Assignment
from bookings.rota.queries.assignment import holding_of_event
from bookings.visits.actions.booking import keep, lock_with_event, move
from bookings.visits.actions.booking_rules import not_yours
from bookings.visits.emails.booking import mail_booking_cancelled, mail_booking_declined
from bookings.visits.models import Booking
from bookings.visits.queries.booking import contact_phones_due, may_book, sessions_of_booking
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.event_cancel import cancel_event_locked
from training.events.models import Event

Status = Booking.Status


def end_reason() -> Refusal:
    return Refusal("Choose a reason from the list.", code="end_reason")


@transact
def decline_booking(booking: Booking, *, reason: str, actor: User, now: datetime) -> Booking:
    """The office cannot do it. Refuses with end_reason, booking_move."""
    booking = lock_resources(booking)[booking]
    if reason not in Booking.DECLINE_REASONS:
        raise end_reason()
    move(booking, Status.DECLINED)
    booking.end_reason = reason
    keep(booking, now, "end_reason")
    audit.record(
        booking, "decline_booking", title=booking.reference, actor=actor, now=now, reason=reason
    )
    mail_booking_declined(booking, now=now)
    return booking


@transact
def withdraw_booking(booking: Booking, *, reason: str, actor: User, now: datetime) -> Booking:
    """The organisation takes it back: a request is withdrawn, an offer or a date cancelled.

    Refuses with not_yours, end_reason, booking_move, visit_begun.
    """
    booking = lock_with_event(booking)
    if not may_book(actor, booking.organisation):
        raise not_yours()
    if reason not in Booking.SCHOOL_REASONS:
        raise end_reason()
    to = Status.CANCELLED_BY_SCHOOL if booking.event_id else Status.WITHDRAWN
    return _end(booking, to, reason, actor=actor, now=now)


@transact
def cancel_booking(booking: Booking, *, reason: str, actor: User, now: datetime) -> Booking:
    """The partnership calls off what it offered or agreed.

    Refuses with end_reason, booking_move, visit_begun.
    """
    booking = lock_with_event(booking)
    if reason not in Booking.TEAM_REASONS:
        raise end_reason()
    return _end(booking, Status.CANCELLED_BY_VRP, reason, actor=actor, now=now)


@transact
def forget_contact_phone(booking: Booking, now: datetime) -> None:
    """Delete the number for the day of the visit, once nobody needs to call it any more."""
    row = lock_resources(booking)[booking]
    if contact_phones_due(now).filter(pk=row.pk).exists():
        row.contact_phone = ""
        row.save(update_fields=["contact_phone"])


def _end(
    booking: Booking, to: Booking.Status, reason: str, *, actor: User, now: datetime
) -> Booking:
    was_settled, sessions = booking.is_settled, sessions_of_booking(booking)
    move(booking, to)
    booking.end_reason = reason
    # Only then is it in calendars, which leave out what has no higher number.
    if was_settled:
        booking.calendar_sequence += 1
    if booking.event:
        _free(booking.event, actor=actor, now=now)
    keep(booking, now, "end_reason", "calendar_sequence")
    audit.record(
        booking, "end_booking", title=booking.reference, actor=actor, now=now, reason=reason
    )
    mail_booking_cancelled(booking, sessions, was_settled=was_settled, now=now)
    return booking


def _free(event: Event, *, actor: User, now: datetime) -> None:
    """Give everyone their time back, then call the event off."""
    if event.has_started(now):
        raise Refusal(
            "The visit has begun, so it cannot be cancelled. The register says how it went.",
            code="visit_begun",
        )
    for assignment in holding_of_event(event):
        release_locked(assignment, Assignment.State.RELEASED, actor=actor, now=now)
    cancel_event_locked(event, actor=actor, now=now)
