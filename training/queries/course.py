"""Which courses there are."""

from datetime import datetime

from django.db.models import F, QuerySet

from training.models import Course
from training.queries.event import open_events


def schedulable_courses() -> QuerySet[Course]:
    """Courses on which people enrol by name, by title: the office opens dates of them."""
    rows = Course.objects.filter(kind=Course.Kind.PROFESSIONAL, route=Course.Route.BOOK)
    return rows.order_by("title", "pk")


def areas_with_places(now: datetime) -> dict[int, set[str]]:
    """The areas of the coming dates of each course that still have a place, by its key."""
    rows = open_events(now).filter(places_taken__lt=F("capacity")).order_by().distinct()
    found: dict[int, set[str]] = {}
    for course, area in rows.values_list("course_id", "area__code"):
        found.setdefault(course, set()).add(area)
    return found
