"""Each rule about the rota and registers finds the fault it is for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Area, Organisation, User
from bookings.evaluation.models import Evaluation
from bookings.registers.models import Attendance, Headcount, RegisterMark
from bookings.registers.queries.register import person_cell
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import Booking
from tests.cast import NOW
from tests.factories.registers import (
    add_session,
    attend,
    fill,
    give,
    make_session,
    make_visit,
    mark,
    put_on,
    record,
)
from tests.faults import found, unguarded
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

Plant = Callable[[Session, Facilitator], str]


@pytest.fixture
def training(course: Course, birmingham: Area, learner: User, facilitator_user: User) -> Session:
    """A training an hour ago to which one person came; its register is closed."""
    session = make_session(course, birmingham)
    (row,) = put_on(session, learner)
    Event.objects.update(places_taken=1)
    attend(session, facilitator_user, {row: "present"})
    return session


def displace(session: Session, facilitator: Facilitator) -> str:
    give(session, facilitator)
    Assignment.objects.update(ends_at=session.ends_at + timedelta(minutes=5))
    return session.ref


def overlap(session: Session, facilitator: Facilitator) -> str:
    with unguarded(Assignment, "assignment_no_overlap"):
        give(session, facilitator)
        later = add_session(session, starts_at=session.starts_at + timedelta(hours=2))
        give(later, facilitator)
        Assignment.objects.filter(session=later).update(starts_at=session.starts_at)
    return session.ref


def forge_attendance(session: Session, facilitator: Facilitator) -> str:
    Attendance.objects.update(value="absent")
    return session.ref


def forget_answer(session: Session, facilitator: Facilitator) -> str:
    Attendance.objects.all().delete()
    return session.ref


def dispute(session: Session, facilitator: Facilitator) -> str:
    Attendance.objects.update(is_disputed=True)
    return session.ref


def forge_outcome(session: Session, facilitator: Facilitator) -> str:
    Enrolment.objects.update(outcome="absent")
    return Enrolment.objects.get().ref


def answer_without_place(session: Session, facilitator: Facilitator) -> str:
    Enrolment.objects.update(status=Enrolment.Status.DECLINED)
    return Evaluation.objects.create(enrolment=Enrolment.objects.get(), answered_at=NOW).ref


PLANTS: dict[str, Plant] = {
    "assignment-keeps-its-sessions-time": displace,
    "nobody-is-in-two-places": overlap,
    "attendance-is-its-marks": forge_attendance,
    "closed-register-is-complete": forget_answer,
    "closed-register-has-no-dispute": dispute,
    "outcome-is-the-registers": forge_outcome,
    "answers-are-of-those-on-it": answer_without_place,
}
OF_VISITS = {
    "headcounts-are-their-marks",
    "booking-has-its-event",
    "hosts-staff-are-known",
    "contact-phones-are-forgotten",
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, training: Session, facilitator: Facilitator) -> None:
    assert found(name) == []

    offender = PLANTS[name](training, facilitator)

    assert offender in found(name)


def test_a_forged_headcount_is_found(
    workshop: Course, school: Organisation, booker: User, facilitator_user: User
) -> None:
    visit = make_visit(workshop, school, booker, groups=2)
    fill(visit, facilitator_user, 28, 30)
    assert found("headcounts-are-their-marks") == []

    Headcount.objects.filter(number=28).update(number=38)

    assert found("headcounts-are-their-marks") == [visit.ref]


def test_a_booking_without_its_event_is_found(
    workshop: Course, school: Organisation, booker: User
) -> None:
    make_visit(workshop, school, booker)
    assert found("booking-has-its-event") == []

    Event.objects.update(status=Event.Status.CANCELLED)

    assert found("booking-has-its-event") == [Booking.objects.get().reference]


def test_staff_of_the_hosts_whom_the_rota_does_not_know_are_found(
    workshop: Course, school: Organisation, booker: User
) -> None:
    make_visit(workshop, school, booker)
    assert found("hosts-staff-are-known") == []

    Event.objects.update(host_staff=[])

    assert found("hosts-staff-are-known") == [Booking.objects.get().reference]


def test_a_phone_number_that_is_kept_for_ever_is_found(
    workshop: Course, school: Organisation, booker: User
) -> None:
    make_visit(workshop, school, booker)
    ended = NOW - timedelta(days=31)
    Event.objects.update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    assert found("contact-phones-are-forgotten") == []

    Event.objects.update(ends_at=ended - timedelta(seconds=1))

    assert found("contact-phones-are-forgotten") == [Booking.objects.get().reference]


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
