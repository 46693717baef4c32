"""What a person brings to a course: what stands in the way, and what has to be asked of whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import Area, Organisation, User
from training.models import Course, Enrolment, Event, FrameworkVersion, PersonRole, RoleGroup

AREA, MISSING, ABSENT, HELD = "area", "missing", "absent", "held"
# The types of all parts must agree: PostgreSQL takes an empty value without one for text.
NEVER = Cast(Value(None), output_field=DateTimeField())


@dataclass
class Facts:
    """A person and a course, as facts. Areas are those the course is open to; none: all."""

    areas: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # titles of courses that come before it
    absent_at: list[datetime] = field(default_factory=list)  # when the person did not come
    holds: bool = False  # a place on the event, or one on its waiting list


def facts_of(person: User, course: Course, event: Event | None = None) -> Facts:
    """The facts in one query; with an event, whether the person is on it already."""
    areas = _rows(Area.objects.filter(pk__in=course.open_to_areas.values("pk")), AREA, F("name"))
    parts = [
        _rows(_missing(person, course), MISSING, F("title")),
        _rows(_absences(person), ABSENT, F("ref"), F("event__starts_at")),
    ]
    if event is not None:
        mine = Enrolment.objects.filter(event=event, person=person, status__in=Enrolment.ACTIVE)
        parts.append(_rows(mine, HELD, F("ref")))
    found = Facts()
    for what, key, name, moment in areas.union(*parts, all=True):
        if what == AREA:
            found.areas[key] = name
        elif what == MISSING:
            found.missing.append(name)
        elif what == ABSENT:
            found.absent_at.append(moment)
        else:
            found.holds = True
    found.missing.sort()
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
    found = Openness(kinds=[Organisation.Kind(kind).label for kind in course.open_to_kinds])
    areas = _rows(Area.objects.filter(pk__in=course.open_to_areas.values("pk")), AREA, F("name"))
    before = Course.objects.filter(pk__in=course.prerequisites.values("pk"))
    for what, _, name, _ in areas.union(_rows(before, MISSING, F("title")), all=True):
        (found.areas if what == AREA else found.before).append(name)
    found.areas.sort()
    found.before.sort()
    if course.open_to_roles or course.priority_roles:
        titles = {row.code: row.title for row in role_groups()}
        found.roles = [title for code, title in titles.items() if code in course.open_to_roles]
        found.first = [title for code, title in titles.items() if code in course.priority_roles]
    return found


def _rows(
    rows: QuerySet[Area] | QuerySet[Course] | QuerySet[Enrolment],
    what: str,
    name: F,
    moment: F | Cast = NEVER,
) -> QuerySet[Area, tuple[str, int, str, datetime]]:
    return rows.order_by().values_list(  # type: ignore[return-value]
        Value(what, output_field=CharField()), "pk", name, moment
    )


def _missing(person: User, course: Course) -> QuerySet[Course]:
    """What comes before a course and the person has not been to, all of it."""
    been = Enrolment.objects.filter(
        event__course=OuterRef("pk"), person=person, outcome=Enrolment.Outcome.ATTENDED
    )
    before = Course.objects.filter(pk__in=course.prerequisites.values("pk"))
    return before.exclude(Exists(been))


def _absences(person: User) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(person=person, outcome=Enrolment.Outcome.ABSENT)


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
