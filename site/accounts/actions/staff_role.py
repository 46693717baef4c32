"""Who is in the partnership's own team, and as what."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.auth.models import Group

from accounts.models import Area, StaffRole, User
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
def grant_role(
    person: User, role: str, *, actor: User | None, now: datetime, areas: Collection[Area] = ()
) -> StaffRole:
    """Give a staff role, and end the person's sessions: the next one asks for a second factor.

    It holds in `areas`; without any in the whole region. `actor` is None on the command line.
    Refuses with own_role, role_held, role_not_local.
    """
    kept = lock_resources(person)[person]
    refuse_own(kept, actor)
    refuse_limits(role, areas)
    if kept.staff_roles.filter(role=role).exists():
        raise Refusal("This person has that role already.", code="role_held")
    granted = StaffRole.objects.create(user=kept, role=role, granted_at=now)
    granted.areas.set(areas)
    _rights_changed(kept, role)
    about = {"role": role} | ({"areas": codes_of(areas)} if areas else {})
    audit.record(kept, "grant_role", title=kept.ref, actor=actor, now=now, **about)
    return granted


@transact
def limit_role(
    person: User, role: str, areas: Collection[Area], *, actor: User, now: datetime
) -> StaffRole:
    """Say in which boroughs a role holds, none for the whole region, and end the sessions.

    The same boroughs again change nothing. Refuses with own_role, role_not_held, role_not_local.
    """
    kept = lock_resources(person)[person]
    refuse_own(kept, actor)
    refuse_limits(role, areas)
    held = kept.staff_roles.filter(role=role).first()
    if held is None:
        raise role_not_held()
    before = codes_of(held.areas.all())
    if before == codes_of(areas):
        return held
    held.areas.set(areas)
    _rights_changed(kept, role)
    to = codes_of(areas)
    audit.record(
        kept, "limit_role", title=kept.ref, actor=actor, now=now, role=role, areas=to, before=before
    )
    return held


@transact
def revoke_role(person: User, role: str, *, actor: User | None, now: datetime) -> User:
    """Take a staff role away, and end the person's sessions at once.

    Refuses with own_role, role_not_held, last_administrator.
    """
    # All administrators are locked: two who revoke each other at once do not both succeed.
    # Read before the lock: one more since then takes nobody's last place, and who is one no
    # longer is counted below.
    others = administrators() if role == ADMINISTRATOR else ()
    kept = lock_resources(person, *others)[person]
    refuse_own(kept, actor)
    by_command = role == ADMINISTRATOR and kept.is_superuser
    if not by_command and not kept.staff_roles.filter(role=role).exists():
        raise role_not_held()
    if role == ADMINISTRATOR and not administrators().exclude(pk=kept.pk).exists():
        raise Refusal(
            "This is the last administrator. Make somebody else an administrator first.",
            code="last_administrator",
        )
    kept.staff_roles.filter(role=role).delete()
    _rights_changed(kept, role)
    audit.record(kept, "revoke_role", title=kept.ref, actor=actor, now=now, role=role)
    return kept


def role_not_held() -> Refusal:
    return Refusal("This person does not have that role.", code="role_not_held")


def refuse_limits(role: str, areas: Collection[Area]) -> None:
    """Refuse with role_not_local a role that holds everywhere, and an area that is no borough."""
    if areas and role not in StaffRole.LOCAL:
        local = [one.label.lower() for one in StaffRole.LOCAL]
        raise Refusal(
            f"Only a {local[0]}, a {local[1]} or a {local[2]} can be limited to boroughs.",
            code="role_not_local",
        )
    others = [area.name for area in areas if not area.is_borough]
    if others:
        raise Refusal(
            f"{others[0]} is no borough. Choose boroughs, or none for the whole region.",
            code="role_not_local",
        )


def codes_of(areas: Iterable[Area]) -> str:
    """Areas for the log: their codes stay when a name changes."""
    return ", ".join(sorted(area.code for area in areas))


def refuse_own(person: User, actor: User | None) -> None:
    """Refuse with own_role when people would change their own rights."""
    if actor is not None and actor.pk == person.pk:
        raise Refusal(
            "You cannot change your own roles. Ask another administrator to do it.", code="own_role"
        )


def _rights_changed(person: User, role: str) -> None:
    """Make the CMS agree with the roles, and end sessions (rule 47)."""
    roles = set(person.staff_roles.values_list("role", flat=True))
    # Pages and the words of messages are the whole region's: a limited role opens no CMS.
    everywhere = set(person.staff_roles.filter(areas=None).values_list("role", flat=True))
    for by_role, name in CMS_GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        if by_role in everywhere:
            person.groups.add(group)
        else:
            person.groups.remove(group)
    if role == ADMINISTRATOR:  # another role leaves one made on the command line as they are
        person.is_superuser = ADMINISTRATOR in roles
    person.session_stamp += 1
    person.save(update_fields=["is_superuser", "session_stamp"])
