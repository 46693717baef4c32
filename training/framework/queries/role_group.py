"""The role groups that people choose from, and say they belong to."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from training.framework.models import FrameworkVersion, PersonRole, RoleGroup


def role_codes_of(person: User) -> set[str]:
    """The codes of the role groups a person says they belong to."""
    rows = PersonRole.objects.filter(person=person)
    return set(rows.values_list("role_group__code", flat=True))


def role_groups() -> QuerySet[RoleGroup]:
    """The role groups people choose from: those of the framework that is published now."""
    newest = FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED)
    newest = newest.order_by("-published_at", "-pk")
    # A subquery: the version is asked for with its groups, in one.
    rows = RoleGroup.objects.filter(version__in=newest.values("pk")[:1])
    return rows.order_by("position", "pk")


def role_titles(codes: Iterable[str]) -> list[str]:
    """What role groups are called, in their order."""
    return [row.title for row in role_groups().filter(code__in=list(codes))]
