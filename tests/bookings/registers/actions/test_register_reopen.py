"""Not going ahead, and opening again."""

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from bookings.registers.actions.register import (
    close_register,
    mark_not_delivered,
    reopen_register,
)
from bookings.registers.models import Attendance, Register, RegisterMark
from bookings.registers.queries.sheet import STAFF_CELL, person_cell
from tests.cast import NOW
from tests.factories.registers import (
    attend,
    fill,
    groups_of,
    mark,
    numbers_of,
    outcomes_of,
    put_on,
    record,
)
from tests.refusals import refused
from training.enrolments.models import Enrolment
from training.events.models import Session

Value, Outcome = Attendance.Value, Enrolment.Outcome


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
    with refused("no_reason"):
        mark_not_delivered(visit, why, actor=facilitator_user, now=NOW)

    assert not Register.objects.exists()


def test_a_settled_register_is_not_settled_the_other_way(
    visit: Session, class_day: Session, facilitator_user: User
) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    mark_not_delivered(class_day, Register.Why.OTHER, actor=facilitator_user, now=NOW)

    with refused("settled"):
        mark_not_delivered(visit, Register.Why.OTHER, actor=facilitator_user, now=NOW)
    with refused("settled"):
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

    with refused("no_reason"):
        reopen_register(visit, reason=" ", actor=facilitator_user, now=NOW)

    assert Register.objects.get().state == Register.State.CLOSED


def test_opening_an_open_register_again_changes_nothing(
    visit: Session, facilitator_user: User
) -> None:
    record(visit, facilitator_user, mark(groups_of(visit)[0], 28))

    register = reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)

    assert register.state == Register.State.OPEN


def test_the_rows_are_the_fold_of_the_marks(visit: Session, facilitator_user: User) -> None:
    fill(visit, facilitator_user, 28, 30, 27)
    before = numbers_of(visit)

    reopen_register(visit, reason="number", actor=facilitator_user, now=NOW)
    close_register(visit, actor=facilitator_user, now=NOW)

    assert numbers_of(visit) == before
