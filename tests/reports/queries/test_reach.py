"""Whom a month reached, by the counting rules (domain 5.3)."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from bookings.registers.models import Attendance, Headcount, Register
from bookings.visits.models import BookingGroup
from reports.models.reach import Participant, Reach
from reports.queries.reach import reach, reach_rows
from tests.cast import NOW
from tests.factories.registers import (
    add_session,
    closed_register,
    make_booking,
    make_session,
    make_visit,
    people,
    put_on,
)
from training.courses.models import Course

NOVEMBER = date(2026, 11, 1)
LATER = datetime(2027, 1, 1, tzinfo=UTC)
VALUE = Attendance.Value


def lines(found: Reach) -> dict[str, int]:
    """Contacts by line of the return."""
    return dict(found.by_participant)


def count(
    course: Course, school: Organisation, booker: User, *numbers: int, **register: object
) -> None:
    """A visit of this morning whose register has these headcounts."""
    session = make_visit(course, school, booker, groups=len(numbers))
    groups = BookingGroup.objects.filter(session=session).order_by("number")
    closed_register(
        session,
        school.area,
        counts=dict(zip(groups, numbers, strict=True)),
        **register,  # type: ignore[arg-type]
    )


def test_three_classes_are_85_contacts_aged_24_and_under_in_their_area(
    workshop: Course, school: Organisation, booker: User, walsall: Area
) -> None:
    count(workshop, school, booker, 28, 30, 27)
    found = reach(NOVEMBER, NOW)
    assert found.total == 85
    assert lines(found) == {
        "Aged 24 and under": 85,
        "Over 24": 0,
        "Professionals": 0,
        "Age not known": 0,
    }
    assert [(line.label, line.total) for line in found.by_area] == [
        ("Birmingham", 85),
        ("Walsall", 0),
    ]
    assert [(line.label, line.total) for line in found.by_course] == [
        ("Healthy relationships workshop", 85)
    ]
    [row] = found.rows
    assert (row.participant, row.area, row.course) == (
        Participant.CHILD_YOUNG_PERSON,
        school.area,
        workshop,
    )


@pytest.mark.parametrize(
    ("participant", "label"),
    [
        (Participant.ADULT_COMMUNITY, "Over 24"),
        (Participant.PROFESSIONAL, "Professionals"),
        (Participant.UNKNOWN_AGE, "Age not known"),
    ],
)
def test_others_are_on_lines_of_their_own(
    workshop: Course, school: Organisation, booker: User, participant: str, label: str
) -> None:
    count(workshop, school, booker, 12, participant=participant)
    found = lines(reach(NOVEMBER, NOW))
    assert found.pop(label) == 12
    assert set(found.values()) == {0}


def test_people_by_name_are_professionals_where_it_was_held(
    course: Course, regional: Area, learner: User, stranger: User, member: User
) -> None:
    session = make_session(course, regional)
    late, early, absent = put_on(session, learner, stranger, member)
    values = {late: VALUE.LATE, early: VALUE.LEFT_EARLY, absent: VALUE.ABSENT}
    closed_register(session, regional, values=values)
    found = reach(NOVEMBER, NOW)
    assert lines(found)["Professionals"] == found.total == 2
    assert ("Whole region or online", 2) in [(line.label, line.total) for line in found.by_area]


def test_a_person_at_two_sessions_is_two_contacts_and_one_person(
    course: Course, regional: Area, learner: User, stranger: User
) -> None:
    session = make_session(course, regional)
    first, second = put_on(session, learner, stranger)
    again = add_session(session, starts_at=datetime(2026, 11, 12, 9, tzinfo=UTC))
    closed_register(session, regional, values={first: VALUE.PRESENT, second: VALUE.PRESENT})
    closed_register(again, regional, values={first: VALUE.PRESENT, second: VALUE.ABSENT})
    found = reach(NOVEMBER, LATER)
    assert (found.total, found.professionals) == (3, 2)


def test_the_same_person_on_two_courses_is_one_person(
    course: Course, regional: Area, learner: User
) -> None:
    for _ in range(2):
        session = make_session(course, regional)
        [enrolment] = put_on(session, learner)
        closed_register(session, regional, values={enrolment: VALUE.PRESENT})
    found = reach(NOVEMBER, NOW)
    assert (found.total, found.professionals) == (2, 1)


@pytest.mark.parametrize(
    "state", [Register.State.OPEN, Register.State.REOPENED, Register.State.NOT_DELIVERED]
)
def test_only_closed_registers_count(
    workshop: Course, course: Course, school: Organisation, booker: User, learner: User, state: str
) -> None:
    count(workshop, school, booker, 28, state=state)
    session = make_session(course, school.area)
    [enrolment] = put_on(session, learner)
    closed_register(session, school.area, values={enrolment: VALUE.PRESENT}, state=state)
    found = reach(NOVEMBER, NOW)
    assert (found.rows, found.total, found.professionals) == ([], 0, 0)


@pytest.mark.parametrize("counts_as", [Course.Counts.CASCADE, Course.Counts.OPERATION])
def test_cascade_and_operations_are_not_reach(
    workshop: Course, school: Organisation, booker: User, counts_as: str
) -> None:
    Course.objects.update(counts_as=counts_as)
    count(workshop, school, booker, 28)
    assert reach(NOVEMBER, NOW).total == 0


def test_supervising_staff_are_not_counted(
    workshop: Course, school: Organisation, booker: User
) -> None:
    count(workshop, school, booker, 28)
    Register.objects.update(supervising_staff=4)
    assert reach(NOVEMBER, NOW).total == 28


@pytest.mark.parametrize(
    ("starts_at", "month"),
    [
        (datetime(2026, 11, 1, 0, 30, tzinfo=UTC), 11),  # 00:30 in London, winter
        (datetime(2026, 10, 31, 23, 59, tzinfo=UTC), 10),
        (datetime(2026, 5, 31, 23, 30, tzinfo=UTC), 6),  # 00:30 on 1 June in London, summer
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), 6),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), 7),
    ],
)
def test_a_month_is_that_of_the_start_in_london(
    workshop: Course, school: Organisation, booker: User, starts_at: datetime, month: int
) -> None:
    session = make_session(workshop, school.area, starts_at=starts_at)
    [group] = make_booking(session, school, booker, groups=1)
    closed_register(session, school.area, counts={group: 20})
    counted = {number: reach(date(2026, number, 15), LATER).total for number in range(4, 13)}
    assert {number for number, total in counted.items() if total} == {month}


def test_a_visit_counts_in_the_area_its_school_was_in(
    workshop: Course, school: Organisation, booker: User, walsall: Area
) -> None:
    count(workshop, school, booker, 28)
    Organisation.objects.update(area=walsall)
    totals = {line.label: line.total for line in reach(NOVEMBER, NOW).by_area}
    assert totals == {"Birmingham": 28, "Walsall": 0}


def test_a_joint_visit_counts_each_school_in_its_own_area(
    workshop: Course,
    school: Organisation,
    other_school: Organisation,
    booker: User,
    other_booker: User,
) -> None:
    session = make_session(workshop, school.area)
    [ours] = make_booking(session, school, booker, groups=1)
    [theirs] = make_booking(session, other_school, other_booker, groups=1)
    closed_register(session, school.area, counts={ours: 30, theirs: 25})
    totals = {line.label: line.total for line in reach(NOVEMBER, NOW).by_area}
    assert totals == {"Birmingham": 30, "Walsall": 25}


def test_every_cut_adds_up_to_the_same_whole(
    workshop: Course, course: Course, school: Organisation, booker: User, learner: User
) -> None:
    count(workshop, school, booker, 28, 30)
    count(workshop, school, booker, 12, participant=Headcount.Participant.ADULT_COMMUNITY)
    session = make_session(course, school.area)
    [enrolment] = put_on(session, learner)
    closed_register(session, school.area, values={enrolment: VALUE.PRESENT})
    found = reach(NOVEMBER, NOW)
    assert found.total == found.whole.total == 71
    assert sum(line.total for line in found.by_area) == 71
    assert sum(line.total for line in found.by_course) == 71
    assert sum(number for _, number in found.by_participant) == 71
    assert found.whole.contacts == (58, 12, 1, 0)


def test_the_number_of_queries_is_constant(
    workshop: Course, course: Course, school: Organisation, booker: User
) -> None:
    counts = []
    for size in (1, 6):
        for _ in range(size):
            count(workshop, school, booker, 28)
            session = make_session(course, school.area)
            found = put_on(session, *people(3)) if size == 1 else []
            closed_register(session, school.area, values=dict.fromkeys(found, VALUE.PRESENT))
        with CaptureQueriesContext(connection) as captured:
            assert reach_rows(NOVEMBER, NOW) == reach(NOVEMBER, NOW).rows
        counts.append(len(captured))
    assert counts == [9, 9]
