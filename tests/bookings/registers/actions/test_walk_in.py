"""Somebody who came without a place is given theirs once they have an account."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Area, User
from bookings.registers.actions.register import close_register
from bookings.registers.actions.walk_in import give_place
from bookings.registers.models import Attendance, Register, WalkIn
from bookings.registers.queries.walk_in import walk_ins_known
from certificates.papers.queries.certificate import certificates_due
from core.changes.invariants import check
from reports.queries.reach import reach
from tests.cast import NOW, make_person
from tests.factories.registers import (
    add_session,
    attend,
    make_session,
    outcomes_of,
    people,
    put_on,
    record,
    walk_in,
)
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

NOVEMBER = date(2026, 11, 1)
EMAIL = "ola@work.example"


@pytest.fixture
def ola(class_day: Session, facilitator_user: User) -> WalkIn:
    """Ola Nowak came to the course without a place; the register is closed."""
    record(class_day, facilitator_user, walk_in("Ola Nowak", EMAIL))
    close_register(class_day, actor=facilitator_user, now=NOW)
    return WalkIn.objects.get()


def confirm(email: str = EMAIL, *, verified: bool = True) -> User:
    person = make_person(email, "Ola Nowak")
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"verified": verified, "primary": True}
    )
    return person


def test_who_has_an_account_is_a_task_by_name(ola: WalkIn) -> None:
    before = list(walk_ins_known(NOW))
    confirm("Ola@work.example")

    assert (before, list(walk_ins_known(NOW))) == ([], [ola])


def test_an_address_nobody_confirmed_is_nobodys(ola: WalkIn, coordinator: User) -> None:
    confirm(verified=False)

    assert not walk_ins_known(NOW).exists()
    with refused("no_account"):
        give_place(ola, actor=coordinator, now=NOW)


def test_the_place_says_that_they_came_and_a_certificate_follows(
    ola: WalkIn, class_day: Session, coordinator: User
) -> None:
    before = reach(NOVEMBER, NOW)
    person = confirm()

    row = give_place(ola, actor=coordinator, now=NOW)

    assert (row.person, row.status, row.outcome) == (person, "confirmed", "attended")
    assert Attendance.objects.get().enrolment == row
    assert [one.pk for one in certificates_due(NOW)] == [row.pk]
    after = reach(NOVEMBER, NOW)
    assert (before.total, before.professionals) == (after.total, after.professionals) == (1, 1)
    assert not walk_ins_known(NOW).exists()
    assert [one.rule.name for one in check(NOW) if not one.holds] == []


def test_twice_is_success_twice(ola: WalkIn, coordinator: User) -> None:
    confirm()

    rows = [give_place(ola, actor=coordinator, now=NOW) for _ in range(2)]

    assert rows[0] == rows[1]
    assert Enrolment.objects.count() == 1


def test_a_full_date_grows_by_the_chair_that_was_found(
    ola: WalkIn, class_day: Session, coordinator: User
) -> None:
    Event.objects.update(capacity=0)
    confirm()

    give_place(WalkIn.objects.get(), actor=coordinator, now=NOW)

    event = Event.objects.get()
    assert (event.capacity, event.places_taken) == (1, 1)


def test_who_was_on_the_list_and_went_unnoticed_is_put_right(
    class_day: Session, facilitator_user: User, coordinator: User
) -> None:
    person = confirm()
    (place,) = put_on(class_day, person)
    Event.objects.update(places_taken=1)
    record(class_day, facilitator_user, walk_in("Ola Nowak", EMAIL, "late"))
    attend(class_day, facilitator_user, {place: "absent"})

    row = give_place(WalkIn.objects.get(), actor=coordinator, now=NOW)

    assert row == place
    assert Attendance.objects.get().value == "late"
    assert outcomes_of(class_day) == ["attended"]
    assert reach(NOVEMBER, NOW).total == 1


def test_who_is_on_the_list_and_added_too_is_counted_once(
    class_day: Session, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, confirm())
    record(class_day, facilitator_user, walk_in("Ola Nowak", EMAIL))

    attend(class_day, facilitator_user, {place: "present"})

    found = reach(NOVEMBER, NOW)
    assert (found.total, found.professionals) == (1, 1)


def test_a_date_of_several_sessions_says_absent_where_nobody_noted_them(
    course: Course, regional: Area, facilitator_user: User, coordinator: User
) -> None:
    first = make_session(course, regional, starts_at=NOW - timedelta(hours=4))
    second = add_session(first, starts_at=NOW - timedelta(hours=2))
    record(second, facilitator_user, walk_in("Ola Nowak", EMAIL))
    for session in (first, second):
        close_register(session, actor=facilitator_user, now=NOW)
    confirm()

    row = give_place(WalkIn.objects.get(), actor=coordinator, now=NOW)

    values = Attendance.objects.order_by("register__session__number").values_list(
        "value", flat=True
    )
    assert (list(values), row.outcome) == (["absent", "present"], "part")


def test_not_before_the_end_of_the_date(
    course: Course, regional: Area, facilitator_user: User, coordinator: User
) -> None:
    session = make_session(course, regional, starts_at=NOW - timedelta(minutes=20))
    record(session, facilitator_user, walk_in("Ola Nowak", EMAIL))
    close_register(session, actor=facilitator_user, now=NOW)
    confirm()

    assert not walk_ins_known(NOW).exists()
    with refused("not_over"):
        give_place(WalkIn.objects.get(), actor=coordinator, now=NOW)
    assert not Enrolment.objects.exists()


def test_a_place_that_was_never_settled_is_settled_first(
    ola: WalkIn, class_day: Session, coordinator: User
) -> None:
    put_on(class_day, confirm(), status=Enrolment.Status.WAITING)

    with refused("already_enrolled"):
        give_place(ola, actor=coordinator, now=NOW)


def test_an_open_register_is_brought_up_to_date(
    ola: WalkIn, class_day: Session, facilitator_user: User, coordinator: User
) -> None:
    Register.objects.update(state=Register.State.REOPENED)
    put_on(class_day, *people(1))
    confirm()

    row = give_place(ola, actor=coordinator, now=NOW)

    assert Attendance.objects.get().enrolment == row
    assert row.outcome == ""
