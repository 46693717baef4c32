"""Which courses are evidence of which competencies."""

from collections.abc import Iterable

from django.db.models import QuerySet

from training.courses.models import Course, CourseCompetency
from training.framework.models import FrameworkVersion
from training.framework.queries.framework import PUBLISHED


def evidenced_by(course: Course) -> list[CourseCompetency]:
    """What coming to a course is evidence of, in the framework that is published now."""
    rows = _mappings().filter(course=course, course_version__lte=course.version)
    return _newest(rows)


def evidence_in(version: FrameworkVersion) -> dict[int, list[CourseCompetency]]:
    """The listed courses that are evidence of each competency of a version, by title."""
    rows = CourseCompetency.objects.filter(competency__version=version, course__is_listed=True)
    rows = rows.select_related("course", "max_level").order_by("course__title", "course_id")
    by_course: dict[int, list[CourseCompetency]] = {}
    for row in rows:
        # A mapping may be made ahead, for a version to come.
        if row.course_version <= row.course.version:
            by_course.setdefault(row.course_id, []).append(row)
    found: dict[int, list[CourseCompetency]] = {}
    for mappings in by_course.values():
        for row in _newest(mappings):
            found.setdefault(row.competency_id, []).append(row)
    return found


def _mappings() -> QuerySet[CourseCompetency]:
    newest = FrameworkVersion.objects.filter(status=PUBLISHED).order_by("-published_at", "-pk")
    rows = CourseCompetency.objects.filter(competency__version__in=newest.values("pk")[:1])
    rows = rows.select_related("competency", "max_level")
    return rows.order_by("competency__domain__position", "competency__position", "pk")


def _newest(rows: Iterable[CourseCompetency]) -> list[CourseCompetency]:
    """Those of the latest version of the course that has any."""
    found = list(rows)
    latest = max((row.course_version for row in found), default=0)
    return [row for row in found if row.course_version == latest]
