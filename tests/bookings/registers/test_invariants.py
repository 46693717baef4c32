"""Each rule about registers finds the fault it is for."""

from collections.abc import Callable

import pytest

from accounts.models import Area, Organisation, User
from bookings.registers.models import Attendance, Headcount, RegisterMark
from bookings.registers.queries.register import person_cell
from tests.factories.registers import (
    attend,
    fill,
    make_session,
    make_visit,
    mark,
    put_on,
    record,
)
from tests.faults import found
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

Plant = Callable[[], str]


@pytest.fixture
def training(course: Course, birmingham: Area, learner: User, facilitator_user: User) -> Session:
    """A training an hour ago to which one person came; its register is closed."""
    session = make_session(course, birmingham)
    (row,) = put_on(session, learner)
    Event.objects.update(places_taken=1)
    attend(session, facilitator_user, {row: "present"})
    return session


def forge_attendance() -> str:
    Attendance.objects.update(value="absent")
    return Session.objects.get().ref


def forget_answer() -> str:
    Attendance.objects.all().delete()
    return Session.objects.get().ref


def dispute() -> str:
    Attendance.objects.update(is_disputed=True)
    return Session.objects.get().ref


def forge_outcome() -> str:
    Enrolment.objects.update(outcome="absent")
    return Enrolment.objects.get().ref


PLANTS: dict[str, Plant] = {
    "attendance-is-its-marks": forge_attendance,
    "closed-register-is-complete": forget_answer,
    "closed-register-has-no-dispute": dispute,
    "outcome-is-the-registers": forge_outcome,
}
HEADCOUNTS = "headcounts-are-their-marks"


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, training: Session) -> None:
    assert found(name) == []

    offender = PLANTS[name]()

    assert offender in found(name)


def test_a_forged_headcount_is_found(
    workshop: Course, school: Organisation, booker: User, facilitator_user: User
) -> None:
    visit = make_visit(workshop, school, booker, groups=2)
    fill(visit, facilitator_user, 28, 30)
    assert found(HEADCOUNTS) == []

    Headcount.objects.filter(number=28).update(number=38)

    assert found(HEADCOUNTS) == [visit.ref]


def test_a_mark_that_was_never_written_down_is_found(
    course: Course, birmingham: Area, learner: User, facilitator_user: User
) -> None:
    session = make_session(course, birmingham)
    (row,) = put_on(session, learner)
    record(session, facilitator_user, mark(person_cell(row), "present"))
    assert found("attendance-is-its-marks") == []

    Attendance.objects.all().delete()

    assert found("attendance-is-its-marks") == [session.ref]


def test_a_mark_that_came_too_late_is_no_fault(training: Session, facilitator_user: User) -> None:
    (first,) = RegisterMark.objects.all()
    row = Enrolment.objects.get()

    record(training, facilitator_user, mark(person_cell(row), "absent", base=first.uuid))

    assert found("attendance-is-its-marks") == []
    assert found("outcome-is-the-registers") == []
