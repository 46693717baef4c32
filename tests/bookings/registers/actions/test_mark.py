"""Marks are stored first and judged after: kinds of people, walk-ins, lost rights, devices."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from accounts.models import Area, Organisation, User
from bookings.registers.actions.mark import MOST_AT_ONCE, record_marks
from bookings.registers.actions.register import close_register, reopen_register
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.registers.queries.sheet import group_cell, person_cell, register_of, sheet_of
from bookings.registers.rules.fold import Cell
from bookings.visits.models import BookingGroup
from tests.cast import NOW
from tests.factories.registers import (
    attend,
    fill,
    groups_of,
    make_booking,
    make_session,
    mark,
    numbers_of,
    put_on,
    record,
)
from tests.refusals import refused
from training.courses.models import Course
from training.events.models import Event, Session

Flag = RegisterMark.Flag


@pytest.fixture
def mixed(workshop: Course, school: Organisation, booker: User) -> BookingGroup:
    """One class of Years 7 and 8 at a school, an hour ago."""
    session = make_session(workshop, school.area, entry=Event.Entry.RESERVED)
    (group,) = make_booking(session, school, booker, groups=1, year_group="Y7 to Y8")
    return group


def session_of(group: BookingGroup) -> Session:
    assert group.session is not None
    return group.session


def rows_of(session: Session) -> list[tuple[str, int, bool]]:
    rows = Headcount.objects.filter(register__session=session).order_by("pk")
    return list(rows.values_list("people_kind", "number", "is_estimated"))


def pending_of(session: Session) -> list[Cell]:
    return sheet_of(session, register_of(session)).pending


# Groups and kinds.


def test_a_mixed_group_has_a_number_for_each_year(
    mixed: BookingGroup, facilitator_user: User
) -> None:
    session = session_of(mixed)
    record(session, facilitator_user, mark(group_cell(mixed, "Y7"), 12))

    with refused("incomplete", match="a number for Class 9A, Year 8"):
        close_register(session, actor=facilitator_user, now=NOW)
    record(session, facilitator_user, mark(group_cell(mixed, "Y8"), 15, is_estimated=True))
    close_register(session, actor=facilitator_user, now=NOW)

    assert rows_of(session) == [("Y7", 12, False), ("Y8", 15, True)]


def test_one_number_of_unknown_age_stands_for_a_whole_group(
    workshop: Course, school: Organisation, booker: User, facilitator_user: User
) -> None:
    session = make_session(workshop, school.area, entry=Event.Entry.RESERVED)
    (group,) = make_booking(session, school, booker, groups=1, who="college")

    with refused("incomplete", match="aged 16 and 17, a number for .*aged 25 and over"):
        close_register(session, actor=facilitator_user, now=NOW)
    added = mark(group_cell(group, "unknown"), 20, is_added=True)
    record(session, facilitator_user, added)
    close_register(session, actor=facilitator_user, now=NOW)

    assert Headcount.objects.get().participant == "unknown_age"


def test_college_students_are_counted_by_band(
    workshop: Course, school: Organisation, booker: User, facilitator_user: User
) -> None:
    session = make_session(workshop, school.area, entry=Event.Entry.RESERVED)
    (group,) = make_booking(session, school, booker, groups=1, who="college")

    numbers = zip(group.kinds, (8, 5, 4), strict=True)
    marks = [mark(group_cell(group, kind), number) for kind, number in numbers]
    record(session, facilitator_user, *marks)
    close_register(session, actor=facilitator_user, now=NOW)

    rows = Headcount.objects.order_by("pk").values_list("age_band", "participant", "number")
    assert list(rows) == [
        ("16-17", "child_young_person", 8),
        ("18-24", "child_young_person", 5),
        ("25+", "adult_community", 4),
    ]


def test_a_kind_the_group_was_not_booked_with_is_stored_and_looked_at_first(
    visit: Session, facilitator_user: User
) -> None:
    group = visit.groups.order_by("number")[0]
    other = group_cell(group, "Y10")
    record(visit, facilitator_user, *(mark(cell, 20) for cell in groups_of(visit)))
    stray = mark(other, 3)

    (answer,) = record(visit, facilitator_user, stray)

    assert (answer.answer, answer.reason) == ("stored_flagged", Flag.OTHER_KIND)
    assert (numbers_of(visit), pending_of(visit)) == ([20, 20, 20], [other])
    with refused("not_looked_at", match="Class 9A, Year 10"):
        close_register(visit, actor=facilitator_user, now=NOW)
    seen = [mark(other, 3, base=base, is_added=True) for base in (None, stray.uuid)]
    record(visit, facilitator_user, *seen)
    close_register(visit, actor=facilitator_user, now=NOW)
    assert sorted(numbers_of(visit)) == [3, 20, 20, 20]
    assert RegisterMark.objects.get(uuid=stray.uuid).flag == Flag.OTHER_KIND


def test_a_kind_that_is_added_counts_at_once_and_so_does_its_correction(
    visit: Session, facilitator_user: User
) -> None:
    cell = group_cell(visit.groups.order_by("number")[0], "parents")
    first = mark(cell, 4, is_added=True)

    record(visit, facilitator_user, first)
    (answer,) = record(visit, facilitator_user, mark(cell, 5, base=first.uuid))

    assert answer.answer == "stored"
    assert rows_of(visit) == [("parents", 5, False)]
    assert Headcount.objects.get().participant == "adult_community"


def test_a_kind_nobody_knows_is_no_mark(visit: Session, facilitator_user: User) -> None:
    group = visit.groups.order_by("number")[0]

    (answer,) = record(visit, facilitator_user, mark(Cell("group", group.pk, "Y99"), 3))

    assert (answer.answer, answer.reason) == ("refused", "not_a_mark")


def test_the_year_a_group_was_booked_with_may_change_under_a_mark(
    visit: Session, facilitator_user: User
) -> None:
    group = visit.groups.order_by("number")[0]
    BookingGroup.objects.filter(pk=group.pk).update(year_group="Y10")

    (answer,) = record(visit, facilitator_user, mark(group_cell(group, "Y9"), 20))

    assert answer.reason == Flag.OTHER_KIND
    assert pending_of(visit) == [group_cell(group, "Y9")]


# Rights, time, and what a device says.


def test_marks_of_somebody_who_lost_the_session_wait_to_be_looked_at(
    visit: Session, facilitator_user: User, other_facilitator_user: User
) -> None:
    first, *rest = groups_of(visit)
    theirs = mark(first, 31)

    (answer,) = record_marks(
        visit, [theirs], actor=other_facilitator_user, now=NOW, lost_right=True
    )

    assert (answer.answer, answer.reason) == ("stored_flagged", Flag.LOST_RIGHT)
    assert numbers_of(visit) == []
    record(visit, facilitator_user, *(mark(cell, 20) for cell in rest))
    with refused("not_looked_at"):
        close_register(visit, actor=facilitator_user, now=NOW)
    record(visit, facilitator_user, mark(first, 30), mark(first, 30, base=theirs.uuid))
    close_register(visit, actor=facilitator_user, now=NOW)
    assert sorted(numbers_of(visit)) == [20, 20, 30]


def test_marks_of_somebody_who_lost_it_do_not_enter_a_register_that_is_opened_again(
    visit: Session, facilitator_user: User, other_facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    head = RegisterMark.objects.order_by("pk")[0]
    late = mark(groups_of(visit)[0], 99, base=head.uuid)
    record_marks(visit, [late], actor=other_facilitator_user, now=NOW, lost_right=True)

    reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)

    assert numbers_of(visit) == [28, 30, 27]
    assert pending_of(visit) == [groups_of(visit)[0]]


def test_what_the_device_says_of_itself_is_kept_and_decides_nothing(
    visit: Session, facilitator_user: User
) -> None:
    cell = groups_of(visit)[0]
    first = mark(cell, 28, device="phone 1", sequence=7, clock_offset=-172_800)
    later = replace(
        mark(cell, 30, base=first.uuid, device="phone 2", sequence=1),
        captured_at=datetime(1970, 1, 1, tzinfo=UTC),
    )

    record(visit, facilitator_user, first, later)

    row = RegisterMark.objects.get(uuid=first.uuid)
    assert (row.device, row.device_sequence, row.clock_offset) == ("phone 1", 7, -172_800)
    assert (row.captured_at, row.received_at) == (NOW, NOW)
    assert (row.captured_by, row.uploaded_by) == (facilitator_user, facilitator_user)
    assert numbers_of(visit) == [30]


@pytest.mark.parametrize(
    "more",
    [
        {"device": "x" * 37},
        {"device": "\x00"},
        {"sequence": -1},
        {"sequence": 2**63},
        {"clock_offset": 2**40},
    ],
)
def test_what_no_row_can_hold_is_no_mark(
    visit: Session, facilitator_user: User, more: dict[str, object]
) -> None:
    (answer,) = record(visit, facilitator_user, mark(groups_of(visit)[0], 28, **more))

    assert (answer.answer, answer.reason) == ("refused", "not_a_mark")


def test_times_of_coming_and_going_are_kept_with_the_person(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    late = mark(person_cell(place), "late", arrived_at=time(9, 20), left_at=time(9, 50))

    record(class_day, facilitator_user, late)

    row = Attendance.objects.get()
    assert (row.value, row.arrived_at, row.left_at) == ("late", time(9, 20), time(9, 50))


def test_two_who_differ_about_the_time_are_a_dispute(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    cell = person_cell(place)

    for minute in (20, 40):
        record(class_day, facilitator_user, mark(cell, "late", arrived_at=time(9, minute)))

    assert Attendance.objects.get().is_disputed


def test_ten_thousand_at_once_are_refused_with_a_sentence(
    visit: Session, facilitator_user: User
) -> None:
    cell = groups_of(visit)[0]

    with refused("too_many_marks", match="10,000 answers at once. Send 2,000 or fewer"):
        record(visit, facilitator_user, *(mark(cell, 1) for _ in range(10_000)))

    assert not RegisterMark.objects.exists()
    assert MOST_AT_ONCE == 2_000


# What closing copies.


def test_a_later_change_of_course_or_organisation_moves_nothing_counted(
    visit: Session, school: Organisation, walsall: Area, birmingham: Area, facilitator_user: User
) -> None:
    Course.objects.update(workstream="education", yef_strand="Relationships", counts_as="reach")
    Organisation.objects.filter(pk=school.pk).update(kind="school", phase="Secondary")
    visit = Session.objects.get(pk=visit.pk)
    fill(visit, facilitator_user, 28, 30, 27)
    before = copies_of(visit)

    Course.objects.update(workstream="sport", yef_strand="", counts_as="operation")
    Event.objects.update(tier="tertiary")
    Organisation.objects.update(kind="other", phase="Primary", area=walsall)
    head = RegisterMark.objects.order_by("pk")[0]
    reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)
    record(visit, facilitator_user, mark(groups_of(visit)[0], 29, base=head.uuid))
    close_register(visit, actor=facilitator_user, now=NOW)

    assert numbers_of(visit) == [29, 30, 27]
    assert copies_of(visit) == before
    assert before == (
        ("education", "Relationships", "primary", "reach", 1, birmingham.pk),
        {("school", "Secondary", birmingham.pk)},
    )


def copies_of(session: Session) -> tuple[object, object]:
    register = Register.objects.filter(session=session).values_list(
        *("workstream", "strand", "tier", "counts_as", "counting_edition", "delivered_area")
    )
    groups = Headcount.objects.filter(register__session=session)
    return register[0], set(groups.values_list("organisation_kind", "phase", "area"))


def test_where_a_person_worked_is_copied_too(
    class_day: Session, learner: User, school: Organisation, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    place.organisation, place.area = school, school.area
    place.save()

    attend(class_day, facilitator_user, {place: "present"})
    Organisation.objects.update(kind="other")

    row = Attendance.objects.get()
    assert (row.area, row.organisation_kind) == (school.area, "school")


# Nothing counts before the end.


def test_a_register_closed_early_says_nothing_of_anyone_before_the_end(
    course: Course, regional: Area, learner: User, facilitator_user: User
) -> None:
    session = make_session(course, regional, starts_at=NOW - timedelta(minutes=20))
    (place,) = put_on(session, learner)

    register = attend(session, facilitator_user, {place: "present"})

    place.refresh_from_db()
    assert (register.state, register.outcomes_due_at) == ("closed", session.ends_at)
    assert place.outcome == ""
