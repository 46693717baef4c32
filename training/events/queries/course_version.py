"""Tells the screens of courses which dates run a version of one."""

from datetime import datetime

from django.db.models import Count, Q

from training.courses.models import CourseVersion
from training.courses.queries.course_version import VersionUse, counted_by
from training.events.models import Event


@counted_by
def dates_of(version: CourseVersion, now: datetime) -> VersionUse:
    """Every event counts: of one that was cancelled people were told what they would learn."""
    to_come = Q(ends_at__gt=now) & ~Q(status=Event.Status.CANCELLED)
    found = Event.objects.filter(course_version=version).aggregate(
        events=Count("pk"), planned=Count("pk", filter=to_come)
    )
    return VersionUse(found["events"], found["planned"])
