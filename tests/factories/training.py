"""Courses, dates and places. Nothing is made that was not asked for, apart from one session."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from training.courses.models import Course, CourseVersion
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

STARTS = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
ASKED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


THREE_HOURS = {"minutes": 180, "breaks_minutes": 15, "cpd_hours": Decimal("2.75")}


def make_course(**values: Any) -> Course:
    """A course with its first version, which has those of the values that are a version's."""
    content = {name: values.pop(name) for name in CourseVersion.CONTENT if name in values}
    course = Course.objects.create(**values)
    return add_version(course, **content)


def build_course(**values: Any) -> Course:
    """The same, of no database."""
    content = {name: values.pop(name) for name in CourseVersion.CONTENT if name in values}
    return Course(current_version=CourseVersion(**content), **values)


def add_version(course: Course, **content: Any) -> Course:
    """The course with one more version, which says nothing but this."""
    number = course.versions.count() + 1
    course.current_version = CourseVersion.objects.create(
        course=course, number=number, created_at=ASKED, **content
    )
    course.save(update_fields=["current_version"])
    course.current_version.refresh_from_db()
    return course


class CourseFactory(DjangoModelFactory[Course]):
    """A course for professionals: 3 hours online."""

    class Meta:
        model = Course

    slug = factory.Sequence(lambda number: f"course-{number}")
    title = factory.Sequence(lambda number: f"Course {number}")
    kind = Course.Kind.PROFESSIONAL
    workstream = Course.Workstream.EDUCATION
    group_max = 50
    mode = Course.Mode.ONLINE

    @classmethod
    def _create(cls, model_class: type[Course], *args: Any, **values: Any) -> Course:
        return make_course(**{**THREE_HOURS, **values})

    @classmethod
    def _build(cls, model_class: type[Course], *args: Any, **values: Any) -> Course:
        return build_course(**{**THREE_HOURS, **values})


class SessionFactory(DjangoModelFactory[Session]):
    """A planned block of an event, as long as the event."""

    class Meta:
        model = Session

    number = 1
    starts_at = factory.SelfAttribute("event.starts_at")
    ends_at = factory.SelfAttribute("event.ends_at")


class EventFactory(DjangoModelFactory[Event]):
    """A scheduled open event of one session; say its `area`."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    course_version = factory.LazyAttribute(lambda event: event.course.current_version)
    status = Event.Status.SCHEDULED
    capacity = 50
    starts_at = STARTS
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(minutes=180))
    mode = Course.Mode.ONLINE

    @factory.post_generation
    def with_session(self: Event, create: bool, wanted: Any, **values: Any) -> None:
        """One session, unless `with_session=False`."""
        if create and wanted is not False:
            SessionFactory(event=self)


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    """A confirmed place; say its `event` and `person`. Event.places_taken is left alone."""

    class Meta:
        model = Enrolment

    status = Enrolment.Status.CONFIRMED
    waitlisted_at = factory.LazyAttribute(lambda made: ASKED if made.status == "waiting" else None)
    needs_manager = factory.LazyAttribute(lambda made: made.status == "awaiting_approval")
    held_until = factory.LazyAttribute(
        lambda made: (
            made.event.starts_at if made.status in {"offered", "awaiting_approval"} else None
        )
    )
    created_at = ASKED
    changed_at = ASKED
