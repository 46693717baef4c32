"""Whom a course is for, by name."""

from dataclasses import dataclass, field

from django.db import connection

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


# In SQL, because it is asked under a date's lock: to compose it takes Django ten times as long as
# the database takes to answer.
LIMITS = """
    SELECT 'areas', area.id, area.name FROM courses_course_open_to_areas AS link
    JOIN accounts_area AS area ON area.id = link.area_id WHERE link.course_id = %s
    UNION ALL
    SELECT 'before', earlier.id, earlier.title FROM courses_course_prerequisites AS link
    JOIN courses_course AS earlier ON earlier.id = link.to_course_id WHERE link.from_course_id = %s
    UNION ALL
    SELECT 'roles', role_group_id, '' FROM courses_courseopenrole WHERE course_id = %s
    UNION ALL
    SELECT 'first', role_group_id, '' FROM courses_coursepriorityrole WHERE course_id = %s
"""


def limits_of(course: Course) -> Limits:
    """The areas and role groups a course is open to, and what comes before it, in one query."""
    limits = Limits()
    with connection.cursor() as cursor:
        cursor.execute(LIMITS, [course.pk] * 4)
        for kind, key, name in cursor.fetchall():
            found: dict[int, str] | set[int] = getattr(limits, kind)
            if isinstance(found, dict):
                found[key] = name
            else:
                found.add(key)
    return limits


def has_priority_roles(course: Course) -> bool:
    """Whether people in some roles are offered its places first."""
    return CoursePriorityRole.objects.filter(course=course).exists()


def role_choices_of(course: Course) -> tuple[Limits, list[RoleChoice]]:
    """The roles a course asks for, and the groups to choose from when it does; in two queries.

    The published framework's, and those of the course's own that it no longer has.
    """
    limits = limits_of(course)
    named = limits.roles | limits.first
    return limits, role_choices(named) if named else []
