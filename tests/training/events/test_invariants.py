"""The rule about events finds its fault, and is quiet without it."""

import pytest

from tests.faults import found
from training.courses.models import Course
from training.events.models import Event


@pytest.mark.django_db
def test_an_event_that_runs_another_courses_version_is_found(
    open_event: Event, workshop: Course
) -> None:
    assert found("event-runs-a-version-of-its-course") == []

    Event.objects.update(course_version=workshop.current_version)

    assert found("event-runs-a-version-of-its-course") == [open_event.ref]
