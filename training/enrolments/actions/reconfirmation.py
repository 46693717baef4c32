"""A moved date asks its people whether they still come."""

from datetime import datetime

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from training.enrolments.actions.enrolment import enrolment_ended
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.models import Enrolment
from training.events.actions.event import event_started

Status = Enrolment.Status


@transact
def reconfirm(enrolment: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    """Say that one still comes; look at the status of the row returned.

    CANCELLED when the time had run out: then the place has gone to the next. Twice is success.
    """
    row, at = _held(enrolment)
    if row.status != Status.CONFIRMED:
        raise enrolment_ended()
    if row.reconfirm_by is None:
        return row
    if row.reconfirm_by <= at:
        return _release_locked(row, now=now)
    row.reconfirm_by = None
    row.changed_at = now
    row.save(update_fields=["reconfirm_by", "changed_at"])
    record(row, "reconfirm", title=row.ref, actor=actor, now=now)
    return row


@transact
def refuse_reconfirmation(enrolment: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    """Say that one cannot come to a date that moved: never late. Twice is success twice."""
    row, _ = _held(enrolment)
    if row.status == Status.CANCELLED:
        return row
    if row.status != Status.CONFIRMED or row.reconfirm_by is None:
        raise enrolment_ended()
    if row.event.has_started(now):
        raise event_started("This date has already started, so nothing was changed.")
    end_place_locked(row, PlaceEnd.NEW_DAY_REFUSED, actor=actor, now=now)
    return row


@transact
def release_unconfirmed(enrolment: Enrolment, now: datetime) -> Enrolment:
    """Let go of a place whose person said nothing in time. Not before its time, nor once begun."""
    row, at = _held(enrolment)
    is_due = (
        row.status == Status.CONFIRMED and row.reconfirm_by is not None and row.reconfirm_by <= at
    )
    if not is_due or row.event.has_started(now):
        return row
    return _release_locked(row, now=now)


def _held(enrolment: Enrolment) -> tuple[Enrolment, datetime]:
    held = lock_resources(enrolment.event, enrolment)
    row = held[enrolment]
    row.event = held[enrolment.event]
    return row, held.now


def _release_locked(row: Enrolment, *, now: datetime) -> Enrolment:
    end_place_locked(row, PlaceEnd.NOT_RECONFIRMED, actor=None, now=now)
    return row
