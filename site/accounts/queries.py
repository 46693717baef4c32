"""Questions about people and organisations."""

import hashlib

from allauth.account.models import EmailAddress
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from accounts.models import (
    Area,
    FeedToken,
    LineManager,
    Membership,
    Organisation,
    StaffRole,
    User,
)
from core.kept import Kept

_areas: Kept[str, list[Area]] = Kept()


def areas() -> list[Area]:
    """Every area in its order, as it was some seconds ago at most."""
    return list(_areas.get("", lambda: list(Area.objects.all())))


def organisations_of(person: User) -> QuerySet[Membership]:
    """The organisations a person acts for, as memberships, by name."""
    active = Membership.objects.filter(user=person, state=Membership.State.ACTIVE)
    return active.select_related("organisation").order_by("organisation__name", "pk")


def booking_memberships(person: User) -> QuerySet[Membership]:
    """The person's ties to organisations that they book visits for."""
    return Membership.objects.filter(
        user=person,
        state=Membership.State.ACTIVE,
        role__in=Membership.BOOKING_ROLES,
    )


def administrators() -> QuerySet[User]:
    """Who may give and take away roles: by the role, or made on the command line."""
    by_role = Q(staff_roles__role=StaffRole.Role.ADMINISTRATOR)
    return User.objects.filter(by_role | Q(is_superuser=True), is_active=True).distinct()


def digest_of(token: str) -> str:
    """What is kept of a feed's key."""
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_token(person: User) -> FeedToken | None:
    """The key to the person's calendar that works."""
    live = FeedToken.objects.filter(user=person, revoked_at__isnull=True)
    return live.filter(purpose=FeedToken.Purpose.CALENDAR).first()


def addresses_of(person: User) -> list[str]:
    """Every address of a person's account, confirmed or not."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return [person.email, *others]


def managers_of(person: User) -> QuerySet[LineManager]:
    """Whom the person named as a manager: those it still holds for first, then the latest."""
    ended = When(state=LineManager.State.ENDED, then=Value(1))
    order = Case(ended, default=Value(0), output_field=IntegerField())
    return LineManager.objects.filter(person=person).order_by(order, "-named_at", "-pk")


def named_by(manager: User) -> QuerySet[LineManager]:
    """Who named this person as their manager and has not ended it.

    By the addresses that this person has proved to be theirs, and by no others.
    """
    return ties_to(manager).exclude(state=LineManager.State.ENDED)


def ties_to(manager: User) -> QuerySet[LineManager]:
    """The same, with those that are over."""
    proved = EmailAddress.objects.filter(user=manager, verified=True)
    addresses = proved.annotate(lower=Lower("email")).values("lower")
    rows = LineManager.objects.filter(email__in=addresses, person__is_active=True)
    return rows.exclude(person=manager).select_related("person").order_by("person__name", "pk")


def managed_by(manager: User) -> QuerySet[LineManager]:
    """The same, of those where the manager has said so too."""
    return named_by(manager).filter(state=LineManager.State.CONFIRMED)


def manager_is_over(person: User, email: str) -> bool:
    """Whether an address was a manager's and is not any more: it is told nothing from then on."""
    rows = LineManager.objects.filter(person=person, email__iexact=email)
    states = set(rows.values_list("state", flat=True))
    return states == {LineManager.State.ENDED}


def memberships_asked_for(person: User) -> QuerySet[Membership]:
    """The organisations a person has asked to join and that have not answered, by name."""
    asked = Membership.objects.filter(user=person, state=Membership.State.REQUESTED)
    return asked.select_related("organisation").order_by("organisation__name", "pk")


def membership_requests(approver: User, *, office: bool) -> QuerySet[Membership]:
    """Who asks to join what this person may answer for: anything for the office."""
    asked = Membership.objects.filter(state=Membership.State.REQUESTED)
    if not office:
        asked = asked.filter(organisation__in=organisations_managed_by(approver))
    return asked.select_related("user", "organisation").order_by("since", "pk")


def organisations_managed_by(person: User) -> QuerySet[Organisation]:
    """The organisations whose account a person manages."""
    return Organisation.objects.filter(
        memberships__user=person,
        memberships__state=Membership.State.ACTIVE,
        memberships__role=Membership.Role.MANAGER,
    )


def accounts_managers(organisation: Organisation) -> QuerySet[User]:
    """Who manages an organisation's account."""
    return User.objects.filter(
        memberships__organisation=organisation,
        memberships__state=Membership.State.ACTIVE,
        memberships__role=Membership.Role.MANAGER,
        is_active=True,
    ).order_by("pk")
