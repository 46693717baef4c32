"""Marks: kept once, folded, refused when they cannot be."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from bookings.registers.actions.register import close_register, reopen_register
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.registers.queries.sheet import STAFF_CELL, group_cell, person_cell
from bookings.registers.rules.fold import Cell, NewMark
from bookings.registers.rules.judgement import CLOSED
from bookings.visits.models import Booking
from tests.cast import NOW
from tests.factories.registers import (
    fill,
    groups_of,
    make_booking,
    make_session,
    make_visit,
    mark,
    numbers_of,
    people,
    put_on,
    record,
    work_of,
)
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

Value, Flag = Attendance.Value, RegisterMark.Flag


def test_the_first_mark_opens_the_register(visit: Session, facilitator_user: User) -> None:
    cells = groups_of(visit)

    answers = record(visit, facilitator_user, mark(cells[0], 28), mark(STAFF_CELL, 2))

    register = Register.objects.get(session=visit)
    assert [answer.answer for answer in answers] == ["stored", "stored"]
    assert (register.state, register.opened_at) == (Register.State.OPEN, NOW)
    assert register.supervising_staff == 2
    assert numbers_of(visit) == [28]
    assert RegisterMark.objects.get(cell="group").captured_by == facilitator_user


def test_a_mark_sent_twice_is_kept_once(visit: Session, facilitator_user: User) -> None:
    one = mark(groups_of(visit)[0], 28)

    answers = [record(visit, facilitator_user, one, one), record(visit, facilitator_user, one)]

    assert [[a.answer for a in some] for some in answers] == [
        ["stored", "duplicate"],
        ["duplicate"],
    ]
    assert RegisterMark.objects.count() == 1


def test_a_correction_keeps_what_was_said_before(visit: Session, facilitator_user: User) -> None:
    cell = groups_of(visit)[0]
    first = mark(cell, 28)

    record(visit, facilitator_user, first)
    record(visit, facilitator_user, mark(cell, 30, base=first.uuid))

    assert numbers_of(visit) == [30]
    assert list(RegisterMark.objects.order_by("pk").values_list("value", flat=True)) == ["28", "30"]


def test_a_mark_whose_base_comes_later_waits(visit: Session, facilitator_user: User) -> None:
    cell = groups_of(visit)[0]
    parent = mark(cell, 28)
    child = mark(cell, 30, base=parent.uuid)

    record(visit, facilitator_user, child)
    waiting = numbers_of(visit)
    record(visit, facilitator_user, parent)

    assert (waiting, numbers_of(visit)) == ([], [30])


def test_two_facilitators_who_differ_make_a_dispute_that_blocks_closing(
    visit: Session, facilitator_user: User, other_facilitator_user: User
) -> None:
    first, *rest = groups_of(visit)
    sides = [mark(first, 28), mark(first, 30)]
    record(visit, facilitator_user, sides[0], *(mark(cell, 20) for cell in rest))
    record(visit, other_facilitator_user, sides[1])

    with refused("disputed"):
        close_register(visit, actor=facilitator_user, now=NOW)

    assert Headcount.objects.get(is_disputed=True).number == 28
    record(visit, facilitator_user, *(mark(first, 30, base=side.uuid) for side in sides))
    assert close_register(visit, actor=facilitator_user, now=NOW).state == Register.State.CLOSED
    assert numbers_of(visit) == [30, 20, 20]


def test_a_dispute_about_a_person_keeps_their_attendance(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)

    record(class_day, facilitator_user, mark(person_cell(place), Value.ABSENT))
    record(class_day, facilitator_user, mark(person_cell(place), Value.LATE))

    found = Attendance.objects.get()
    assert (found.value, found.is_disputed) == (Value.LATE, True)


def test_zero_is_a_number(visit: Session, facilitator_user: User) -> None:
    fill(visit, facilitator_user, 0, 0, 0)

    assert numbers_of(visit) == [0, 0, 0]


def test_2000_is_the_most(visit: Session, facilitator_user: User) -> None:
    record(visit, facilitator_user, mark(groups_of(visit)[0], 2000))

    assert numbers_of(visit) == [2000]


@pytest.mark.parametrize(
    "number", ["-1", "2001", "10000", "", "28.5", "1e3", "many", "\x00", "²", "٢٨", "28\n"]
)
@pytest.mark.parametrize("kind", ["group", "staff"])
def test_a_number_that_cannot_be_is_refused_and_the_others_are_kept(
    visit: Session, facilitator_user: User, number: str, kind: str
) -> None:
    cell = groups_of(visit)[0] if kind == "group" else STAFF_CELL

    answers = record(visit, facilitator_user, mark(cell, number), mark(groups_of(visit)[1], 20))

    assert [(one.answer, one.reason) for one in answers] == [
        ("refused", "not_a_number"),
        ("stored", ""),
    ]
    assert [row.value for row in RegisterMark.objects.all()] == ["20"]
    assert numbers_of(visit) == [20]


def test_nothing_but_nonsense_begins_no_register(visit: Session, facilitator_user: User) -> None:
    record(visit, facilitator_user, mark(groups_of(visit)[1], "many"))

    assert not Register.objects.exists()


def test_an_answer_that_is_none_is_refused(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)

    (answer,) = record(class_day, facilitator_user, mark(person_cell(place), "apologies"))

    assert (answer.answer, answer.reason) == ("refused", "not_an_answer")


def test_marks_about_others_are_stored_with_a_flag_and_change_nothing(
    visit: Session,
    class_day: Session,
    workshop: Course,
    other_school: Organisation,
    booker: User,
    learner: User,
    stranger: User,
    facilitator_user: User,
) -> None:
    elsewhere = groups_of(make_visit(workshop, other_school, booker))[0]
    (place,) = put_on(class_day, learner)
    (given_up,) = put_on(class_day, stranger, status=Enrolment.Status.CANCELLED)

    for session, cell, value, flag in [
        (visit, elsewhere, "20", Flag.NOT_EXPECTED),
        (visit, person_cell(place), "present", Flag.NOT_EXPECTED),
        (class_day, person_cell(given_up), "present", Flag.NOT_EXPECTED),
        (class_day, Cell("person", 999_999), "present", Flag.UNKNOWN_CELL),
        (class_day, Cell("group", 999_999, "Y9"), "20", Flag.UNKNOWN_CELL),
    ]:
        (answer,) = record(session, facilitator_user, mark(cell, value))
        assert (answer.answer, answer.reason) == ("stored_flagged", flag)
    assert RegisterMark.objects.filter(flag=Flag.NOT_EXPECTED).count() == 3
    assert set(RegisterMark.objects.filter(flag=Flag.UNKNOWN_CELL).values_list("unknown_ref")) == {
        ("person 999999",),
        ("group 999999",),
    }
    assert not Headcount.objects.exists()
    assert not Attendance.objects.exists()


def test_the_groups_of_a_cancelled_booking_are_not_expected(
    visit: Session, other_school: Organisation, booker: User, facilitator_user: User
) -> None:
    (gone,) = make_booking(
        visit, other_school, booker, groups=1, status=Booking.Status.CANCELLED_BY_SCHOOL
    )

    (answer,) = record(visit, facilitator_user, mark(group_cell(gone), 20))

    assert answer.reason == Flag.NOT_EXPECTED
    assert numbers_of(visit) == []


@pytest.mark.parametrize(("minutes", "is_early"), [(61, True), (60, False), (0, False)])
def test_marks_are_taken_from_an_hour_before_the_session(
    course: Course,
    regional: Area,
    learner: User,
    facilitator_user: User,
    minutes: int,
    is_early: bool,
) -> None:
    session = make_session(course, regional, starts_at=NOW + timedelta(minutes=minutes))
    (place,) = put_on(session, learner)
    present = mark(person_cell(place), Value.PRESENT)

    (answer,) = record(session, facilitator_user, present)

    assert RegisterMark.objects.get().flag == answer.reason == (Flag.TOO_EARLY if is_early else "")
    assert Attendance.objects.exists() is not is_early


@pytest.mark.parametrize("status", [Event.Status.CANCELLED, Event.Status.HELD, Event.Status.DRAFT])
def test_marks_of_a_session_that_is_not_going_ahead_are_kept_and_count_for_nothing(
    visit: Session, facilitator_user: User, status: str
) -> None:
    Event.objects.filter(pk=visit.event_id).update(status=status)

    (answer,) = record(visit, facilitator_user, mark(groups_of(visit)[0], 28))

    assert (answer.answer, answer.reason) == ("stored_flagged", Flag.SESSION_OFF)
    assert numbers_of(visit) == []
    with refused("session_off"):
        close_register(visit, actor=facilitator_user, now=NOW)


def test_marks_of_a_cancelled_session_are_kept_and_count_for_nothing(
    visit: Session, facilitator_user: User
) -> None:
    Session.objects.filter(pk=visit.pk).update(state=Session.State.CANCELLED)

    (answer,) = record(visit, facilitator_user, mark(groups_of(visit)[0], 28))

    assert (answer.reason, numbers_of(visit)) == (Flag.SESSION_OFF, [])


def test_marks_for_a_closed_register_are_kept_apart_until_it_is_opened_again(
    visit: Session, facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    head = RegisterMark.objects.order_by("pk")[0]
    late = mark(Cell("group", head.group_id or 0, "Y9"), 29, base=head.uuid)

    (answer,) = record(visit, facilitator_user, late)

    assert (answer.answer, answer.reason) == ("stored_flagged", CLOSED)
    assert RegisterMark.objects.get(uuid=late.uuid).flag == CLOSED
    assert numbers_of(visit) == [28, 30, 27]
    reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)
    assert numbers_of(visit) == [29, 30, 27]


def statements(session: Session, actor: User, marks: list[NewMark]) -> int:
    with CaptureQueriesContext(connection) as captured:
        record(session, actor, *marks)
    return len(work_of(captured))


@pytest.mark.either
def test_marks_take_as_many_statements_for_200_people_as_for_5(
    course: Course, regional: Area, facilitator_user: User
) -> None:
    everyone = people(200)
    counts = []
    for some in (everyone[:5], everyone):
        session = make_session(course, regional)
        places = put_on(session, *some)
        marks = [mark(person_cell(place), Value.PRESENT) for place in places]
        counts.append(statements(session, facilitator_user, marks))

    assert counts[0] == counts[1]
    assert counts[0] <= 15
