"""Who belongs to which organisation, who asks to, and who answers for it."""

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organisation, User
from accounts.queries.organisation import organisations_managed_by
from accounts.queries.remit import Remit


def booking_memberships(person: User) -> QuerySet[Membership]:
    """The person's ties to organisations that they book visits for."""
    return Membership.objects.filter(
        user=person,
        state=Membership.State.ACTIVE,
        role__in=Membership.BOOKING_ROLES,
    )


def memberships_asked_for(person: User) -> QuerySet[Membership]:
    """The organisations a person has asked to join and that have not answered, by name."""
    asked = Membership.objects.filter(user=person, state=Membership.State.REQUESTED)
    return asked.select_related("organisation").order_by("organisation__search_key", "pk")


def membership_requests(approver: User, *, office: Remit) -> QuerySet[Membership]:
    """Who asks to join what this person may answer for.

    What they manage themselves, and what lies where they are the office.
    """
    asked = Membership.objects.filter(state=Membership.State.REQUESTED)
    if office.areas is not None:
        managed = Q(organisation__in=organisations_managed_by(approver))
        asked = asked.filter(managed | Q(organisation__area__in=office.areas))
    return asked.select_related("user", "organisation").order_by("since", "pk")


def accounts_managers(organisation: Organisation) -> QuerySet[User]:
    """Who manages an organisation's account."""
    return User.objects.filter(
        memberships__organisation=organisation,
        memberships__state=Membership.State.ACTIVE,
        memberships__role=Membership.Role.MANAGER,
        is_active=True,
    ).order_by("pk")
