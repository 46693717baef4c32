"""Two accounts turn out to be one person's."""

from datetime import datetime

from accounts.actions.merge import close_merged_locked, settle_accounts_locked
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from core.privacy import personal_data
from people.queries.merge import refusal_of
from training.enrolments.actions.merge import settle_enrolments_locked
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.queries.merge import active_events_of


def not_merged() -> Refusal:
    return Refusal(
        "Something about these accounts has just changed. Look at them again.", code="not_merged"
    )


@transact
def merge_people(keep: User, drop: User, *, actor: User, now: datetime) -> User:
    """Give everything of one account to another, close it, and keep its addresses with the rest.

    What moves is what the apps' personal_data.py say.
    Refuses with not_merged, both_came.
    """
    events = active_events_of(drop)
    held = lock_resources(keep, drop, *events)
    keep, drop = held[keep], held[drop]
    _refuse(keep, drop)
    locked = {event.pk: held[event] for event in events}
    if {event.pk for event in active_events_of(drop)} - set(locked):
        raise not_merged()
    settle_accounts_locked(keep, drop, now=now)
    freed = settle_enrolments_locked(keep, drop, locked, actor=actor, now=now)
    moved = sum(_move(row, keep, drop) for row in personal_data.moving())
    close_merged_locked(drop)
    for event in freed:
        offer_seats_locked(event, now=now)
    record(
        keep, "merge_people", title=keep.ref, actor=actor, now=now, dropped=drop.ref, moved=moved
    )
    record(drop, "merge_people", title=drop.ref, actor=actor, now=now, kept=keep.ref)
    return keep


def _refuse(keep: User, drop: User) -> None:
    words = refusal_of(keep, drop)
    if words:
        raise Refusal(words, code="not_merged")


def _move(row: personal_data.Personal, keep: User, drop: User) -> int:
    """Give the rows of one declared key to the account that stays; how many there were."""
    rows = row.model._default_manager.filter(**{row.field: drop})
    return rows.update(**{row.field: keep})
