"""Marks about people who came without a place."""

import pytest

from accounts.models import Area, User
from bookings.registers.actions.mark import MOST_WALK_INS
from bookings.registers.models import RegisterMark, WalkIn
from bookings.registers.rules.fold import WALK_IN, Cell
from tests.factories.registers import make_session, mark, record, walk_in
from training.courses.models import Course
from training.events.models import Session

Flag = RegisterMark.Flag


def test_somebody_without_a_place_is_added_by_name_and_address(
    class_day: Session, facilitator_user: User
) -> None:
    (answer,) = record(class_day, facilitator_user, walk_in("Ola Nowak", "Ola@work.example"))

    assert answer.answer == "stored"
    row = WalkIn.objects.get()
    assert (row.name, row.email, row.value) == ("Ola Nowak", "ola@work.example", "present")


def test_somebody_added_on_two_phones_is_one(
    class_day: Session, facilitator_user: User, other_facilitator_user: User
) -> None:
    record(class_day, facilitator_user, walk_in("Ola Nowak", "ola@work.example"))
    record(class_day, other_facilitator_user, walk_in("O. Nowak", "OLA@work.example"))

    row = WalkIn.objects.get()
    assert (row.name, row.is_disputed) == ("Ola Nowak", False)
    names = RegisterMark.objects.order_by("pk").values_list("name_given", flat=True)
    assert list(names) == ["Ola Nowak", "O. Nowak"]


def test_somebody_added_by_mistake_is_marked_absent(
    class_day: Session, facilitator_user: User
) -> None:
    first = walk_in("Ola Nowak", "ola@work.example")
    record(class_day, facilitator_user, first)
    cell = Cell(WALK_IN, WalkIn.objects.get().pk)

    record(class_day, facilitator_user, mark(cell, "absent", base=first.uuid))

    assert WalkIn.objects.get().value == "absent"


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("", "ola@work.example"),
        ("Ola", "ola"),
        ("Ola", ""),
        ("x" * 121, "ola@work.example"),
        ("Ola", f"ola@{'.'.join(['work' * 15] * 4)}.example"),  # right, and longer than any is
    ],
)
def test_half_a_person_is_no_mark(
    class_day: Session, facilitator_user: User, name: str, email: str
) -> None:
    (answer,) = record(class_day, facilitator_user, walk_in(name, email))

    assert (answer.answer, answer.reason) == ("refused", "not_a_name")
    assert not WalkIn.objects.exists()


def test_no_name_is_kept_at_a_visit(visit: Session, facilitator_user: User) -> None:
    (answer,) = record(visit, facilitator_user, walk_in("Sam Child", "sam@home.example"))

    assert (answer.answer, answer.reason) == ("stored_flagged", Flag.NOT_BY_NAME)
    assert not WalkIn.objects.exists()
    row = RegisterMark.objects.get()
    assert (row.value, row.name_given, row.walk_in) == ("present", "", None)


def test_a_register_has_room_for_a_hundred_people_without_a_place(
    class_day: Session, facilitator_user: User
) -> None:
    many = [walk_in(f"Person {one}", f"person{one}@work.example") for one in range(101)]

    answers = record(class_day, facilitator_user, *many)

    assert WalkIn.objects.count() == MOST_WALK_INS == 100
    assert [one.reason for one in answers if one.answer == "refused"] == ["too_many"]


def test_walk_ins_that_are_not_of_this_register_are_about_nobody(
    class_day: Session, course: Course, regional: Area, facilitator_user: User
) -> None:
    elsewhere = make_session(course, regional)
    record(elsewhere, facilitator_user, walk_in("Ola Nowak", "ola@work.example"))
    cell = Cell(WALK_IN, WalkIn.objects.get().pk)

    (answer,) = record(class_day, facilitator_user, mark(cell, "absent"))

    assert answer.reason == Flag.UNKNOWN_CELL
    assert WalkIn.objects.get().value == "present"
