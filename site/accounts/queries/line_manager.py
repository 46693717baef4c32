"""Who may approve, and see, what a person learns."""

from collections.abc import Collection
from typing import TypeAlias

from allauth.account.models import EmailAddress
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Lower

from accounts.models import LineManager, User
from accounts.rules.mailbox import mailbox


def addresses_of(person: User) -> list[str]:
    """Every address of a person's account, confirmed or not."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return [person.email, *others]


def is_own_address(person: User, email: str) -> bool:
    """Whether mail to an address ends up with the person: nobody is their own manager."""
    return mailbox(email) in {mailbox(address) for address in addresses_of(person)}


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
    """Who ever named this person as their manager, those that are over included."""
    proved = EmailAddress.objects.filter(user=manager, verified=True)
    addresses = proved.annotate(lower=Lower("email")).values("lower")
    rows = LineManager.objects.filter(email__in=addresses, person__is_active=True)
    return (
        rows.exclude(person=manager).select_related("person").order_by("person__search_key", "pk")
    )


def managed_by(manager: User) -> QuerySet[LineManager]:
    """Whose manager this person is: named by them, and has said yes."""
    return named_by(manager).filter(state=LineManager.State.CONFIRMED)


ManagersOver: TypeAlias = Collection[
    tuple[int, str]
]  # a person each, and an address in small letters


def manager_is_over(person: User, email: str) -> bool:
    """Whether an address was a manager's and is not any more: it is told nothing from then on."""
    return (person.pk, email.lower()) in managers_over([person.pk])


def managers_over(people: Collection[int]) -> ManagersOver:
    """The same for many people in one question: each with an address that is over for them."""
    states: dict[tuple[int, str], set[str]] = {}
    rows = LineManager.objects.filter(person__in=people) if people else LineManager.objects.none()
    for person, email, state in rows.values_list("person", "email", "state"):
        states.setdefault((person, email.lower()), set()).add(state)
    ended = {LineManager.State.ENDED}
    return frozenset(tie for tie, found in states.items() if found == ended)
