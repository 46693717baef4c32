"""Who would come to a course that has no date with places."""

from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries.remit import WHOLE, Remit
from training.courses.models import Course
from training.enrolments.models import Enrolment, Interest
from training.events.queries.event import open_events

WAITS = Q(told_at__isnull=True, ended_at__isnull=True)


def interest_of(person: User, course: Course) -> Interest | None:
    """A person's wish to hear of a course's next date, while it waits."""
    return Interest.objects.filter(WAITS, person=person, course=course).first()


def has_place(interest: Interest, now: datetime) -> bool:
    """Whether the person has a place on a date of the course to come."""
    return _coming(now).filter(person=interest.person_id, event__course=interest.course_id).exists()


def interests_due(now: datetime) -> QuerySet[Interest]:
    """Wishes to answer: there is a date with places, and the person has no place on any yet."""
    events = open_events(now).filter(course=OuterRef("course"), places_taken__lt=F("capacity"))
    mine = _coming(now).filter(person=OuterRef("person"), event__course=OuterRef("course"))
    rows = Interest.objects.filter(WAITS, Exists(events)).exclude(Exists(mine))
    return rows.select_related("course", "person").order_by("created_at", "pk")


def _coming(now: datetime) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(status__in=Enrolment.HOLDING, event__starts_at__gt=now)


def courses_asked_for(remit: Remit = WHOLE) -> QuerySet[Course]:
    """Courses that people within a remit want to hear of, with how many (`asked`): most first."""
    waits = Q(interests__told_at__isnull=True, interests__ended_at__isnull=True)
    if not remit.is_whole:
        waits &= Q(interests__person__in=remit.people())
    asked = Course.objects.annotate(asked=Count("interests", filter=waits))
    return asked.filter(asked__gt=0).order_by("-asked", "search_key", "pk")
