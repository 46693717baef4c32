"""A date to come may run the newest version of its course, as long as nobody is on it."""

from datetime import datetime

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from tests.factories.training import EnrolmentFactory, add_version
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.event_version import update_event_version
from training.events.models import Event

pytestmark = pytest.mark.django_db
SAME = {"minutes": 180, "cpd_hours": 2}


@pytest.fixture
def older_event(open_event: Event, course: Course) -> Event:
    """An open date of version 1; version 2 is as long."""
    add_version(course, **SAME)
    return open_event


def lift(event: Event, actor: User, now: datetime) -> int:
    update_event_version(event, actor=actor, now=now)
    event.refresh_from_db()
    return event.course_version.number


def test_a_date_nobody_is_on_runs_the_newest(
    older_event: Event, coordinator: User, now: datetime
) -> None:
    assert lift(older_event, coordinator, now) == 2
    entry = ModelLogEntry.objects.get(action="upstander.update_event_version")
    assert (entry.label, entry.user) == (older_event.ref, coordinator)
    assert (entry.data["was"], entry.data["number"]) == (1, 2)

    assert lift(older_event, coordinator, now) == 2  # twice is success twice
    assert ModelLogEntry.objects.filter(action="upstander.update_event_version").count() == 1


@pytest.mark.parametrize("status", ["confirmed", "waiting", "offered", "awaiting_approval"])
def test_what_people_were_told_stays(
    older_event: Event, coordinator: User, learner: User, now: datetime, status: str
) -> None:
    EnrolmentFactory(event=older_event, person=learner, status=status)
    with refused("version_kept", match="were told what version 1 says"):
        lift(older_event, coordinator, now)


def test_whoever_left_does_not_count(
    older_event: Event, coordinator: User, learner: User, now: datetime
) -> None:
    EnrolmentFactory(event=older_event, person=learner, status="cancelled")
    assert lift(older_event, coordinator, now) == 2


@pytest.mark.parametrize(
    "longer", [{"minutes": 360}, {"parts": [{"title": t, "minutes": 180} for t in ("1", "2")]}]
)
def test_a_date_of_another_length_keeps_its_version(
    open_event: Event, course: Course, coordinator: User, now: datetime, longer: dict[str, object]
) -> None:
    add_version(course, **longer)
    with refused("version_kept", match="Version 2 lasts 6 hours"):
        lift(open_event, coordinator, now)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"status": "cancelled"}, "event_cancelled"),
        ({"status": "draft"}, "event_not_open"),
        ({"entry": "reserved"}, "event_reserved"),
        ({"starts_at": datetime.fromisoformat("2026-11-10T09:00:00+00:00")}, "event_started"),
    ],
)
def test_other_dates_keep_theirs(
    older_event: Event, coordinator: User, now: datetime, values: dict[str, object], code: str
) -> None:
    Event.objects.update(**values)
    with refused(code):
        lift(older_event, coordinator, now)
