"""What closed registers add up to, and which sessions still need one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import Area, Organisation, User
from bookings.registers.models import Headcount, Register
from bookings.registers.queries.contact import ContactSum, contacts
from core.dates import month_bounds
from tests.cast import NOW
from tests.factories.registers import (
    closed_register,
    make_booking,
    make_session,
    make_visit,
    people,
    put_on,
)
from training.courses.models import Course
from training.events.models import Session

NOVEMBER = month_bounds(date(2026, 11, 1))
OCTOBER = month_bounds(date(2026, 10, 1))
CHILD = Headcount.Participant.CHILD_YOUNG_PERSON
PROFESSIONAL = Headcount.Participant.PROFESSIONAL


def counted_visit(session: Session, area: Area, number: int, **fields: Any) -> Register:
    groups = list(session.groups.select_related("booking__organisation__area"))
    return closed_register(session, area, counts=dict.fromkeys(groups, number), **fields)


def test_three_classes_are_so_many_contacts_of_the_course_in_the_area(
    workshop: Course, school: Organisation, booker: User
) -> None:
    session = make_visit(workshop, school, booker)
    classes = list(session.groups.select_related("booking__organisation__area"))
    closed_register(session, school.area, counts=dict(zip(classes, (28, 30, 27), strict=True)))

    found = contacts(*NOVEMBER, NOW)

    assert found == [ContactSum(CHILD, school.area_id, workshop.pk, 85)]


@pytest.mark.parametrize(
    "state", [Register.State.OPEN, Register.State.REOPENED, Register.State.NOT_DELIVERED]
)
def test_only_a_closed_register_counts(
    workshop: Course, school: Organisation, booker: User, state: str
) -> None:
    counted_visit(make_visit(workshop, school, booker), school.area, 28, state=state)

    assert contacts(*NOVEMBER, NOW) == []


@pytest.mark.parametrize("counts_as", [Course.Counts.CASCADE, Course.Counts.OPERATION])
def test_cascade_and_operations_are_not_reach(
    workshop: Course, school: Organisation, booker: User, counts_as: str
) -> None:
    Course.objects.filter(pk=workshop.pk).update(counts_as=counts_as)
    counted_visit(make_visit(workshop, school, booker), school.area, 28)

    assert contacts(*NOVEMBER, NOW) == []


def test_people_who_came_by_name_are_professionals_where_it_was_delivered(
    course: Course, regional: Area
) -> None:
    session = make_session(course, regional)
    present, late, early, absent = put_on(session, *people(4))
    closed_register(
        session,
        regional,
        values={present: "present", late: "late", early: "left_early", absent: "absent"},
    )

    assert contacts(*NOVEMBER, NOW) == [ContactSum(PROFESSIONAL, regional.pk, course.pk, 3)]


def test_professionals_by_name_and_by_number_are_one_sum(
    course: Course, school: Organisation, booker: User
) -> None:
    session = make_session(course, school.area)
    (group,) = make_booking(session, school, booker, groups=1, who="staff")
    (enrolment,) = put_on(session, booker)
    closed_register(
        session,
        school.area,
        counts={group: 12},
        values={enrolment: "present"},
        participant=PROFESSIONAL,
    )

    assert contacts(*NOVEMBER, NOW) == [ContactSum(PROFESSIONAL, school.area_id, course.pk, 13)]


def test_a_joint_session_counts_each_organisation_in_its_own_area(
    workshop: Course, school: Organisation, other_school: Organisation, booker: User
) -> None:
    session = make_visit(workshop, school, booker, groups=2)
    make_booking(session, other_school, booker, groups=1)
    counted_visit(session, school.area, 20)

    found = {part.area_id: part.contacts for part in contacts(*NOVEMBER, NOW)}

    assert found == {school.area_id: 40, other_school.area_id: 20}


@pytest.mark.parametrize(
    ("starts_at", "in_october"),
    [
        # The clocks went back on 25 October: midnight in London is midnight in UTC again.
        (datetime(2026, 10, 31, 23, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), False),
        # In summer London's October begins an hour before UTC's.
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 9, 30, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True),
    ],
)
def test_the_month_is_londons(
    workshop: Course,
    school: Organisation,
    booker: User,
    starts_at: datetime,
    in_october: bool,
) -> None:
    session = make_session(workshop, school.area, starts_at=starts_at)
    make_booking(session, school, booker, groups=1)
    counted_visit(session, school.area, 10)

    assert bool(contacts(*OCTOBER, NOW)) is in_october


def test_a_session_nobody_came_to_has_no_contacts(
    workshop: Course, school: Organisation, booker: User
) -> None:
    counted_visit(make_visit(workshop, school, booker), school.area, 0)

    assert sum(part.contacts for part in contacts(*NOVEMBER, NOW)) == 0


def test_a_month_takes_two_queries(
    workshop: Course,
    school: Organisation,
    booker: User,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(3):
        counted_visit(make_visit(workshop, school, booker), school.area, 28)

    with django_assert_num_queries(2):
        contacts(*NOVEMBER, NOW)
