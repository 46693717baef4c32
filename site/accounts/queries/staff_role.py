"""Who is in the team, and as what."""

from django.db.models import Q, QuerySet

from accounts.models import StaffRole, User


def whole_office() -> QuerySet[User]:
    """Coordinators and leads of the whole region."""
    whole = StaffRole.objects.filter(role__in=StaffRole.OFFICE, areas=None)
    return User.objects.filter(pk__in=whole.values("user"), is_active=True).order_by("pk")


def administrators() -> QuerySet[User]:
    """Who may give and take away roles: by the role, or made on the command line."""
    by_role = Q(staff_roles__role=StaffRole.Role.ADMINISTRATOR)
    return User.objects.filter(by_role | Q(is_superuser=True), is_active=True).distinct()
