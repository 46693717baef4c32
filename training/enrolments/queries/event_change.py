"""Where people can go instead, and who has yet to say something about a change."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, QuerySet

from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.events.queries.event import open_events, other_events


def events_of(course: Course, now: datetime) -> QuerySet[Event]:
    """The open dates of a course, soonest first."""
    return open_events(now).filter(course=course)


def other_events_with_seats(event: Event, now: datetime) -> QuerySet[Event]:
    """The other open dates of an event's course on which a place is free."""
    return other_events(event, now).filter(places_taken__lt=F("capacity"))


def not_reconfirmed(now: datetime) -> QuerySet[Enrolment]:
    """Places on a moved date whose people did not say in time that they still come."""
    return (
        Enrolment.objects.filter(
            status=Enrolment.Status.CONFIRMED, reconfirm_by__lte=now, event__starts_at__gt=now
        )
        .select_related("event")
        .order_by("reconfirm_by", "pk")
    )


def going_on_to(event: Event, target: Event) -> list[Enrolment]:
    """Who would go on from an event to another: those with a place as they asked, then those in
    line. People who are on the other one already stay as they are there; what somebody else holds
    for them there, or beside their own place here, takes nothing from them and gives no second.
    """
    there = Enrolment.objects.filter(Enrolment.OWN, event=target)
    rows = (
        Enrolment.objects.filter(event=event)
        .exclude(person__in=there.values("person"))
        .select_related("person", "organisation", "booked_by", "replaces")
    )
    holding = rows.filter(status__in=Enrolment.HOLDING).order_by("created_at", "pk")
    waiting = rows.filter(status=Enrolment.Status.WAITING)
    return _once([*holding, *waiting.order_by("-has_priority", "waitlisted_at", "pk")])


def _once(rows: Sequence[Enrolment]) -> list[Enrolment]:
    """Of several places of one person the one they said yes to, else their own, else the first."""
    best: dict[int, Enrolment] = {}
    for row in rows:
        kept = best.setdefault(row.person_id, row)
        if kept.awaits_consent and not row.awaits_consent:
            best[row.person_id] = row
    return [row for row in rows if best[row.person_id] is row]


def holders(event: Event) -> QuerySet[Enrolment]:
    """Who has a place on an event, the last who asked first."""
    rows = Enrolment.objects.filter(event=event, status__in=Enrolment.HOLDING)
    return rows.select_related("person", "organisation").order_by("-created_at", "-pk")
