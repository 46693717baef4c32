"""What must always be true of frameworks."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from core.changes.invariants import declare
from training.framework.models import RoleGroupVersion


@declare(
    "role-group-is-of-one-framework", "Every version that has a role group is of its framework."
)
def of_another_framework(now: datetime) -> Iterable[str]:
    rows = RoleGroupVersion.objects.exclude(version__framework=F("role_group__framework"))
    return list(rows.values_list("role_group__ref", flat=True))
