"""People who did not come hear of it once, with their manager, when the register is closed."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Area, User
from bookings.registers.models import Register
from bookings.registers.queries.no_show import no_shows_due
from core.models import Message
from tests.factories.registers import closed_register, make_session
from training.courses.models import Course
from training.enrolments.actions.reminder import tell_no_show
from training.enrolments.models import Enrolment
from training.events.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(course: Course, regional: Area, now: datetime) -> Session:
    """It was yesterday, and its register is closed."""
    session = make_session(course, regional, starts_at=now - timedelta(days=1))
    closed_register(session, regional, state=Register.State.CLOSED)
    return session


@pytest.fixture
def absent(session: Session, learner: User, now: datetime) -> Enrolment:
    return Enrolment.objects.create(
        event=session.event,
        person=learner,
        status=Enrolment.Status.CONFIRMED,
        outcome=Enrolment.Outcome.ABSENT,
        manager_email="boss@work.example",
        created_at=now - timedelta(days=30),
        changed_at=now - timedelta(hours=2),
    )


def test_the_person_and_the_manager_are_told_once(absent: Enrolment, now: datetime) -> None:
    (due,) = no_shows_due(now)
    for _ in range(2):
        tell_no_show(due, now)

    mine, managers = Message.objects.order_by("pk")
    assert (mine.kind, mine.to) == ("enrolments/no_show", "amina@learner.example")
    assert (managers.kind, managers.to) == ("enrolments/manager_no_show", "boss@work.example")
    assert "Amina Rashid did not come" in managers.body_text
    assert "/my/" not in managers.body_text
    assert not no_shows_due(now).exists()


def test_a_later_correction_there_and_back_tells_nobody_twice(
    absent: Enrolment, now: datetime
) -> None:
    tell_no_show(absent, now)
    for outcome in (Enrolment.Outcome.ATTENDED, Enrolment.Outcome.ABSENT):
        Enrolment.objects.update(outcome=outcome)

    assert not no_shows_due(now).exists()
    tell_no_show(absent, now)
    assert Message.objects.count() == 2


def test_a_slip_put_right_within_the_hour_tells_nobody(absent: Enrolment, now: datetime) -> None:
    Enrolment.objects.update(changed_at=now - timedelta(minutes=59))
    assert not no_shows_due(now).exists()

    Enrolment.objects.update(outcome=Enrolment.Outcome.ATTENDED)
    tell_no_show(absent, now)

    assert not Message.objects.exists()


def test_somebody_without_a_manager_hears_alone(absent: Enrolment, now: datetime) -> None:
    Enrolment.objects.update(manager_email="")

    tell_no_show(absent, now)

    assert Message.objects.get().kind == "enrolments/no_show"


def test_nobody_hears_while_a_register_is_open_or_long_after(
    absent: Enrolment, session: Session, now: datetime
) -> None:
    assert not no_shows_due(now + timedelta(days=14)).exists()
    Register.objects.update(state=Register.State.REOPENED)

    assert not no_shows_due(now).exists()
