"""Who may approve, and see, what a person learns: named by the person, until it ends."""

from datetime import datetime

from accounts.actions.naming import count_named_locked
from accounts.models import LineManager, User
from accounts.queries.line_manager import is_own_address
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal

State = LineManager.State


def refuse_own_address(person: User, email: str) -> None:
    """Refuse a person as their own manager, whichever of their addresses it is."""
    if is_own_address(person, email):
        raise Refusal("Enter your manager's email address, not your own.", code="own_manager")


def manager_of_another(person: User, email: str) -> str:
    """The manager somebody else names for a person; none when the address is the person's own.

    Nothing is refused: that would tell whose address it is. The person names theirs with their yes.
    """
    return "" if email and is_own_address(person, email) else email


def name_manager_locked(person: User, email: str, *, now: datetime) -> None:
    """Keep that a person named a manager. Naming one again changes nothing.

    Called inside an action. Two at once make one row: the second is passed over by the database.
    """
    row = LineManager(person=person, email=email, named_at=now)
    LineManager.objects.bulk_create([row], ignore_conflicts=True)


def confirm_manager_locked(person: User, email: str, *, now: datetime) -> None:
    """Keep that a manager answered from their own mailbox, so is who the person said."""
    named = LineManager.objects.filter(person=person, email__iexact=email, state=State.NAMED)
    for row in named:
        _confirm(row, now)


@transact
def name_manager(person: User, email: str, *, actor: User, now: datetime) -> User:
    """Add a manager of a person's choice. Refuses with own_manager, many_named."""
    kept = lock_resources(person)[person]
    refuse_own_address(kept, email)
    count_named_locked(actor, [email], now=now)
    name_manager_locked(kept, email, now=now)
    audit.record(kept, "name_manager", title=kept.ref, actor=actor, now=now)
    return kept


@transact
def confirm_manager(manager: LineManager, *, actor: User, now: datetime) -> LineManager:
    """Keep that a manager has said yes to being one. Twice is success twice.

    Refuses with manager_ended.
    """
    lock_resources(manager.person)
    row = LineManager.objects.select_related("person").get(pk=manager.pk)
    if row.state == State.ENDED:
        raise Refusal("This person no longer names you as their manager.", code="manager_ended")
    if row.state == State.NAMED:
        _confirm(row, now)
        audit.record(row.person, "confirm_manager", title=row.person.ref, actor=actor, now=now)
    return row


@transact
def end_manager(manager: LineManager, *, actor: User, now: datetime) -> LineManager:
    """From now on the manager sees nothing more of the person. Twice is success twice."""
    lock_resources(manager.person)
    row = LineManager.objects.select_related("person").get(pk=manager.pk)
    if row.state != State.ENDED:
        _end(row, actor, now)
    return row


def end_managers_locked(person: User, *, actor: User | None, now: datetime) -> None:
    """End every manager of a person, who has changed employer. The person's row is locked."""
    for row in LineManager.objects.filter(person=person).exclude(state=State.ENDED):
        row.person = person
        _end(row, actor, now)


def _confirm(row: LineManager, now: datetime) -> None:
    row.become(State.CONFIRMED)
    row.confirmed_at = now
    row.save(update_fields=["state", "confirmed_at"])


def _end(row: LineManager, actor: User | None, now: datetime) -> None:
    row.become(State.ENDED)
    row.ended_at = now
    row.save(update_fields=["state", "ended_at"])
    audit.record(row.person, "end_manager", title=row.person.ref, actor=actor, now=now)
