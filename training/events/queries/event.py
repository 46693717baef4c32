"""Which dates there are."""

from datetime import datetime
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet

from core.queries.prepared_read import PreparedRead
from training.courses.models import Course
from training.events.models import Event, Session
from training.events.queries.event_filters import EventFilters

FeedRow = tuple[Any, ...]  # presenters.event_feed.Fields says of what
# Of an event, as of what belongs to one: what says of what it is, and where.
EVENT_PLACE = ("event__course", "event__area", "event__venue")
SESSION_PLACE = (*EVENT_PLACE, "venue", "room")
VENUE = ("name", "address", "postcode", "easting", "northing")
MOST_OTHERS = 5  # dates named instead of one that is over
MOST_IN_A_MONTH = 400  # sessions in the grid; a page with more says so


def areas_with_seats(now: datetime) -> dict[int, set[str]]:
    """The areas of the coming dates of each course that still have a place, by its key."""
    # Without its order: rows would differ by what they are sorted by, and DISTINCT keep all.
    rows = open_events(now).filter(places_taken__lt=F("capacity")).order_by().distinct()
    found: dict[int, set[str]] = {}
    for course, area in rows.values_list("course_id", "area__code"):
        found.setdefault(course, set()).add(area)
    return found


def open_events(now: datetime) -> QuerySet[Event]:
    """What anyone may enrol on that has not begun, soonest first."""
    return (
        Event.objects.filter(
            entry=Event.Entry.OPEN, status=Event.Status.SCHEDULED, starts_at__gt=now
        )
        .select_related("course", "area", "venue")
        .order_by("starts_at", "pk")
    )


def listed(events: QuerySet[Event]) -> QuerySet[Event]:
    """What a row of a list shows of events, and no more of a course than its title."""
    # The price of it: any other field read of such a row is a query of its own.
    return events.only(
        *("ref", "course__title", "area__code", "area__name", "starts_at", "ends_at"),
        *("mode", "venue__name", "venue__address", "venue__postcode"),
        *("capacity", "places_taken", "status", "entry"),
    )


def next_event_with_seats(course: Course, now: datetime) -> Event | None:
    """The soonest open event of a course that still has a place."""
    with_places = open_events(now).filter(course=course, places_taken__lt=F("capacity"))
    return with_places.first()


def other_events(event: Event, now: datetime) -> QuerySet[Event]:
    """The other open dates of an event's course, soonest first."""
    return open_events(now).filter(course=event.course_id).exclude(pk=event.pk)


def next_others(event: Event, now: datetime) -> list[Event]:
    """The first few of them: where to go instead of a date that is over or off."""
    return list(other_events(event, now)[:MOST_OTHERS])


def open_events_within(starts_at: datetime, ends_at: datetime) -> QuerySet[Event]:
    """What is or was open to all with a part between two moments, begun or not."""
    return Event.objects.filter(
        entry=Event.Entry.OPEN,
        status=Event.Status.SCHEDULED,
        starts_at__lt=ends_at,
        ends_at__gte=starts_at,
    )


def sessions_within(starts_at: datetime, ends_at: datetime, wanted: EventFilters) -> list[Session]:
    """The planned parts of open events that begin between two moments, in order; some hundreds."""
    rows = _planned(wanted).filter(starts_at__gte=starts_at, starts_at__lt=ends_at)
    found = rows.select_related(*EVENT_PLACE).order_by("starts_at", "pk")
    return list(found[:MOST_IN_A_MONTH])


def nearest_parts(
    starts_at: datetime, ends_at: datetime, wanted: EventFilters, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """When the last part before two moments began, and when the next after them is to come."""
    found = _planned(wanted).aggregate(
        before=Max("starts_at", filter=Q(starts_at__lt=starts_at)),
        # A later part of what has begun already is nothing to enrol on.
        after=Min("starts_at", filter=Q(starts_at__gte=ends_at, event__starts_at__gt=now)),
    )
    return found["before"], found["after"]


def _planned(wanted: EventFilters) -> QuerySet[Session]:
    """The planned parts of open events that a filter lets through."""
    return Session.objects.filter(
        wanted.condition("event__"),
        state=Session.State.PLANNED,
        event__entry=Event.Entry.OPEN,
        event__status=Event.Status.SCHEDULED,
    )


def feed_rows(since: datetime, wanted: EventFilters, most: int) -> list[FeedRow]:
    """The planned parts of open events that have not ended before `since`, for a calendar feed."""
    rows = _planned(wanted).filter(event__ends_at__gte=since)
    found = rows.order_by("starts_at", "pk").values_list(
        *("ref", "number", "starts_at", "ends_at", "place", "room__name"),
        *("event__ref", "event__calendar_sequence", "event__mode"),
        *(f"event__venue__{name}" for name in VENUE),
        *(f"venue__{name}" for name in VENUE),
        *("event__area__name", "event__course__title"),
    )
    return list(found[:most])


# Few have a venue or a room of their own: read apart, they cost the others nothing.
SESSIONS = PreparedRead(
    lambda event: (
        Session.objects.filter(event=event).prefetch_related("venue", "room").order_by("number")
    )
)


def sessions_of(event: Event) -> list[Session]:
    """The planned blocks of an event in order, each with the very event passed.

    Of a cancelled event, those that were planned.
    """
    found = SESSIONS.rows(event.pk)
    for row in found:
        row.event = event
    return [row for row in found if row.state == Session.State.PLANNED] or found


def coming_events(now: datetime) -> QuerySet[Event]:
    """Every event that has not ended, reserved ones too, soonest first."""
    return _for_office().filter(ends_at__gte=now).order_by("starts_at", "pk")


def past_events(now: datetime) -> QuerySet[Event]:
    """Every event that has ended, latest first."""
    return _for_office().filter(ends_at__lt=now).order_by("-starts_at", "-pk")


def _for_office() -> QuerySet[Event]:
    return Event.objects.select_related("course", "area", "venue").prefetch_related("reserved_for")
