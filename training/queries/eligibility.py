"""What a person brings to a course: what stands in the way, and what has to be asked of whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Organisation, User
from training.models import Course, Enrolment, Event, FrameworkVersion, PersonRole, RoleGroup


@dataclass
class Facts:
    """A person and a course, as facts. Areas are those the course is open to; none: all."""

    areas: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # titles of courses that come before it
    absent_at: list[datetime] = field(default_factory=list)  # when the person did not come
    holds: bool = False  # a place on the event, or one on its waiting list


def facts_of(person: User, course: Course, event: Event | None = None) -> Facts:
    """The facts in two queries; with an event, whether the person is on it already."""
    areas, before = _rules(course)
    been: set[int] = set()
    found = Facts(areas=areas)
    for of_event, of_course, status, outcome, starts_at in _history(person, event):
        if outcome == Enrolment.Outcome.ATTENDED:
            been.add(of_course)
        elif outcome == Enrolment.Outcome.ABSENT:
            found.absent_at.append(starts_at)
        if event is not None and of_event == event.pk and status in Enrolment.ACTIVE:
            found.holds = True
    found.missing = sorted(title for key, title in before.items() if key not in been)
    return found


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
        """Whether it is not for everyone."""
        return bool(self.areas or self.kinds or self.roles or self.before)


def openness_of(course: Course) -> Openness:
    """Whom a course is for, in one query, and one more when it asks for roles."""
    areas, before = _rules(course)
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


def _rules(course: Course) -> tuple[dict[int, str], dict[int, str]]:
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


def _history(
    person: User, event: Event | None
) -> QuerySet[Enrolment, tuple[int, int, str, str, datetime]]:
    """What a person has been to or stayed away from, and their place on the event."""
    rows = Enrolment.objects.filter(person=person)
    if event is None:
        rows = rows.exclude(outcome="")
    return rows.order_by("pk").values_list(
        "event_id", "event__course_id", "status", "outcome", "event__starts_at"
    )


def role_codes_of(person: User) -> set[str]:
    """The codes of the role groups a person says they belong to."""
    rows = PersonRole.objects.filter(person=person)
    return set(rows.values_list("role_group__code", flat=True))


def role_groups() -> QuerySet[RoleGroup]:
    """The role groups people choose from: those of the framework that is published now."""
    newest = FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED)
    newest = newest.order_by("-published_at", "-pk")
    rows = RoleGroup.objects.filter(version__in=newest.values("pk")[:1])
    return rows.order_by("position", "pk")


def role_titles(codes: Iterable[str]) -> list[str]:
    """What role groups are called, in their order."""
    return [row.title for row in role_groups().filter(code__in=list(codes))]


def active_for(event: Event, organisation: Organisation) -> int:
    """How many people an organisation has on an event, those who wait among them."""
    rows = Enrolment.objects.filter(
        event=event, organisation=organisation, status__in=Enrolment.ACTIVE
    )
    return rows.count()
