"""Questions about people and organisations."""

from django.db.models import Q, QuerySet

from accounts.models import Membership, StaffRole, User


def organisations_of(person: User) -> QuerySet[Membership]:
    """The organisations a person acts for, as memberships, by name."""
    active = Membership.objects.filter(user=person, state=Membership.State.ACTIVE)
    return active.select_related("organisation").order_by("organisation__name", "pk")


def administrators() -> QuerySet[User]:
    """Who may give and take away roles: by the role, or made on the command line."""
    by_role = Q(staff_roles__role=StaffRole.Role.ADMINISTRATOR)
    return User.objects.filter(by_role | Q(is_superuser=True), is_active=True).distinct()
