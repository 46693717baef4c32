"""What a firm place leaves behind: the one it replaces, which its person kept until then."""

from datetime import datetime

from django.db import models

from accounts.models import User
from core.audit import record
from core.locks import Held
from training.actions.ending import end_place_locked
from training.actions.offers import offer_places_locked
from training.approval_emails import mail_manager_cancelled
from training.change_emails import mail_place_left
from training.models import Enrolment
from training.queries.event import sessions_of


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
    mail_place_left(old, sessions, now=now)
    if manager_knows:
        words = f"The place is on another date now: {row.event.when_words}."
        mail_manager_cancelled(old, sessions, now=now, reason=words)
    offer_places_locked(old.event, now=now)
