"""Each rule about events and venues finds the fault it is for, and is quiet without it."""

from collections.abc import Callable

import pytest

from accounts.models import Area
from tests.factories.training import EventFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory
from tests.faults import found
from training.courses.models import Course
from training.events.models import Event, Session, Venue

pytestmark = pytest.mark.django_db


def leave_area(event: Event, other: Area) -> str:
    Event.objects.update(area=other)
    return event.ref


def put_in_room_elsewhere(event: Event, other: Area) -> str:
    room = VenueRoomFactory(venue=VenueFactory(area=other))
    Session.objects.update(room=room)
    return event.sessions.get().ref


def rename(event: Event, other: Area) -> str:
    Venue.objects.update(name="Another")
    assert event.venue
    return event.venue.ref


PLANTS: dict[str, Callable[[Event, Area], str]] = {
    "coming-date-is-in-its-venues-area": leave_area,
    "room-is-of-the-venue": put_in_room_elsewhere,
    "venue-has-its-key": rename,
    "venue-is-found-by-its-words": rename,
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, birmingham: Area, walsall: Area) -> None:
    venue = VenueFactory(area=birmingham)
    event = EventFactory(area=birmingham, venue=venue, mode=Course.Mode.IN_PERSON)
    Session.objects.update(room=VenueRoomFactory(venue=venue))
    assert found(name) == []

    assert PLANTS[name](event, walsall) in found(name)


def test_an_event_that_runs_another_courses_version_is_found(
    open_event: Event, workshop: Course
) -> None:
    assert found("event-runs-a-version-of-its-course") == []

    Event.objects.update(course_version=workshop.current_version)

    assert found("event-runs-a-version-of-its-course") == [open_event.ref]
