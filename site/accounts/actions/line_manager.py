"""Who may approve, and see, what a person learns: named by the person, until it ends."""

from datetime import datetime

from accounts.models import LineManager, User
from accounts.queries import addresses_of
from core import audit
from core.errors import Refusal
from core.locks import lock_resources, transact

State = LineManager.State


class NotNamedError(Refusal):
    """Nobody names them as their manager, or it is over."""

    words = "This person does not name you as their manager any more."


class OwnManagerError(Refusal):
    """The address is the person's own."""

    words = "Enter your manager's email address, not your own."


def refuse_own_address(person: User, email: str) -> None:
    """Refuse a person as their own manager, whichever of their addresses it is."""
    if mailbox(email) in {mailbox(address) for address in addresses_of(person)}:
        raise OwnManagerError


def mailbox(email: str) -> str:
    """Where mail to an address ends up: in lower case, without a tag after a plus sign."""
    local, _, domain = email.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def name_manager_locked(person: User, email: str, *, now: datetime) -> None:
    """Keep that a person named a manager. Naming one again changes nothing.

    Called inside an action. Two at once make one row: the second is passed over by the database.
    """
    row = LineManager(person=person, email=email.lower(), named_at=now)
    LineManager.objects.bulk_create([row], ignore_conflicts=True)


def confirm_manager_locked(person: User, email: str, *, now: datetime) -> None:
    """Keep that a manager answered from their own mailbox, so is who the person said."""
    named = LineManager.objects.filter(person=person, email__iexact=email, state=State.NAMED)
    named.update(state=State.CONFIRMED, confirmed_at=now)


@transact
def name_manager(person: User, email: str, *, actor: User, now: datetime) -> User:
    """Add a manager of a person's choice. Raises OwnManagerError."""
    kept = lock_resources(person)[person]
    refuse_own_address(kept, email)
    name_manager_locked(kept, email, now=now)
    audit.record(kept, "name_manager", title=kept.ref, actor=actor, now=now)
    return kept


@transact
def end_manager(manager: LineManager, *, actor: User, now: datetime) -> LineManager:
    """From now on the manager sees nothing more of the person. Twice is success twice."""
    lock_resources(manager.person)
    row = LineManager.objects.select_related("person").get(pk=manager.pk)
    if row.state != State.ENDED:
        _end(row, actor=actor, now=now)
    return row


@transact
def confirm_manager(manager: LineManager, *, actor: User, now: datetime) -> LineManager:
    """The manager says so too, signed in: from now on they see what the person learns.

    Twice is success twice. Raises NotNamedError when it is over.
    """
    person = lock_resources(manager.person)[manager.person]
    row = LineManager.objects.get(pk=manager.pk)
    if row.state == State.ENDED:
        raise NotNamedError
    if row.state == State.NAMED:
        row.state, row.confirmed_at = State.CONFIRMED, now
        row.save(update_fields=["state", "confirmed_at"])
        audit.record(person, "confirm_manager", title=person.ref, actor=actor, now=now)
    return row


def end_managers_locked(person: User, *, actor: User | None, now: datetime) -> None:
    """Nobody sees anything of the person as their manager from now on."""
    lasting = LineManager.objects.select_related("person").filter(person=person)
    for row in lasting.exclude(state=State.ENDED).order_by("pk"):
        _end(row, actor=actor, now=now)


def _end(row: LineManager, *, actor: User | None, now: datetime) -> None:
    row.state, row.ended_at = State.ENDED, now
    row.save(update_fields=["state", "ended_at"])
    audit.record(row.person, "end_manager", title=row.person.ref, actor=actor, now=now)
