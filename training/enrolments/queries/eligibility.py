"""What a person brings to a course: what stands in the way, and what has to be asked of whom."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Organisation, User
from core.search.plain import search_key
from training.courses.models import Course
from training.courses.queries.openness import limits_of
from training.enrolments.models import Enrolment
from training.events.models import Event


@dataclass
class Facts:
    """A person and a course, as facts. Areas and roles are those it is open to; none: all."""

    areas: dict[int, str] = field(default_factory=dict)
    roles: set[int] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)  # titles of courses that come before it
    absent_at: list[datetime] = field(default_factory=list)  # when the person did not come
    holds: bool = False  # a place on the event, or one on its waiting list
    may_clash: bool = True  # may hold a place on another event at the time of this one


def facts_of(person: User, course: Course, event: Event | None = None) -> Facts:
    """The facts in two queries; with an event, whether the person is on it already."""
    limits = limits_of(course)
    been: set[int] = set()
    found = Facts(areas=limits.areas, roles=limits.roles)
    found.may_clash = event is None
    for of_event, of_course, status, outcome, starts_at, ends_at in _history(person, event):
        if outcome == Enrolment.Outcome.ATTENDED:
            been.add(of_course)
        elif outcome == Enrolment.Outcome.ABSENT:
            found.absent_at.append(starts_at)
        if event is not None and of_event == event.pk and status in Enrolment.ACTIVE:
            found.holds = True
        elif event is not None and status in Enrolment.HOLDING:
            found.may_clash |= starts_at < event.ends_at and event.starts_at < ends_at
    found.missing = sorted(
        (title for key, title in limits.before.items() if key not in been), key=search_key
    )
    return found


def _history(
    person: User, event: Event | None
) -> QuerySet[Enrolment, tuple[int, int, str, str, datetime, datetime]]:
    """What a person has been to or stayed away from, and their place on the event."""
    rows = Enrolment.objects.filter(person=person)
    if event is None:
        # Without an event only what came of the others matters.
        rows = rows.exclude(outcome="")
    return rows.order_by("pk").values_list(
        "event_id", "event__course_id", "status", "outcome", "event__starts_at", "event__ends_at"
    )


def active_for(event: Event, organisation: Organisation) -> int:
    """How many people an organisation has on an event, those who wait among them."""
    rows = Enrolment.objects.filter(
        event=event, organisation=organisation, status__in=Enrolment.ACTIVE
    )
    return rows.count()
