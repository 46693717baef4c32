"""Closing: when it may be done, and what it writes down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from bookings.registers.actions.register import (
    close_register,
    mark_not_delivered,
    reopen_register,
)
from bookings.registers.models import Attendance, Headcount, Register
from bookings.registers.queries.register import unconfirmed_sessions
from bookings.registers.queries.sheet import person_cell
from tests.cast import NOW
from tests.factories.registers import (
    attend,
    fill,
    groups_of,
    make_booking,
    make_session,
    mark,
    people,
    put_on,
    record,
    work_of,
)
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

Value, Outcome = Attendance.Value, Enrolment.Outcome


def test_closing_says_who_when_and_where(
    visit: Session, school: Organisation, facilitator_user: User
) -> None:
    register = fill(visit, facilitator_user, 28, 30, 27)

    assert register.state == Register.State.CLOSED
    assert (register.closed_at, register.closed_by) == (NOW, facilitator_user)
    assert register.delivered_area == school.area
    assert set(Headcount.objects.values_list("participant", "area")) == {
        (Headcount.Participant.CHILD_YOUNG_PERSON, school.area_id)
    }


def test_closing_twice_is_success_twice(
    visit: Session, facilitator_user: User, other_facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)

    again = close_register(visit, actor=other_facilitator_user, now=NOW + timedelta(minutes=1))

    assert (again.closed_at, again.closed_by) == (NOW, facilitator_user)
    assert ModelLogEntry.objects.filter(action="upstander.close_register").count() == 1


def test_closing_names_what_is_missing(
    visit: Session, learner: User, facilitator_user: User
) -> None:
    put_on(visit, learner)
    record(visit, facilitator_user, mark(groups_of(visit)[0], 28))

    with refused("incomplete") as found:
        close_register(visit, actor=facilitator_user, now=NOW)

    assert str(found.value) == (
        "Add a number for Class 9B, a number for Class 9C and an answer for Amina Rashid "
        "before you close the register."
    )
    assert Register.objects.get().state == Register.State.OPEN


def test_closing_names_only_the_first_few(class_day: Session, facilitator_user: User) -> None:
    put_on(class_day, *people(40))

    with refused("incomplete", match="Person 002 and 37 more"):
        close_register(class_day, actor=facilitator_user, now=NOW)


def test_a_register_is_not_closed_before_its_session_begins(
    course: Course, regional: Area, learner: User, facilitator_user: User
) -> None:
    session = make_session(course, regional, starts_at=NOW + timedelta(minutes=30))
    (place,) = put_on(session, learner)

    with refused("too_early"):
        attend(session, facilitator_user, {place: Value.PRESENT})

    assert Register.objects.get().state == Register.State.OPEN


@pytest.mark.parametrize(
    ("who", "participant"),
    [
        ("pupils", Headcount.Participant.CHILD_YOUNG_PERSON),
        ("parents", Headcount.Participant.ADULT_COMMUNITY),
        ("adults", Headcount.Participant.ADULT_COMMUNITY),
        ("staff", Headcount.Participant.PROFESSIONAL),
    ],
)
def test_each_kind_of_people_has_its_line(
    workshop: Course,
    school: Organisation,
    booker: User,
    facilitator_user: User,
    who: str,
    participant: str,
) -> None:
    session = make_session(workshop, school.area, entry=Event.Entry.RESERVED)
    make_booking(session, school, booker, groups=1, who=who)

    fill(session, facilitator_user, 20)

    assert Headcount.objects.get().participant == participant


def test_mixed_year_groups_are_counted_apart(
    workshop: Course, school: Organisation, booker: User, facilitator_user: User
) -> None:
    session = make_session(workshop, school.area, entry=Event.Entry.RESERVED)
    make_booking(session, school, booker, groups=1, year_group="Y8")
    make_booking(session, school, booker, groups=1, year_group="Y10")

    fill(session, facilitator_user, 12, 15)

    rows = Headcount.objects.order_by("group").values_list("group__year_group", "number")
    assert list(rows) == [("Y8", 12), ("Y10", 15)]


def test_a_joint_session_keeps_each_organisations_area(
    visit: Session,
    school: Organisation,
    other_school: Organisation,
    booker: User,
    facilitator_user: User,
) -> None:
    make_booking(visit, other_school, booker, groups=1)

    register = fill(visit, facilitator_user, 28, 30, 27, 19)

    rows = Headcount.objects.order_by("group").values_list("number", "area")
    assert list(rows)[2:] == [(27, school.area_id), (19, other_school.area_id)]
    assert register.delivered_area == visit.event.area


def test_an_open_event_counts_in_its_own_area(
    course: Course, walsall: Area, learner: User, facilitator_user: User
) -> None:
    session = make_session(course, walsall)
    (place,) = put_on(session, learner)

    assert attend(session, facilitator_user, {place: "present"}).delivered_area == walsall


def test_online_is_the_whole_region(
    course: Course, walsall: Area, regional: Area, facilitator_user: User
) -> None:
    session = make_session(course, walsall, mode=Course.Mode.ONLINE)

    assert close_register(session, actor=facilitator_user, now=NOW).delivered_area == regional


def test_moving_the_school_later_moves_nothing_that_was_counted(
    visit: Session, school: Organisation, walsall: Area, birmingham: Area, facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)

    Organisation.objects.filter(pk=school.pk).update(area=walsall)

    assert set(Headcount.objects.values_list("area", flat=True)) == {birmingham.pk}


def test_someone_who_left_the_course_is_not_counted_at_closing(
    class_day: Session, learner: User, stranger: User, facilitator_user: User
) -> None:
    stays, leaves = put_on(class_day, learner, stranger)
    record(class_day, facilitator_user, mark(person_cell(leaves), "present"))
    Enrolment.objects.filter(pk=leaves.pk).update(status=Enrolment.Status.CANCELLED)

    attend(class_day, facilitator_user, {stays: "present"})

    assert list(Attendance.objects.values_list("enrolment", flat=True)) == [stays.pk]


def test_closing_takes_as_many_statements_for_200_people_as_for_5(
    course: Course, regional: Area, facilitator_user: User
) -> None:
    everyone = people(200)
    counts = []
    for some in (everyone[:1], everyone[:5], everyone):  # the first looks up types of content
        session = make_session(course, regional)
        places = put_on(session, *some)
        record(session, facilitator_user, *(mark(person_cell(one), "present") for one in places))
        with CaptureQueriesContext(connection) as captured:
            close_register(session, actor=facilitator_user, now=NOW)
        counts.append(len(work_of(captured)))

    assert counts[1] == counts[2]


def test_a_session_waits_for_the_office_until_its_register_is_closed(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    late = class_day.ends_at + timedelta(hours=1)
    waits = unconfirmed_sessions(late)
    seen = [waits.count()]

    attend(class_day, facilitator_user, {place: Value.PRESENT})
    seen.append(waits.count())
    reopen_register(class_day, reason="person", actor=facilitator_user, now=late)
    seen.append(waits.count())
    mark_not_delivered(class_day, why="no_room", actor=facilitator_user, now=late)

    assert [*seen, waits.count()] == [1, 0, 1, 0]
