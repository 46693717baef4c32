"""Which organisations there are, and who belongs to which."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Membership, Organisation, User


def organisations_of(person: User) -> QuerySet[Membership]:
    """The organisations a person acts for, as memberships, by name."""
    active = Membership.objects.filter(user=person, state=Membership.State.ACTIVE)
    return active.select_related("organisation").order_by("organisation__name", "pk")


def organisations_managed_by(person: User) -> QuerySet[Organisation]:
    """The organisations whose account a person manages."""
    return Organisation.objects.filter(
        memberships__user=person,
        memberships__state=Membership.State.ACTIVE,
        memberships__role=Membership.Role.MANAGER,
    )


def organisations_called(words: Iterable[str]) -> dict[str, list[Organisation]]:
    """The open organisations of each URN or whole name, by the words in lower case; one query."""
    found: dict[str, list[Organisation]] = {word.lower(): [] for word in words if word}
    named = Organisation.objects.annotate(lower_name=Lower("name")).filter(
        Q(urn__in=found) | Q(lower_name__in=found), status__in=Organisation.BOOKABLE
    )
    for row in named.select_related("area").order_by("pk"):
        for key in {row.urn or "", row.lower_name} & set(found):
            found[key].append(row)
    return found
