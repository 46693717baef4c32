"""What the framework says, and what courses are evidence of."""

from django.db.models import Prefetch, QuerySet

from training.framework.models import (
    Competency,
    Domain,
    FrameworkVersion,
    LevelDescriptor,
    RoleRequirement,
)

PUBLISHED = FrameworkVersion.Status.PUBLISHED


def published_version() -> FrameworkVersion | None:
    """The newest published version, with its framework; None before the first."""
    rows = FrameworkVersion.objects.filter(status=PUBLISHED).select_related("framework")
    # Two may stand published, until somebody retires the older: the newest is in force.
    return rows.order_by("-published_at", "-pk").first()


def published_key() -> QuerySet[FrameworkVersion, int]:
    """The key of that version, for a query to compare with."""
    rows = FrameworkVersion.objects.filter(status=PUBLISHED).order_by("-published_at", "-pk")
    return rows.values_list("pk", flat=True)[:1]


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
    rows = RoleRequirement.objects.filter(competency__version=version)
    return {
        (group, competency): rank
        for group, competency, rank in rows.values_list(
            "role_group_id", "competency_id", "required_level__rank"
        )
    }
