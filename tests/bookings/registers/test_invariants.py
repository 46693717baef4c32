"""Each rule about registers finds the fault it is for."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from accounts.models import Area, Organisation, User
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark, WalkIn
from bookings.registers.queries.sheet import person_cell
from tests.cast import NOW
from tests.factories.registers import (
    attend,
    fill,
    make_session,
    make_visit,
    mark,
    put_on,
    record,
    walk_in,
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


def settled_by_nobody() -> str:
    Register.objects.update(state=Register.State.REOPENED)
    return Session.objects.get().ref


def outcome_ahead() -> str:
    Event.objects.update(ends_at=NOW + timedelta(hours=1))
    return Enrolment.objects.get().ref


PLANTS: dict[str, Plant] = {
    "nothing-before-the-end": outcome_ahead,
    "settled-has-a-register": settled_by_nobody,
    "attendance-is-its-marks": forge_attendance,
    "closed-register-is-complete": forget_answer,
    "closed-register-has-no-dispute": dispute,
    "outcome-is-the-registers": forge_outcome,
}
HEADCOUNTS, LINES = "headcounts-are-their-marks", "headcount-line-is-its-kinds"
COPIES, PLACES = "closed-register-keeps-where", "walk-in-has-its-place"
WALK_INS = "walk-ins-are-their-marks"
COUNTED = (HEADCOUNTS, LINES, COPIES, WALK_INS, PLACES)  # each planted below


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


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (HEADCOUNTS, {"is_estimated": True}),
        (HEADCOUNTS, {"people_kind": "Y10"}),
        (LINES, {"participant": "professional"}),
        (LINES, {"age_band": "25+"}),
        (COPIES, {"area": None}),
    ],
)
def test_a_headcount_that_was_tampered_with_is_found(
    workshop: Course,
    school: Organisation,
    booker: User,
    facilitator_user: User,
    name: str,
    fault: dict[str, object],
) -> None:
    visit = make_visit(workshop, school, booker, groups=1)
    fill(visit, facilitator_user, 28)
    assert found(name) == []

    Headcount.objects.update(**fault)

    assert found(name) == [visit.ref]


def test_a_time_that_no_mark_says_is_found(training: Session) -> None:
    Attendance.objects.update(arrived_at=time(9, 20))

    assert found("attendance-is-its-marks") == [training.ref]


def test_forged_walk_ins_are_found(
    course: Course, birmingham: Area, learner: User, facilitator_user: User
) -> None:
    session = make_session(course, birmingham)
    record(session, facilitator_user, walk_in("Ola Nowak", "ola@work.example"))
    other = make_session(course, birmingham)
    (elsewhere,) = put_on(other, learner)
    assert found(WALK_INS) == found(PLACES) == []

    WalkIn.objects.update(value="absent", enrolment=elsewhere)

    assert found(WALK_INS) == [session.ref]
    assert found(PLACES) == [WalkIn.objects.get().ref]


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
