"""Finding people and organisations, and what the office sees of one person."""

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from accounts.models import Membership, Organisation, StaffRole, User
from accounts.queries.remit import WHOLE, Remit
from core.search.key_field import has_words
from core.search.plain import plain, weight

LEAST_CHARACTERS = 3


def people_found(words: str, remit: Remit = WHOLE) -> QuerySet[User]:
    """People whose name or e-mail address holds every word, by name; memberships of `remit` alone.

    Nobody for fewer than three characters: there is no list of everyone.
    """
    if weight(plain(words)) < LEAST_CHARACTERS:
        return User.objects.none()
    active = Membership.objects.filter(state=Membership.State.ACTIVE)
    active = remit.limit(active, "organisation__area")
    by_name = active.select_related("organisation").order_by("organisation__search_key", "pk")
    return (
        User.objects.filter(has_words(words))
        .prefetch_related(
            Prefetch("memberships", by_name),
            Prefetch("staff_roles", held_roles()),
        )
        .order_by("search_key", "pk")
    )


def held_roles() -> QuerySet[StaffRole]:
    """Roles in the order they were given, each with its boroughs."""
    return StaffRole.objects.order_by("granted_at", "pk").prefetch_related("areas")


def memberships_of(person: User) -> QuerySet[Membership]:
    """A person's ties to organisations, those that are over last."""
    over = Case(
        When(state=Membership.State.LEFT, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = Membership.objects.filter(user=person).select_related("organisation__area")
    return rows.order_by(over, "organisation__search_key", "-since", "-pk")


def organisations_found(words: str) -> QuerySet[Organisation]:
    """The organisation with this URN, or those whose name holds every word, by name.

    Closed ones only by their URN. None for fewer than three characters.
    """
    if weight(plain(words)) < LEAST_CHARACTERS:
        return Organisation.objects.none()
    by_name = has_words(words) & ~Q(status=Organisation.Status.CLOSED)
    rows = Organisation.objects.filter(Q(urn=words) | by_name)
    return rows.select_related("area").order_by("search_key", "pk")
