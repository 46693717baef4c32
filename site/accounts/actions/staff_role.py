"""Who is in the partnership's own team, and as what."""

from datetime import datetime

from django.contrib.auth.models import Group

from accounts.models import StaffRole, User
from core import audit
from core.errors import Refusal
from core.locks import lock_resources, transact

EDITORS = "Moderators"  # the group of Wagtail's own that may also publish


class RoleHeldError(Refusal):
    """The person has the role already."""

    words = "This person has that role already."


class RoleNotHeldError(Refusal):
    """There is no such role to take away."""

    words = "This person does not have that role."


@transact
def grant_role(person: User, role: str, *, actor: User | None, now: datetime) -> StaffRole:
    """Give a staff role, and end the person's sessions: the next one asks for a second factor.

    `actor` is None on the command line. Raises RoleHeldError.
    """
    kept = lock_resources(person)[person]
    if kept.staff_roles.filter(role=role).exists():
        raise RoleHeldError
    granted = StaffRole.objects.create(user=kept, role=role, granted_at=now)
    _rights_changed(kept)
    audit.record(kept, "grant_role", title=kept.ref, actor=actor, now=now, role=role)
    return granted


@transact
def revoke_role(person: User, role: str, *, actor: User | None, now: datetime) -> User:
    """Take a staff role away, and end the person's sessions at once. Raises RoleNotHeldError."""
    kept = lock_resources(person)[person]
    gone, _ = kept.staff_roles.filter(role=role).delete()
    if not gone:
        raise RoleNotHeldError
    _rights_changed(kept)
    audit.record(kept, "revoke_role", title=kept.ref, actor=actor, now=now, role=role)
    return kept


def _rights_changed(person: User) -> None:
    """Make the CMS agree with the roles, and end sessions (reliability rule 47)."""
    roles = set(person.staff_roles.values_list("role", flat=True))
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    if StaffRole.Role.EDITOR in roles:
        person.groups.add(editors)
    else:
        person.groups.remove(editors)
    person.is_superuser = StaffRole.Role.ADMINISTRATOR in roles
    person.session_stamp += 1
    person.save(update_fields=["is_superuser", "session_stamp"])
