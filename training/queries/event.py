"""Which dates there are."""

from datetime import datetime

from django.db.models import F, QuerySet

from training.models import Course, Event, Session


def open_events(now: datetime) -> QuerySet[Event]:
    """What anyone may enrol on that has not begun, soonest first."""
    return (
        Event.objects.filter(
            entry=Event.Entry.OPEN, status=Event.Status.SCHEDULED, starts_at__gt=now
        )
        .select_related("course", "area")
        .order_by("starts_at", "pk")
    )


def next_event_with_places(course: Course, now: datetime) -> Event | None:
    """The soonest open event of a course that still has a place."""
    with_places = open_events(now).filter(course=course, places_taken__lt=F("capacity"))
    return with_places.first()


def sessions_of(event: Event) -> list[Session]:
    """The planned blocks of an event in order, each with its event, course and area.

    Of a cancelled event, those that were planned.
    """
    rows = Session.objects.filter(event=event).select_related("event__course", "event__area")
    found = list(rows.order_by("number"))
    return [row for row in found if row.state == Session.State.PLANNED] or found


def coming_events(now: datetime) -> QuerySet[Event]:
    """Every event that has not ended, reserved ones too, soonest first."""
    return _for_office().filter(ends_at__gte=now).order_by("starts_at", "pk")


def past_events(now: datetime) -> QuerySet[Event]:
    """Every event that has ended, latest first."""
    return _for_office().filter(ends_at__lt=now).order_by("-starts_at", "-pk")


def _for_office() -> QuerySet[Event]:
    return Event.objects.select_related("course", "area").prefetch_related("reserved_for")
