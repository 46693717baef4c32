"""A small published framework: two levels, a domain, two competencies, two role groups."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from training.courses.models import Course, CourseCompetency
from training.framework.models import (
    Competency,
    Domain,
    Framework,
    FrameworkVersion,
    Level,
    LevelDescriptor,
    RoleGroup,
    RoleGroupVersion,
    RoleRequirement,
)

ROLES = (("A", "Occasional"), ("B", "Regular"))
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
    again: dict[str, RoleGroup] | None = None,
) -> Parts:
    """A version of the one framework; group A needs level 1 of D1.1 alone, B level 2 of both.

    `again`: the role groups of an earlier version, which this one has too.
    """
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
        code: RoleGroup.objects.create(framework=framework) if again is None else again[code]
        for code, _ in ROLES
    }
    for position, (code, title) in enumerate(ROLES):
        RoleGroupVersion.objects.create(
            version=version, role_group=groups[code], code=code, title=title, position=position
        )
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


def rename_roles(parts: Parts) -> Parts:
    """A second version, published since, with other codes and titles: A is B1, B is A1."""
    newer = make_framework(
        number="2.0", published_at=PUBLISHED + timedelta(days=30), again=parts.groups
    )
    for code, title, group in (("B1", "Now and then", "A"), ("A1", "Every day", "B")):
        rows = RoleGroupVersion.objects.filter(
            version=newer.version, role_group=newer.groups[group]
        )
        rows.update(code=code, title=title)
    return newer


def map_course(course: Course, parts: Parts, code: str, rank: int) -> None:
    """Say that coming to a course as it is taught now is evidence of a competency."""
    CourseCompetency.objects.create(
        course_version=course.current_version,
        competency=parts.competencies[code],
        max_level=parts.levels[rank],
    )
