"""The role groups that people choose from, and say they belong to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Subquery, Value, When

from accounts.models import User
from training.framework.models import FrameworkVersion, PersonRole, RoleGroup, RoleGroupVersion
from training.framework.queries.framework import published_key

Keys = Collection[int] | QuerySet[Any, int]


@dataclass(frozen=True)
class RoleChoice:
    """A role group in the words of the newest version that has it."""

    role_group: RoleGroup
    title: str
    examples: str
    is_current: bool  # the version that is published now has it

    @property
    def ref(self) -> str:
        return self.role_group.ref


def role_groups_of(person: User) -> set[int]:
    """The keys of the role groups a person says they belong to."""
    rows = PersonRole.objects.filter(person=person)
    return set(rows.values_list("role_group_id", flat=True))


def role_choices(also: Keys = ()) -> list[RoleChoice]:
    """The role groups people choose from: those of the framework that is published now.

    After them, of `also`, those that it no longer has: whatever names them goes on.
    """
    return _choices(Q(is_current=True) | Q(role_group__in=also))


def role_titles(role_groups: Keys) -> dict[int, str]:
    """What role groups are called, by their keys and in their order."""
    found = _choices(Q(role_group__in=role_groups))
    return {choice.role_group.pk: choice.title for choice in found}


def _choices(wanted: Q) -> list[RoleChoice]:
    """In one query, each role group once, those of the published version first."""
    is_current = Case(
        When(version=Subquery(published_key()), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rows = RoleGroupVersion.objects.annotate(is_current=is_current).filter(wanted)
    rows = rows.exclude(version__status=FrameworkVersion.Status.DRAFT).select_related("role_group")
    found: dict[int, RoleChoice] = {}
    order = ("-is_current", "-version__published_at", "-version", "position", "pk")
    for row in rows.order_by(*order):
        choice = RoleChoice(row.role_group, row.title, row.examples, row.is_current)
        found.setdefault(row.role_group_id, choice)
    return list(found.values())
