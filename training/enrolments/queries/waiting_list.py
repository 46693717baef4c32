"""Who waits for what, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.models import User
from core.options import store
from training.courses.models import Course, CoursePriorityRole
from training.enrolments.models import Enrolment
from training.enrolments.options import OFFER_HOURS, OFFER_HOURS_SOON, SOON_DAYS
from training.enrolments.rules.waiting_order import put_together
from training.events.models import Event
from training.events.queries.event import open_events
from training.framework.queries.role_group import role_titles


@dataclass(frozen=True)
class Position:
    """Where somebody stands on a waiting list."""

    number: int
    of: int


@dataclass(frozen=True)
class WaitingListPosition:
    """How a person's waiting stands: where on the list, or until when they may answer an offer."""

    position: Position | None
    offered_until: datetime | None
    may_answer: bool
    has_waited: bool


def waiting_position_of(enrolment: Enrolment, now: datetime) -> WaitingListPosition:
    """What a person's page says of their waiting or of their offer."""
    is_offered = enrolment.status == Enrolment.Status.OFFERED
    until = enrolment.held_until if is_offered else None
    return WaitingListPosition(
        position=position_of(enrolment),
        offered_until=until,
        may_answer=until is not None and now < until,
        has_waited=enrolment.waitlisted_at is not None,
    )


def waiting_list(event: Event) -> QuerySet[Enrolment]:
    """Who waits for an event, first comes first: priority, then time of joining (domain 7.1)."""
    rows = Enrolment.objects.filter(event=event, status=Enrolment.Status.WAITING)
    return rows.select_related("person").order_by("-has_priority", "waitlisted_at", "pk")


def waiting_groups(event: Event) -> list[list[Enrolment]]:
    """The waiting list as those who come together or not at all, each where its first stands."""
    return groups_of_list(waiting_list(event))


def groups_of_list(rows: Iterable[Enrolment]) -> list[list[Enrolment]]:
    """Rows in the order of a list, put together with those they come with."""
    return put_together(rows, lambda row: row.group_ref or row.ref)


def waiting_count(event: Event) -> int:
    """How many people wait for an event: all that anybody else may know of its list."""
    return Enrolment.objects.filter(event=event, status=Enrolment.Status.WAITING).count()


def position_of(enrolment: Enrolment) -> Position | None:
    """Where a person stands on the list they wait on; None for one who does not wait."""
    return positions_among([enrolment]).get(enrolment.pk)


def positions_among(rows: Iterable[Enrolment]) -> dict[int, Position]:
    """Positions of rows on their lists, in one query whatever their number.

    Each person counts, those who come together too: they stand where their first stands.
    """
    wanted = {row.pk: row.event_id for row in rows if row.status == Enrolment.Status.WAITING}
    if not wanted:
        return {}
    waiting = Enrolment.objects.filter(
        event__in=set(wanted.values()), status=Enrolment.Status.WAITING
    ).only("pk", "ref", "group_ref", "event_id")
    by_event: dict[int, list[Enrolment]] = {}
    for row in waiting.order_by("event_id", "-has_priority", "waitlisted_at", "pk"):
        by_event.setdefault(row.event_id, []).append(row)
    return {
        row.pk: Position(number, len(listed))
        for listed in by_event.values()
        for number, row in enumerate((one for group in groups_of_list(listed) for one in group), 1)
        if row.pk in wanted
    }


def has_priority(person: User, course: Course) -> bool:
    """Whether the course offers places first to people in one of this person's roles."""
    first = CoursePriorityRole.objects.filter(course=course, role_group__people__person=person)
    return first.exists()


def first_roles(course: Course) -> list[str]:
    """The titles of the roles that the course offers places to first."""
    first = CoursePriorityRole.objects.filter(course=course)
    return list(role_titles(first.values_list("role_group", flat=True)).values())


def offers_expired(now: datetime) -> QuerySet[Enrolment]:
    """Offers whose time has passed."""
    rows = Enrolment.objects.filter(status=Enrolment.Status.OFFERED, held_until__lte=now)
    return rows.select_related("event").order_by("held_until", "pk")


def waiting_over(now: datetime) -> QuerySet[Enrolment]:
    """Those who still wait for what has begun."""
    rows = Enrolment.objects.filter(status=Enrolment.Status.WAITING, event__starts_at__lte=now)
    return rows.select_related("event").order_by("event__starts_at", "pk")


def events_owing_offers(now: datetime) -> QuerySet[Event]:
    """Open events to come with places free and people waiting who fit: there should be none."""
    who = Coalesce(NullIf("group_ref", Value("")), "ref")
    waiting = Enrolment.objects.filter(event=OuterRef("pk"), status=Enrolment.Status.WAITING)
    parties = waiting.annotate(who=who).order_by().values("who").annotate(people=Count("pk"))
    smallest = Subquery(
        parties.order_by("people").values("people")[:1], output_field=IntegerField()
    )
    # Only where anybody waits at all: that is few dates, and they have an index of their own.
    asked_for = Enrolment.objects.filter(status=Enrolment.Status.WAITING).values("event")
    free = open_events(now).filter(pk__in=asked_for, places_taken__lt=F("capacity"))
    return free.annotate(smallest=smallest).filter(smallest__lte=F("capacity") - F("places_taken"))


@dataclass(frozen=True)
class OfferTimes:
    """How long a seat is held for whom it is offered to, as the office has set it."""

    usual: timedelta
    near: timedelta  # when the event is
    near_within: timedelta  # before the event; zero when none is near


def offer_times() -> OfferTimes:
    set_to = store.values(OFFER_HOURS, OFFER_HOURS_SOON, SOON_DAYS)
    return OfferTimes(set_to[OFFER_HOURS], set_to[OFFER_HOURS_SOON], set_to[SOON_DAYS])
