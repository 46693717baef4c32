"""Questions about people and organisations."""

from django.db.models import QuerySet

from accounts.models import Membership, User


def organisations_of(person: User) -> QuerySet[Membership]:
    """The organisations a person acts for, as memberships, by name."""
    active = Membership.objects.filter(user=person, state=Membership.State.ACTIVE)
    return active.select_related("organisation").order_by("organisation__name", "pk")
