"""Sessions that registers are about, and who delivers them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Area, Organisation, User
from bookings.rota.models import Facilitator
from tests.factories.registers import give, make_session, make_visit
from training.courses.models import Course
from training.events.models import Session


@pytest.fixture
def visit(workshop: Course, school: Organisation, booker: User) -> Session:
    """Three classes of a school; the session began an hour ago."""
    return make_visit(workshop, school, booker)


@pytest.fixture
def class_day(course: Course, regional: Area) -> Session:
    """An online course that began an hour ago."""
    return make_session(course, regional, mode=Course.Mode.ONLINE)


@pytest.fixture
def mine(visit: Session, facilitator: Facilitator) -> Session:
    """The visit, delivered by the facilitator."""
    give(visit, facilitator)
    return visit


@pytest.fixture
def my_class(class_day: Session, facilitator: Facilitator) -> Session:
    """The course, delivered by the facilitator."""
    give(class_day, facilitator)
    return class_day


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    """The client, signed in as someone."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
