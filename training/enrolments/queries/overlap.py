"""One person on two dates at the same time."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.queries.account import accounts_of
from training.enrolments.models import Enrolment
from training.events.models import Event, Session


def overlapping(
    person: User | int, event: Event, *, beside: Iterable[int | None] = ()
) -> QuerySet[Enrolment]:
    """The places somebody holds on other dates of which a part is at the time of a part of this.

    `beside` are places that do not count: one that this place replaces. Parts that meet end to
    start do not overlap; how far it is between them is for the person to know.
    """
    rows = _at_once(event).filter(person=person)
    rows = rows.exclude(pk__in=[key for key in beside if key])
    return rows.select_related("event__course").order_by("event__starts_at", "pk")


def overlapping_by_address(event: Event, addresses: Iterable[str]) -> dict[str, list[Enrolment]]:
    """Of the accounts of some addresses what they hold at the time of an event, by address."""
    owners = accounts_of(addresses)
    found = overlapping_by_person(event, [one.pk for one in owners.values()])
    return {address: found[one.pk] for address, one in owners.items() if one.pk in found}


def overlapping_by_person(event: Event, people: Iterable[int]) -> dict[int, list[Enrolment]]:
    """Of many people what they hold at the time of an event, in one question."""
    rows = _at_once(event).filter(person__in=set(people)).select_related("event__course")
    found: dict[int, list[Enrolment]] = {}
    for row in rows.order_by("event__starts_at", "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def _at_once(event: Event) -> QuerySet[Enrolment]:
    """Everybody's places held on dates of which a part is at the time of a part of this one."""
    here = Session.objects.filter(event=event, state=Session.State.PLANNED)
    there = Session.objects.filter(event=OuterRef("event"), state=Session.State.PLANNED)
    at_once = here.filter(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    return Enrolment.objects.filter(
        Exists(there.filter(Exists(at_once))),
        status__in=Enrolment.HOLDING,
        event__status=Event.Status.SCHEDULED,
        # The whole first: an index finds the few dates near this one.
        event__starts_at__lt=event.ends_at,
        event__ends_at__gt=event.starts_at,
    ).exclude(event=event)
