"""Sessions that registers are about."""

import pytest

from accounts.models import Area, Organisation, User
from tests.factories.registers import make_session, make_visit
from training.models import Course, Session


@pytest.fixture
def visit(workshop: Course, school: Organisation, booker: User) -> Session:
    """Three classes of a school; the session began an hour ago."""
    return make_visit(workshop, school, booker)


@pytest.fixture
def class_day(course: Course, regional: Area) -> Session:
    """An online course that began an hour ago."""
    return make_session(course, regional, mode=Course.Mode.ONLINE)
