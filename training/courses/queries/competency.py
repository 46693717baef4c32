"""Which courses are evidence of which competencies."""

from django.db.models import F

from training.courses.models import CourseCompetency, CourseVersion
from training.framework.models import FrameworkVersion
from training.framework.queries.framework import published_key


def evidenced_by(version: CourseVersion) -> list[CourseCompetency]:
    """What coming to a version is evidence of, in the framework that is published now."""
    rows = CourseCompetency.objects.filter(
        course_version=version, competency__version__in=published_key()
    )
    rows = rows.select_related("competency", "max_level")
    return list(rows.order_by("competency__domain__position", "competency__position", "pk"))


def evidence_in(version: FrameworkVersion) -> dict[int, list[CourseCompetency]]:
    """The listed courses that, as taught now, are evidence of each competency, by title."""
    rows = CourseCompetency.objects.filter(
        competency__version=version,
        course_version__course__is_listed=True,
        course_version__course__current_version=F("course_version"),
    )
    found: dict[int, list[CourseCompetency]] = {}
    title = "course_version__course__title"
    rows = rows.select_related("course_version__course", "max_level")
    for row in rows.order_by(title, "course_version__course", "pk"):
        found.setdefault(row.competency_id, []).append(row)
    return found
