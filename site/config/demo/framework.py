"""The competency framework of the demonstration. A framework that is there is left as it is."""

from datetime import timedelta
from typing import Any

from config.demo.content import read
from config.demo.world import World
from training.courses.models import CourseCompetency
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

PUBLISHED_BEFORE = timedelta(days=90)


def load_framework(world: World) -> None:
    """One published version with everything it says, and the courses that are evidence of it."""
    content = read("framework")
    entry = content["framework"]
    if Framework.objects.filter(slug=entry["slug"]).exists():
        return
    version = load_version(entry, world)
    levels = load_levels(version, content["level"])
    competencies = load_domains(version, content["domain"], levels, entry["refresh_months"])
    load_role_groups(version, content["role_group"], levels, competencies)
    CourseCompetency.objects.bulk_create(
        CourseCompetency(
            course_version=version_taught,
            competency=competencies[code],
            max_level=levels[rank],
        )
        for slug, mapping in content["course"].items()
        for version_taught in world.courses[slug].versions.all()
        for code, rank in mapping.items()
    )


def load_version(entry: dict[str, Any], world: World) -> FrameworkVersion:
    apart = {"version", "refresh_months"}
    values = {name: value for name, value in entry.items() if name not in apart}
    published_at = world.now - PUBLISHED_BEFORE
    return FrameworkVersion.objects.create(
        framework=Framework.objects.create(**values),
        number=entry["version"],
        status=FrameworkVersion.Status.PUBLISHED,
        published_at=published_at,
        effective_from=published_at.date(),
    )


def load_levels(version: FrameworkVersion, entries: list[dict[str, Any]]) -> dict[int, Level]:
    rows = Level.objects.bulk_create(Level(version=version, **entry) for entry in entries)
    return {row.rank: row for row in rows}


def load_domains(
    version: FrameworkVersion,
    entries: list[dict[str, Any]],
    levels: dict[int, Level],
    refresh_months: int,
) -> dict[str, Competency]:
    """The domains with their competencies; gives these by code."""
    found: dict[str, Competency] = {}
    for position, entry in enumerate(entries, start=1):
        domain = Domain.objects.create(
            version=version, code=entry["code"], title=entry["title"], position=position
        )
        for number, row in enumerate(entry["competency"], start=1):
            competency = Competency.objects.create(
                version=version,
                domain=domain,
                code=row["code"],
                title=row["title"],
                position=number,
                refresh_months=refresh_months,
            )
            found[competency.code] = competency
            LevelDescriptor.objects.bulk_create(
                LevelDescriptor(competency=competency, level=levels[rank], text=text)
                for rank, text in enumerate(row["levels"], start=1)
            )
    return found


def load_role_groups(
    version: FrameworkVersion,
    entries: list[dict[str, Any]],
    levels: dict[int, Level],
    competencies: dict[str, Competency],
) -> None:
    """The role groups and what each needs."""
    for position, entry in enumerate(entries, start=1):
        group = RoleGroup.objects.create(framework=version.framework)
        RoleGroupVersion.objects.create(
            version=version,
            role_group=group,
            code=entry["code"],
            title=entry["title"],
            examples=entry.get("examples", ""),
            position=position,
        )
        needed = dict.fromkeys(competencies, entry["level"]) | entry.get("except", {})
        RoleRequirement.objects.bulk_create(
            RoleRequirement(
                role_group=group, competency=competencies[code], required_level=levels[rank]
            )
            for code, rank in needed.items()
            if rank
        )
