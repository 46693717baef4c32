"""How a place ends. The event's row is locked by the caller."""

from datetime import datetime

from training.enrolments.actions.capacity import free_seat_locked
from training.enrolments.models import Enrolment


def end_place_locked(row: Enrolment, status: Enrolment.Status, *, now: datetime) -> None:
    """End a place held or waited for. `row.event` is the locked event.

    A place that comes free goes to the waiting list: the caller ends with offer_seats_locked(),
    in the same transaction, once everything it wanted to free is free.
    """
    if row.holds_seat:
        free_seat_locked(row.event)
    row.become(status)
    row.held_until = None
    row.reconfirm_by = None
    row.needs_manager = row.needs_office = False
    row.calendar_sequence += 1
    row.changed_at = now
    row.save(
        update_fields=[
            *("status", "held_until", "reconfirm_by", "needs_manager", "needs_office"),
            *("calendar_sequence", "changed_at"),
        ]
    )
