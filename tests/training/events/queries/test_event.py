"""Which dates there are."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Area
from tests.factories.training import EventFactory, SessionFactory
from training.courses.models import Course
from training.events.models import Event, Session
from training.events.queries.event import (
    coming_events,
    next_event_with_seats,
    open_events,
    past_events,
    sessions_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(now: datetime) -> datetime:
    return now + timedelta(days=1)


def test_open_events_are_scheduled_open_and_to_come_soonest_first(
    regional: Area, now: datetime, soon: datetime
) -> None:
    later = EventFactory(area=regional, starts_at=soon + timedelta(days=9))
    first = EventFactory(area=regional, starts_at=soon)
    tie = EventFactory(area=regional, starts_at=soon)
    EventFactory(area=regional, starts_at=now)
    EventFactory(area=regional, starts_at=soon, entry=Event.Entry.RESERVED)
    for status in (Event.Status.DRAFT, Event.Status.HELD, Event.Status.CANCELLED):
        EventFactory(area=regional, starts_at=soon, status=status)
    assert list(open_events(now)) == [first, tie, later]


def test_the_next_event_with_places_is_of_the_same_course(
    course: Course, regional: Area, now: datetime, soon: datetime
) -> None:
    EventFactory(area=regional, starts_at=soon)
    EventFactory(course=course, area=regional, starts_at=soon, capacity=2, places_taken=2)
    assert next_event_with_seats(course, now) is None
    free = EventFactory(course=course, area=regional, starts_at=soon + timedelta(days=1))
    assert next_event_with_seats(course, now) == free


def test_sessions_leave_out_a_cancelled_one_but_not_all(regional: Area, soon: datetime) -> None:
    event = EventFactory(area=regional, starts_at=soon)
    SessionFactory(event=event, number=2, state=Session.State.CANCELLED)
    assert [session.number for session in sessions_of(event)] == [1]
    Session.objects.update(state=Session.State.CANCELLED)
    assert [session.number for session in sessions_of(event)] == [1, 2]


def test_the_office_sees_reserved_dates_and_what_has_ended(
    regional: Area, now: datetime, soon: datetime
) -> None:
    reserved = EventFactory(area=regional, starts_at=soon, entry=Event.Entry.RESERVED)
    running = EventFactory(area=regional, starts_at=now - timedelta(hours=1))
    ended = EventFactory(area=regional, starts_at=now - timedelta(days=2))
    long_ago = EventFactory(area=regional, starts_at=now - timedelta(days=90))
    assert list(coming_events(now)) == [running, reserved]
    assert list(past_events(now)) == [ended, long_ago]
