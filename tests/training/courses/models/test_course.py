"""A course by itself."""

import pytest

from tests.factories.training import CourseFactory


@pytest.mark.django_db
def test_every_course_of_the_factory_is_sound() -> None:
    CourseFactory().full_clean()
