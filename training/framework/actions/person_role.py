"""What people say of their work."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from training.framework.models import PersonRole, RoleGroup, RoleGroupVersion
from training.framework.queries.framework import published_key


def set_roles_locked(person: User, roles: Sequence[RoleGroup], *, now: datetime) -> None:
    """Keep the role groups a person names, in place of those they could have named and did not.

    Naming none changes nothing. Those that the published framework no longer has stay.
    The person's row is locked by the caller.
    """
    if not roles:
        return
    held = PersonRole.objects.filter(person=person)
    offered = RoleGroupVersion.objects.filter(version__in=published_key())
    unnamed = held.filter(role_group__in=offered.values("role_group"))
    unnamed.exclude(role_group__in=roles).delete()
    # Rows that are kept stay as they are: `since` says from when.
    kept = set(held.values_list("role_group_id", flat=True))
    PersonRole.objects.bulk_create(
        PersonRole(person=person, role_group=role, since=now)
        for role in roles
        if role.pk not in kept
    )
