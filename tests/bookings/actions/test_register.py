"""Marks, closing, not going ahead and opening again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from bookings.actions.register import (
    CLOSED_WHEN_RECEIVED,
    DisputedError,
    IncompleteError,
    MarkAnswer,
    NoReasonError,
    NotAnAnswerError,
    NotANumberError,
    NotOnRegisterError,
    SessionOffError,
    SettledError,
    TooEarlyError,
    close_register,
    mark_not_delivered,
    record_marks,
    reopen_register,
)
from bookings.fold import Cell, NewMark
from bookings.models import Attendance, Booking, Headcount, Register, RegisterMark
from bookings.queries.register import STAFF_CELL, group_cell, person_cell
from core.errors import Refusal
from tests.cast import NOW
from tests.factories.registers import (
    add_session,
    make_booking,
    make_session,
    make_visit,
    people,
    put_on,
)
from training.models import Course, Enrolment, Event, Session

pytestmark = pytest.mark.django_db(transaction=True)
Value, Outcome = Attendance.Value, Enrolment.Outcome


def mark(cell: Cell, value: object, base: UUID | None = None) -> NewMark:
    return NewMark(uuid4(), cell, str(value), base, NOW)


def groups_of(session: Session) -> list[Cell]:
    return [group_cell(group) for group in session.groups.order_by("booking", "number")]


def record(session: Session, actor: User, *marks: NewMark) -> list[MarkAnswer]:
    return record_marks(session, marks, actor=actor, now=NOW)


def fill(session: Session, actor: User, *numbers: int) -> Register:
    """Record a number for each group, and close."""
    cells = zip(groups_of(session), numbers, strict=True)
    record(session, actor, *(mark(cell, number) for cell, number in cells))
    return close_register(session, actor=actor, now=NOW)


def attend(session: Session, actor: User, values: dict[Enrolment, str]) -> Register:
    """Mark people, and close."""
    record(session, actor, *(mark(person_cell(one), value) for one, value in values.items()))
    return close_register(session, actor=actor, now=NOW)


def numbers_of(session: Session) -> list[int]:
    rows = Headcount.objects.filter(register__session=session).order_by("group")
    return list(rows.values_list("number", flat=True))


@pytest.fixture
def visit(workshop: Course, school: Organisation, booker: User) -> Session:
    """Three classes of a school; the session began an hour ago."""
    return make_visit(workshop, school, booker)


@pytest.fixture
def class_day(course: Course, regional: Area) -> Session:
    """An online course that began an hour ago."""
    return make_session(course, regional, mode=Course.Mode.ONLINE)


# Marks.


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

    with pytest.raises(DisputedError):
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
def test_a_number_that_cannot_be_is_refused_and_nothing_kept(
    visit: Session, facilitator_user: User, number: str, kind: str
) -> None:
    cell = groups_of(visit)[0] if kind == "group" else STAFF_CELL

    with pytest.raises(NotANumberError, match="whole number from 0 to 2,000"):
        record(visit, facilitator_user, mark(groups_of(visit)[1], 20), mark(cell, number))

    assert not Register.objects.exists()
    assert not RegisterMark.objects.exists()


def test_an_answer_that_is_none_is_refused(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)

    with pytest.raises(NotAnAnswerError):
        record(class_day, facilitator_user, mark(person_cell(place), "apologies"))


def test_marks_about_others_are_refused(
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

    for session, cell in [
        (visit, elsewhere),
        (visit, person_cell(place)),
        (class_day, person_cell(given_up)),
        (class_day, Cell("person", 999_999)),
        (class_day, Cell("group", 999_999)),
    ]:
        with pytest.raises(NotOnRegisterError):
            record(session, facilitator_user, mark(cell, "present"))
    assert not Register.objects.exists()


def test_the_groups_of_a_cancelled_booking_are_not_expected(
    visit: Session, other_school: Organisation, booker: User, facilitator_user: User
) -> None:
    (gone,) = make_booking(
        visit, other_school, booker, groups=1, status=Booking.Status.CANCELLED_BY_SCHOOL
    )

    with pytest.raises(NotOnRegisterError):
        record(visit, facilitator_user, mark(group_cell(gone), 20))


@pytest.mark.parametrize(("minutes", "refused"), [(61, True), (60, False), (0, False)])
def test_marks_are_taken_from_an_hour_before_the_session(
    course: Course,
    regional: Area,
    learner: User,
    facilitator_user: User,
    minutes: int,
    refused: bool,
) -> None:
    session = make_session(course, regional, starts_at=NOW + timedelta(minutes=minutes))
    (place,) = put_on(session, learner)
    present = mark(person_cell(place), Value.PRESENT)

    if refused:
        with pytest.raises(TooEarlyError, match="Wednesday 11 November 2026 at 10:01am"):
            record(session, facilitator_user, present)
    else:
        record(session, facilitator_user, present)

    assert RegisterMark.objects.exists() is not refused


@pytest.mark.parametrize("status", [Event.Status.CANCELLED, Event.Status.HELD, Event.Status.DRAFT])
def test_a_session_that_is_not_going_ahead_has_no_register(
    visit: Session, facilitator_user: User, status: str
) -> None:
    Event.objects.filter(pk=visit.event_id).update(status=status)

    with pytest.raises(SessionOffError):
        record(visit, facilitator_user, mark(groups_of(visit)[0], 28))


def test_a_cancelled_session_has_no_register(visit: Session, facilitator_user: User) -> None:
    Session.objects.filter(pk=visit.pk).update(state=Session.State.CANCELLED)

    with pytest.raises(SessionOffError):
        record(visit, facilitator_user, mark(groups_of(visit)[0], 28))


def test_marks_for_a_closed_register_are_kept_apart_until_it_is_opened_again(
    visit: Session, facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    head = RegisterMark.objects.order_by("pk")[0]
    late = mark(Cell("group", head.group_id or 0), 29, base=head.uuid)

    (answer,) = record(visit, facilitator_user, late)

    assert (answer.answer, answer.reason) == ("stored_flagged", CLOSED_WHEN_RECEIVED)
    assert RegisterMark.objects.get(uuid=late.uuid).flag == CLOSED_WHEN_RECEIVED
    assert numbers_of(visit) == [28, 30, 27]
    reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)
    assert numbers_of(visit) == [29, 30, 27]


def statements(session: Session, actor: User, marks: list[NewMark]) -> int:
    with CaptureQueriesContext(connection) as captured:
        record(session, actor, *marks)
    return len(captured)


def test_marks_take_as_many_statements_for_60_people_as_for_5(
    course: Course, regional: Area, facilitator_user: User
) -> None:
    everyone = people(60)
    counts = []
    for some in (everyone[:5], everyone):
        session = make_session(course, regional)
        places = put_on(session, *some)
        marks = [mark(person_cell(place), Value.PRESENT) for place in places]
        counts.append(statements(session, facilitator_user, marks))

    assert counts[0] == counts[1]
    assert counts[0] <= 18  # savepoint and the engine's settings of a lock included


def test_closing_takes_as_many_statements_for_60_people_as_for_5(
    course: Course, regional: Area, facilitator_user: User
) -> None:
    everyone = people(60)
    counts = []
    for some in (everyone[:1], everyone[:5], everyone):  # the first looks up types of content
        session = make_session(course, regional)
        places = put_on(session, *some)
        record(session, facilitator_user, *(mark(person_cell(one), "present") for one in places))
        with CaptureQueriesContext(connection) as captured:
            close_register(session, actor=facilitator_user, now=NOW)
        counts.append(len(captured))

    assert counts[1] == counts[2]


# Closing.


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

    with pytest.raises(IncompleteError) as refused:
        close_register(visit, actor=facilitator_user, now=NOW)

    assert str(refused.value) == (
        "Add a number for Class 9B, a number for Class 9C and an answer for Amina Rashid "
        "before you close the register."
    )
    assert Register.objects.get().state == Register.State.OPEN


def test_closing_names_only_the_first_few(class_day: Session, facilitator_user: User) -> None:
    put_on(class_day, *people(40))

    with pytest.raises(IncompleteError, match="Person 002 and 37 more"):
        close_register(class_day, actor=facilitator_user, now=NOW)


def test_a_register_is_not_closed_before_its_session_begins(
    course: Course, regional: Area, learner: User, facilitator_user: User
) -> None:
    session = make_session(course, regional, starts_at=NOW + timedelta(minutes=30))
    (place,) = put_on(session, learner)

    with pytest.raises(TooEarlyError):
        attend(session, facilitator_user, {place: Value.PRESENT})

    assert Register.objects.get().state == Register.State.OPEN


@pytest.mark.parametrize(
    ("who", "participant"),
    [
        ("pupils", Headcount.Participant.CHILD_YOUNG_PERSON),
        ("parents", Headcount.Participant.ADULT_COMMUNITY),
        ("adults", Headcount.Participant.ADULT_COMMUNITY),
        ("staff", Headcount.Participant.PROFESSIONAL),
        ("college", Headcount.Participant.UNKNOWN_AGE),
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


# What comes of people's places.


def outcomes_of(session: Session) -> list[str]:
    return list(session.event.enrolments.order_by("pk").values_list("outcome", flat=True))


def test_present_and_late_attended_and_leaving_early_is_in_part(
    class_day: Session, facilitator_user: User
) -> None:
    places = put_on(class_day, *people(4))
    values = [Value.PRESENT, Value.LATE, Value.LEFT_EARLY, Value.ABSENT]

    attend(class_day, facilitator_user, dict(zip(places, values, strict=True)))

    assert outcomes_of(class_day) == [
        Outcome.ATTENDED,
        Outcome.ATTENDED,
        Outcome.PART,
        Outcome.ABSENT,
    ]


def test_there_is_no_outcome_until_every_session_is_settled(
    class_day: Session, facilitator_user: User
) -> None:
    second = add_session(class_day, starts_at=NOW - timedelta(minutes=30))
    always, once, never = put_on(class_day, *people(3))

    attend(class_day, facilitator_user, {always: "present", once: "present", never: "absent"})
    between = outcomes_of(class_day)
    attend(second, facilitator_user, {always: "late", once: "absent", never: "absent"})

    assert set(between) == {Outcome.NONE_YET}
    assert outcomes_of(class_day) == [Outcome.ATTENDED, Outcome.PART, Outcome.ABSENT]


def test_sessions_cancelled_or_not_delivered_are_not_asked_for(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    called_off = add_session(class_day, starts_at=NOW - timedelta(minutes=50))
    missed = add_session(class_day, starts_at=NOW - timedelta(minutes=30))
    (place,) = put_on(class_day, learner)
    Session.objects.filter(pk=called_off.pk).update(state=Session.State.CANCELLED)

    attend(class_day, facilitator_user, {place: "present"})
    mark_not_delivered(missed, Register.Why.NO_ROOM, actor=facilitator_user, now=NOW)

    assert outcomes_of(class_day) == [Outcome.ATTENDED]


def test_nothing_delivered_is_no_outcome(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    put_on(class_day, learner)

    mark_not_delivered(class_day, Register.Why.NO_GROUP, actor=facilitator_user, now=NOW)

    assert outcomes_of(class_day) == [Outcome.NONE_YET]


def test_only_confirmed_places_have_an_outcome(
    class_day: Session, learner: User, stranger: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    put_on(class_day, stranger, status=Enrolment.Status.WAITING)

    attend(class_day, facilitator_user, {place: "present"})

    assert outcomes_of(class_day) == [Outcome.ATTENDED, Outcome.NONE_YET]


# Not going ahead, and opening again.


def test_a_session_that_did_not_go_ahead_counts_nothing(
    visit: Session, facilitator_user: User
) -> None:
    record(visit, facilitator_user, mark(groups_of(visit)[0], 28), mark(STAFF_CELL, 2))

    register = mark_not_delivered(visit, Register.Why.NO_ROOM, actor=facilitator_user, now=NOW)

    assert register.state == Register.State.NOT_DELIVERED
    assert (register.why_not, register.supervising_staff) == ("no_room", 0)
    assert numbers_of(visit) == []
    assert RegisterMark.objects.count() == 2


def test_saying_so_twice_is_success_twice(visit: Session, facilitator_user: User) -> None:
    for why in (Register.Why.NO_ROOM, Register.Why.OTHER):
        mark_not_delivered(visit, why, actor=facilitator_user, now=NOW)

    assert Register.objects.get().why_not == Register.Why.NO_ROOM
    assert ModelLogEntry.objects.filter(action="upstander.not_delivered").count() == 1


@pytest.mark.parametrize("why", ["", "because", "\x00"])
def test_a_reason_of_the_list_is_needed(visit: Session, facilitator_user: User, why: str) -> None:
    with pytest.raises(NoReasonError):
        mark_not_delivered(visit, why, actor=facilitator_user, now=NOW)

    assert not Register.objects.exists()


def test_a_settled_register_is_not_settled_the_other_way(
    visit: Session, class_day: Session, facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    mark_not_delivered(class_day, Register.Why.OTHER, actor=facilitator_user, now=NOW)

    with pytest.raises(SettledError):
        mark_not_delivered(visit, Register.Why.OTHER, actor=facilitator_user, now=NOW)
    with pytest.raises(SettledError):
        close_register(class_day, actor=facilitator_user, now=NOW)


def test_opening_again_keeps_the_marks_and_takes_the_outcome_back(
    class_day: Session, learner: User, coordinator: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    attend(class_day, facilitator_user, {place: "present"})

    register = reopen_register(class_day, reason="person", actor=coordinator, now=NOW)

    assert (register.state, register.closed_at) == (Register.State.REOPENED, None)
    assert outcomes_of(class_day) == [Outcome.NONE_YET]
    assert Attendance.objects.get().value == Value.PRESENT
    entry = ModelLogEntry.objects.get(action="upstander.reopen_register")
    assert (entry.user, entry.data["reason"]) == (coordinator, "person")


def test_a_corrected_register_corrects_the_outcome(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    attend(class_day, facilitator_user, {place: "present"})
    head = RegisterMark.objects.get()

    reopen_register(class_day, reason="person", actor=facilitator_user, now=NOW)
    record(class_day, facilitator_user, mark(person_cell(place), "absent", base=head.uuid))
    close_register(class_day, actor=facilitator_user, now=NOW)

    assert outcomes_of(class_day) == [Outcome.ABSENT]


def test_a_session_said_not_to_have_gone_ahead_can_be_opened_again(
    visit: Session, facilitator_user: User
) -> None:
    record(visit, facilitator_user, mark(groups_of(visit)[0], 28))
    mark_not_delivered(visit, Register.Why.OTHER, actor=facilitator_user, now=NOW)

    register = reopen_register(visit, reason="delivered", actor=facilitator_user, now=NOW)

    assert (register.state, register.why_not) == (Register.State.REOPENED, "")
    assert numbers_of(visit) == [28]


def test_opening_again_needs_a_reason(visit: Session, facilitator_user: User) -> None:
    fill(visit, facilitator_user, 28, 30, 27)

    with pytest.raises(NoReasonError):
        reopen_register(visit, reason=" ", actor=facilitator_user, now=NOW)

    assert Register.objects.get().state == Register.State.CLOSED


def test_opening_an_open_register_again_changes_nothing(
    visit: Session, facilitator_user: User
) -> None:
    record(visit, facilitator_user, mark(groups_of(visit)[0], 28))

    register = reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)

    assert register.state == Register.State.OPEN


def test_every_refusal_is_a_sentence(visit: Session) -> None:
    refusals: list[type[Refusal]] = [
        NotOnRegisterError,
        NotANumberError,
        NotAnAnswerError,
        SessionOffError,
        DisputedError,
        SettledError,
        NoReasonError,
    ]

    assert all(str(refusal()).endswith(".") for refusal in refusals)


def test_the_rows_are_the_fold_of_the_marks(visit: Session, facilitator_user: User) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    before = numbers_of(visit)

    reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)
    close_register(visit, actor=facilitator_user, now=NOW)

    assert numbers_of(visit) == before
