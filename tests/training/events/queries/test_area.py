"""Where courses have dates with places."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Area
from tests.factories.training import EventFactory
from training.courses.models import Course
from training.events.models import Event
from training.events.queries.event import areas_with_seats

pytestmark = pytest.mark.django_db


def test_areas_with_places_are_those_of_open_coming_dates_that_are_not_full(
    course: Course, workshop: Course, birmingham: Area, walsall: Area, regional: Area, now: datetime
) -> None:
    soon = now + timedelta(days=1)
    EventFactory(course=course, area=birmingham, starts_at=soon)
    EventFactory(course=course, area=birmingham, starts_at=soon)
    EventFactory(course=course, area=walsall, starts_at=soon, capacity=5, places_taken=5)
    EventFactory(course=course, area=walsall, starts_at=soon, status=Event.Status.CANCELLED)
    EventFactory(course=course, area=walsall, starts_at=soon, entry=Event.Entry.RESERVED)
    EventFactory(course=course, area=walsall, starts_at=now - timedelta(days=1))
    EventFactory(course=workshop, area=regional, starts_at=soon)

    assert areas_with_seats(now) == {course.pk: {"330"}, workshop.pk: {"REGIONAL"}}
