"""Which organisations there are, and who belongs to which."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organisation, User
from core.search.plain import search_key


def organisations_of(person: User) -> QuerySet[Membership]:
    """The organisations a person acts for, as memberships, by name."""
    active = Membership.objects.filter(user=person, state=Membership.State.ACTIVE)
    return active.select_related("organisation").order_by("organisation__search_key", "pk")


def organisations_managed_by(person: User) -> QuerySet[Organisation]:
    """The organisations whose account a person manages."""
    return Organisation.objects.filter(
        memberships__user=person,
        memberships__state=Membership.State.ACTIVE,
        memberships__role=Membership.Role.MANAGER,
    )


def organisations_called(words: Iterable[str]) -> dict[str, list[Organisation]]:
    """The open organisations of each URN or whole name, by the words in lower case; one query.

    A name is whole in any case, with or without its accents and signs.
    """
    found: dict[str, list[Organisation]] = {word.lower(): [] for word in words if word}
    keys: dict[str, set[str]] = {}
    for word in found:
        keys.setdefault(search_key(word), set()).add(word)
    named = Organisation.objects.filter(
        Q(urn__in=found) | Q(search_key__in=keys), status__in=Organisation.BOOKABLE
    )
    for row in named.select_related("area").order_by("pk"):
        meant = keys.get(row.search_key, set()) | ({row.urn or ""} & set(found))
        for word in meant:
            found[word].append(row)
    return found
