"""Whom a course is for, by name."""

from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models.organisation_kind import kind_labels
from training.courses.models import Course, CoursePriorityRole
from training.framework.queries.role_group import RoleChoice, role_choices, role_titles


@dataclass
class Openness:
    """Whom a course is for, by name; an empty list leaves it open."""

    areas: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)  # roles that are first on the waiting list
    before: list[str] = field(default_factory=list)  # courses that come before it

    @property
    def is_limited(self) -> bool:
        return bool(self.areas or self.kinds or self.roles or self.before)


@dataclass
class Limits:
    """What a course asks of people, by key: with a name where that is another row's alone."""

    areas: dict[int, str] = field(default_factory=dict)
    before: dict[int, str] = field(default_factory=dict)
    roles: set[int] = field(default_factory=set)  # role groups it is open to
    first: set[int] = field(default_factory=set)  # role groups that are first in its line


def openness_of(course: Course) -> Openness:
    """Whom a course is for, in one query, and one more when it asks for roles."""
    limits = limits_of(course)
    found = Openness(
        areas=sorted(limits.areas.values()),
        kinds=kind_labels(course.open_to_kinds),
        before=sorted(limits.before.values()),
    )
    if named := limits.roles | limits.first:
        titles = role_titles(named)
        found.roles = [title for key, title in titles.items() if key in limits.roles]
        found.first = [title for key, title in titles.items() if key in limits.first]
    return found


def limits_of(course: Course) -> Limits:
    """The areas and role groups a course is open to, and what comes before it, in one query."""
    kinds = {
        "areas": _links(course, "areas", "open_to_areas", name="name"),
        "before": _links(course, "before", "prerequisites", name="title"),
        "roles": _links(course, "roles", "open_to_roles"),
        "first": _links(course, "first", "priority_roles"),
    }
    first, *others = kinds.values()
    limits = Limits()
    for kind, key, name in first.union(*others, all=True):
        found: dict[int, str] | set[int] = getattr(limits, kind)
        if isinstance(found, dict):
            found[key] = name
        else:
            found.add(key)
    return limits


def _links(
    course: Course, kind: str, to: str, *, name: str = ""
) -> QuerySet[Course, tuple[str, int, str]]:
    """What a course has in a set: what it is for, the key, and the name that is asked for."""
    words = Cast(f"{to}__{name}" if name else Value(""), CharField())
    rows = Course.objects.filter(pk=course.pk, **{f"{to}__isnull": False}).order_by()
    rows = rows.annotate(link_kind=Cast(Value(kind), CharField()), link_name=words)
    return rows.values_list("link_kind", f"{to}__pk", "link_name")


def has_priority_roles(course: Course) -> bool:
    """Whether people in some roles are offered its places first."""
    return CoursePriorityRole.objects.filter(course=course).exists()


def role_choices_of(course: Course) -> tuple[Limits, list[RoleChoice]]:
    """What a course asks, and the role groups to choose from when it asks for some; in two queries.

    The published framework's, and those of the course's own that it no longer has.
    """
    limits = limits_of(course)
    named = limits.roles | limits.first
    return limits, role_choices(named) if named else []
