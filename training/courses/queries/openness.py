"""Whom a course is for, by name."""

from dataclasses import dataclass, field

from accounts.models import Organisation
from training.courses.models import Course
from training.framework.queries.role_group import role_groups


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


def openness_of(course: Course) -> Openness:
    """Whom a course is for, in one query, and one more when it asks for roles."""
    areas, before = limits_of(course)
    found = Openness(
        areas=sorted(areas.values()),
        kinds=[Organisation.Kind(kind).label for kind in course.open_to_kinds],
        before=sorted(before.values()),
    )
    if course.open_to_roles or course.priority_roles:
        titles = {row.code: row.title for row in role_groups()}
        found.roles = [title for code, title in titles.items() if code in course.open_to_roles]
        found.first = [title for code, title in titles.items() if code in course.priority_roles]
    return found


def limits_of(course: Course) -> tuple[dict[int, str], dict[int, str]]:
    """The areas a course is open to, and the courses that come before it: keys and names.

    In one query of each with each: there are few of both.
    """
    rows = Course.objects.filter(pk=course.pk).values_list(
        *("open_to_areas__pk", "open_to_areas__name"),
        *("prerequisites__pk", "prerequisites__title"),
    )
    areas: dict[int, str] = {}
    before: dict[int, str] = {}
    for area, name, earlier, title in rows:
        if area is not None:
            areas[area] = name
        if earlier is not None:
            before[earlier] = title
    return areas, before
