"""What the framework says, and what courses are evidence of."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from training.models import (
    Competency,
    Course,
    CourseCompetency,
    Domain,
    FrameworkVersion,
    LevelDescriptor,
    RoleRequirement,
)

PUBLISHED = FrameworkVersion.Status.PUBLISHED


def published_version() -> FrameworkVersion | None:
    """The newest published version, with its framework; None before the first."""
    rows = FrameworkVersion.objects.filter(status=PUBLISHED).select_related("framework")
    return rows.order_by("-published_at", "-pk").first()


def domains_of(version: FrameworkVersion) -> QuerySet[Domain]:
    """A version's domains in order, each with its competencies and what they mean by level."""
    descriptors = LevelDescriptor.objects.select_related("level").order_by("level__rank")
    competencies = Competency.objects.order_by("position", "pk").prefetch_related(
        Prefetch("descriptors", queryset=descriptors)
    )
    domains = version.domains.order_by("position", "pk")
    return domains.prefetch_related(Prefetch("competencies", queryset=competencies))


def requirements_of(version: FrameworkVersion) -> dict[tuple[int, int], int]:
    """The level that each role group needs of each competency, by their keys."""
    rows = RoleRequirement.objects.filter(role_group__version=version)
    return {
        (group, competency): rank
        for group, competency, rank in rows.values_list(
            "role_group_id", "competency_id", "required_level__rank"
        )
    }


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
