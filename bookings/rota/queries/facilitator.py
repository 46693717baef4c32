"""Questions about the people who deliver."""

from django.db.models import QuerySet

from accounts.models import StaffRole, User
from bookings.rota.models import Facilitator
from bookings.rota.queries.assurance import with_checks


def facilitator_users() -> QuerySet[User]:
    """Everyone whose role is facilitator, by name; `facilitator` is there once it is set up."""
    return (
        User.objects.filter(staff_roles__role=StaffRole.Role.FACILITATOR, is_active=True)
        .select_related("facilitator")
        .prefetch_related(
            "facilitator__areas", "facilitator__courses", with_checks("facilitator__")
        )
        .order_by("search_key", "pk")
    )


def working_facilitators() -> QuerySet[Facilitator]:
    """The facilitators who can be asked, by name."""
    return (
        Facilitator.objects.filter(is_active=True, user__is_active=True)
        .select_related("user")
        .prefetch_related("areas", "courses", with_checks())
        .order_by("user__search_key", "pk")
    )
