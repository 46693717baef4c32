"""Each rule about courses finds the fault it is for, and is quiet without it."""

from collections.abc import Callable

import pytest

from tests.factories.training import CourseFactory, add_version
from tests.faults import found
from training.courses.models import Course, CourseVersion

pytestmark = pytest.mark.django_db


def teach_nothing(course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(current_version=None)


def teach_the_last_but_one(course: Course) -> None:
    first = course.current_version
    add_version(course)
    Course.objects.filter(pk=course.pk).update(current_version=first)


def teach_anothers(course: Course) -> None:
    other = CourseFactory()
    Course.objects.filter(pk=course.pk).update(current_version=other.current_version)


@pytest.mark.parametrize("plant", [teach_nothing, teach_the_last_but_one, teach_anothers])
def test_a_course_that_does_not_teach_its_newest_version_is_found(
    course: Course, plant: Callable[[Course], None]
) -> None:
    add_version(course)
    assert found("course-teaches-its-newest-version") == []

    plant(course)

    assert found("course-teaches-its-newest-version") == [course.slug]


def test_a_gap_in_the_numbers_is_found(course: Course) -> None:
    add_version(course)
    assert found("versions-are-numbered") == []

    CourseVersion.objects.filter(course=course, number=1).update(number=3)

    assert found("versions-are-numbered") == [course.slug]


def test_a_course_that_its_title_does_not_find_is_found(course: Course) -> None:
    assert found("course-is-found-by-its-title") == []

    Course.objects.update(title="Another")

    assert found("course-is-found-by-its-title") == [course.slug]
