"""Who is in the partnership's own team, and as what."""

from datetime import datetime

from django.contrib.auth.models import Group

from accounts.models import StaffRole, User
from accounts.queries.staff_role import administrators
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal

ADMINISTRATOR = StaffRole.Role.ADMINISTRATOR
# Groups in Wagtail: one writes pages and submits them, the next approves and publishes, the last
# only comes in, for the words of messages.
# Administrators may do everything there without a group.
CMS_GROUPS = {
    StaffRole.Role.EDITOR: "Editors",
    StaffRole.Role.LEAD: "Moderators",
    StaffRole.Role.COORDINATOR: "Office",
}


@transact
def grant_role(person: User, role: str, *, actor: User | None, now: datetime) -> StaffRole:
    """Give a staff role, and end the person's sessions: the next one asks for a second factor.

    `actor` is None on the command line. Refuses with own_role, role_held.
    """
    kept = lock_resources(person)[person]
    refuse_own(kept, actor)
    if kept.staff_roles.filter(role=role).exists():
        raise Refusal("This person has that role already.", code="role_held")
    granted = StaffRole.objects.create(user=kept, role=role, granted_at=now)
    _rights_changed(kept, role)
    audit.record(kept, "grant_role", title=kept.ref, actor=actor, now=now, role=role)
    return granted


@transact
def revoke_role(person: User, role: str, *, actor: User | None, now: datetime) -> User:
    """Take a staff role away, and end the person's sessions at once.

    Refuses with own_role, role_not_held, last_administrator.
    """
    # All administrators are locked: two who revoke each other at once do not both succeed.
    others = administrators() if role == ADMINISTRATOR else ()
    kept = lock_resources(person, *others)[person]
    refuse_own(kept, actor)
    by_command = role == ADMINISTRATOR and kept.is_superuser
    if not by_command and not kept.staff_roles.filter(role=role).exists():
        raise Refusal("This person does not have that role.", code="role_not_held")
    if role == ADMINISTRATOR and not administrators().exclude(pk=kept.pk).exists():
        raise Refusal(
            "This is the last administrator. Make somebody else an administrator first.",
            code="last_administrator",
        )
    kept.staff_roles.filter(role=role).delete()
    _rights_changed(kept, role)
    audit.record(kept, "revoke_role", title=kept.ref, actor=actor, now=now, role=role)
    return kept


def refuse_own(person: User, actor: User | None) -> None:
    """Refuse with own_role when people would change their own rights."""
    if actor is not None and actor.pk == person.pk:
        raise Refusal(
            "You cannot change your own roles. Ask another administrator to do it.", code="own_role"
        )


def _rights_changed(person: User, role: str) -> None:
    """Make the CMS agree with the roles, and end sessions (rule 47)."""
    roles = set(person.staff_roles.values_list("role", flat=True))
    for by_role, name in CMS_GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        if by_role in roles:
            person.groups.add(group)
        else:
            person.groups.remove(group)
    if role == ADMINISTRATOR:  # another role leaves one made on the command line as they are
        person.is_superuser = ADMINISTRATOR in roles
    person.session_stamp += 1
    person.save(update_fields=["is_superuser", "session_stamp"])
