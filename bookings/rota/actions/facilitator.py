"""What can happen to a facilitator's record. Every write goes through here."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import Area, StaffRole, User
from bookings.rota.models import Facilitator
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.courses.models import Course


@transact
def change_facilitator(
    user: User,
    *,
    areas: Iterable[Area],
    courses: Iterable[Course],
    is_active: bool,
    actor: User,
    now: datetime,
) -> Facilitator:
    """Set up or change a facilitator's record. Refuses with not_a_facilitator."""
    known = Facilitator.objects.filter(user=user).first()
    # The person too: before there is a record, it is their row that keeps two from being made.
    lock_resources(user, known) if known else lock_resources(user)
    if not user.staff_roles.filter(role=StaffRole.Role.FACILITATOR).exists():
        raise Refusal(
            "This person is not a facilitator. An administrator gives the role first.",
            code="not_a_facilitator",
        )
    facilitator, _ = Facilitator.objects.update_or_create(
        user=user,
        defaults={"is_active": is_active},
    )
    facilitator.areas.set(areas)
    facilitator.courses.set(courses)
    audit.record(facilitator, "change_facilitator", title=user.ref, actor=actor, now=now)
    return facilitator
