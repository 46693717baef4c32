"""A small published framework: two levels, a domain, two competencies, two role groups."""

from dataclasses import dataclass
from datetime import UTC, datetime

from training.courses.models import Course, CourseCompetency
from training.framework.models import (
    Competency,
    Domain,
    Framework,
    FrameworkVersion,
    Level,
    LevelDescriptor,
    RoleGroup,
    RoleRequirement,
)

PUBLISHED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@dataclass
class Parts:
    """The rows of one version, by what they are called."""

    version: FrameworkVersion
    levels: dict[int, Level]
    competencies: dict[str, Competency]
    groups: dict[str, RoleGroup]


def make_framework(
    *,
    number: str = "1.0",
    status: str = FrameworkVersion.Status.PUBLISHED,
    published_at: datetime | None = PUBLISHED,
    is_illustrative: bool = True,
) -> Parts:
    """A version of the one framework; group A needs level 1 of D1.1 alone, B level 2 of both."""
    framework, _ = Framework.objects.get_or_create(
        slug="exploitation",
        defaults={"title": "Exploitation framework", "is_illustrative": is_illustrative},
    )
    version = FrameworkVersion.objects.create(
        framework=framework, number=number, status=status, published_at=published_at
    )
    levels = {
        rank: Level.objects.create(version=version, rank=rank, name=name, summary=f"{name} words.")
        for rank, name in ((1, "Aware"), (2, "Responding"))
    }
    competencies = make_domain(version, levels)
    groups = {
        code: RoleGroup.objects.create(version=version, code=code, title=title, position=position)
        for position, (code, title) in enumerate((("A", "Occasional"), ("B", "Regular")))
    }
    for group, code, rank in (("A", "D1.1", 1), ("B", "D1.1", 2), ("B", "D1.2", 2)):
        RoleRequirement.objects.create(
            role_group=groups[group], competency=competencies[code], required_level=levels[rank]
        )
    return Parts(version, levels, competencies, groups)


def make_domain(
    version: FrameworkVersion, levels: dict[int, Level], code: str = "D1"
) -> dict[str, Competency]:
    """A domain with two competencies, described at every level."""
    domain = Domain.objects.create(version=version, code=code, title=f"Understanding {code}")
    found = {}
    for number, title in ((1, "What exploitation is"), (2, "Violence against women")):
        competency = Competency.objects.create(
            version=version, domain=domain, code=f"{code}.{number}", title=title, position=number
        )
        found[competency.code] = competency
        for rank, level in levels.items():
            LevelDescriptor.objects.create(
                competency=competency, level=level, text=f"{competency.code} at level {rank}."
            )
    return found


def map_course(course: Course, parts: Parts, code: str, rank: int, version: int = 1) -> None:
    """Say that coming to a course is evidence of a competency."""
    CourseCompetency.objects.create(
        course=course,
        course_version=version,
        competency=parts.competencies[code],
        max_level=parts.levels[rank],
    )
