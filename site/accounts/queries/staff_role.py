"""Who is in the team, and as what."""

from django.db.models import Q, QuerySet

from accounts.models import StaffRole, User


def administrators() -> QuerySet[User]:
    """Who may give and take away roles: by the role, or made on the command line."""
    by_role = Q(staff_roles__role=StaffRole.Role.ADMINISTRATOR)
    return User.objects.filter(by_role | Q(is_superuser=True), is_active=True).distinct()
