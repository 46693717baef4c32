"""Who is on what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import Membership, Organisation, User
from core.queries.prepared_read import PreparedRead
from core.search.namesakes import called
from core.search.plain import search_key
from training.courses.models import Clearance, Course
from training.enrolments.models import Enrolment
from training.enrolments.queries.waiting_list import waiting_count
from training.events.models import Event
from training.events.queries.event import next_event_with_seats

MOST_MOVES = 10  # of one place, one after the other
ACCESS_NEEDS_KEPT = timedelta(days=30)


def roster(event: Event) -> QuerySet[Enrolment]:
    """Everyone who is or was on an event: those who come first, then by name."""
    ended = Case(
        When(status__in=Enrolment.ACTIVE, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return (
        Enrolment.objects.filter(event=event)
        .select_related("person", "organisation", "area")
        .order_by(ended, "person__search_key", "pk")
    )


def roster_values(event: Event) -> Iterator[tuple[Any, ...]]:
    """A roster's cells for a file, as they are read: who, where from, state, manager, when."""
    rows = roster(event).values_list(
        *("person__name", "person__email", "organisation__name", "organisation__urn", "area__name"),
        *("status", "outcome", "manager_email", "created_at"),
    )
    return rows.iterator()


def enrolments_of(person: User, now: datetime) -> QuerySet[Enrolment]:
    """A person's places and waiting places on what has not ended, soonest first."""
    return (
        _with_event(person)
        .filter(status__in=Enrolment.ACTIVE, event__ends_at__gte=now)
        .order_by("event__starts_at", "pk")
    )


def past_enrolments_of(person: User, now: datetime) -> QuerySet[Enrolment]:
    """What a person was on that has ended, latest first."""
    return (
        _with_event(person)
        .filter(status__in=Enrolment.ACTIVE, event__ends_at__lt=now)
        .order_by("-event__starts_at", "-pk")
    )


def _with_event(person: User) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(person=person)
    return rows.select_related("event__course", "event__area", "event__venue", "organisation")


def active_enrolments(event: Event | int) -> QuerySet[Enrolment]:
    """Who holds a place on an event or waits for one, in the order they asked."""
    rows = Enrolment.objects.filter(event=event, status__in=Enrolment.ACTIVE)
    return rows.select_related("person").order_by("pk")


ACTIVE_OF = PreparedRead(
    lambda event, person: active_enrolments(event).filter(person=person), int, int
)


def active_enrolment(person: User, event: Event) -> Enrolment | None:
    """The person's place on an event, held or waited for: the firmest where others booked more."""
    rows = ACTIVE_OF.rows(event.pk, person.pk)
    return min(
        rows, key=lambda row: Enrolment.ACTIVE.index(Enrolment.Status(row.status)), default=None
    )


def own_enrolment_beside(row: Enrolment) -> Enrolment | None:
    """What a person has on a date beside a place that somebody else booked for them."""
    own = Enrolment.objects.filter(Enrolment.OWN, event=row.event_id, person=row.person_id)
    return own.exclude(pk=row.pk).first()


def access_needs_due(now: datetime) -> QuerySet[Enrolment]:
    """Enrolments whose access needs are no longer needed: 30 days after the end."""
    ended = Enrolment.objects.filter(event__ends_at__lt=now - ACCESS_NEEDS_KEPT)
    return ended.exclude(access_needs="").order_by("pk")


def organisations_of(person: User) -> list[Organisation]:
    """Where a person works, by name: their active memberships."""
    rows = Organisation.objects.filter(
        memberships__user=person, memberships__state=Membership.State.ACTIVE
    )
    return list(rows)


def is_cleared(course: Course, organisation: Organisation | None, day: date) -> bool:
    """Whether a course's gate, when it has one, stands open for an organisation that day."""
    if not course.gate:
        return True
    open_gates = Clearance.objects.filter(
        course=course, organisation=organisation, until_date__gte=day
    )
    return organisation is not None and open_gates.exists()


def place_after(row: Enrolment) -> Enrolment | None:
    """The same person's place that one has become, however often it moved since."""
    found: Enrolment | None = None
    for _ in range(MOST_MOVES):
        rows = Enrolment.objects.filter(replaces=found or row, person=row.person_id)
        later = rows.select_related("event").order_by("-pk").first()
        if later is None:
            break
        found = later
    return found


@dataclass(frozen=True)
class PersonOnEvent:
    """How a visitor stands to an event: what they hold, and whether they may enrol."""

    enrolment: Enrolment | None
    is_open: bool
    has_started: bool
    is_cancelled: bool
    is_full: bool
    next_event: Event | None  # with a place, where this one has none or is over
    waiting: int = 0  # how many people are on its waiting list

    @property
    def may_enrol(self) -> bool:
        return self.is_open and not (self.enrolment or self.has_started or self.is_full)

    @property
    def may_wait(self) -> bool:
        return self.is_open and self.is_full and not (self.enrolment or self.has_started)


def person_on_event(visitor: object, event: Event, now: datetime) -> PersonOnEvent:
    """What an event's page says to this visitor, signed in or not."""
    mine = active_enrolment(visitor, event) if isinstance(visitor, User) else None
    closed = event.has_started(now) or event.status == Event.Status.CANCELLED
    # What follows is asked for only where the page shows it.
    look_on = mine is None and (closed or event.is_full)
    return PersonOnEvent(
        enrolment=mine,
        is_open=event.is_open,
        has_started=event.has_started(now),
        is_cancelled=event.status == Event.Status.CANCELLED,
        is_full=event.is_full,
        next_event=next_event_with_seats(event.course, now) if look_on else None,
        waiting=waiting_count(event) if event.is_full and not closed else 0,
    )


def name_on_event(enrolment: Enrolment) -> str:
    """Whose place it is, told apart from whoever has the same name on that date."""
    key = search_key(str(enrolment.person))
    same = Enrolment.objects.filter(
        event=enrolment.event_id, person__search_key__startswith=f"{key}\n"
    ).select_related("person", "organisation")
    names = called([enrolment.named, *(row.named for row in same)])
    return names[enrolment.person.email]
