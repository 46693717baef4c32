"""What people say of their work."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from training.framework.models import PersonRole, RoleGroup


def set_roles_locked(person: User, roles: Sequence[RoleGroup], *, now: datetime) -> None:
    """Keep the role groups a person names, in place of those named before of the same version.

    Naming none changes nothing. Those of an earlier version of the framework stay.
    The person's row is locked by the caller.
    """
    if not roles:
        return
    versions = {role.version_id for role in roles}
    held = PersonRole.objects.filter(person=person, role_group__version__in=versions)
    held.exclude(role_group__in=roles).delete()
    # Rows that are kept stay as they are: `since` says from when.
    kept = set(held.values_list("role_group_id", flat=True))
    PersonRole.objects.bulk_create(
        PersonRole(person=person, role_group=role, since=now)
        for role in roles
        if role.pk not in kept
    )
