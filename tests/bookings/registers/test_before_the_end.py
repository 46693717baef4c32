"""A register that was closed while its session was running counts for nothing before the end."""

from datetime import date, timedelta

import pytest

from accounts.models import Area, User
from bookings.evaluation.models import Question
from bookings.evaluation.queries.evaluation import evaluations_due
from bookings.registers.actions.attendance_result import write_outcomes
from bookings.registers.actions.register import reopen_register
from bookings.registers.models import Register
from bookings.registers.queries.no_show import no_shows_due
from bookings.registers.queries.register import outcomes_due
from core.changes.invariants import check
from reports.queries.reach import reach
from tests.cast import NOW
from tests.factories.evaluation import QuestionFactory
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
from tests.faults import found
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.queries.attendance_result import came_to
from training.events.models import Session

END = NOW + timedelta(minutes=40)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def running(course: Course, regional: Area) -> Session:
    """A course for professionals that began twenty minutes ago and ends in forty."""
    QuestionFactory.create(course=None, kind=Question.Kind.SCALE)
    return make_session(course, regional, starts_at=NOW - timedelta(minutes=20))


@pytest.fixture
def places(running: Session, facilitator_user: User) -> list[Enrolment]:
    """One who came and one who did not, the register closed early; somebody had no place."""
    rows = put_on(running, *people(2))
    running.event.places_taken = 2
    running.event.save()
    record(running, facilitator_user, walk_in("Ola Nowak", "ola@work.example"))
    attend(running, facilitator_user, {rows[0]: "present", rows[1]: "absent"})
    return rows


def finish() -> None:
    """The worker's round after the end."""
    for register in outcomes_due(END):
        write_outcomes(register, END)


def test_nobody_has_an_outcome_before_the_end(running: Session, places: list[Enrolment]) -> None:
    before = outcomes_of(running)
    assert not outcomes_due(END - timedelta(seconds=1)).exists()

    finish()

    assert (before, outcomes_of(running)) == (["", ""], ["attended", "absent"])
    assert not outcomes_due(END).exists()


def test_nobody_is_counted_before_the_end(places: list[Enrolment]) -> None:
    running, over = reach(NOVEMBER, END - timedelta(seconds=1)), reach(NOVEMBER, END)

    assert (running.total, running.professionals) == (0, 0)
    assert (over.total, over.professionals) == (2, 2)


def test_nobody_is_asked_how_it_was_before_the_end(places: list[Enrolment]) -> None:
    before = list(evaluations_due(END - timedelta(seconds=1)))

    finish()

    assert (before, [row.pk for row in evaluations_due(END)]) == ([], [places[0].pk])


def test_an_outcome_that_came_too_early_asks_nobody(places: list[Enrolment]) -> None:
    Enrolment.objects.update(outcome="attended")

    assert not evaluations_due(END - timedelta(seconds=1)).exists()
    assert set(found("nothing-before-the-end")) == {one.ref for one in places}


def test_nobody_has_stayed_away_before_the_end(places: list[Enrolment]) -> None:
    late = END + timedelta(hours=1)
    assert not no_shows_due(late).exists()

    finish()

    assert [row.pk for row in no_shows_due(late)] == [places[1].pk]


def test_how_many_came_is_not_known_before_the_end(
    running: Session, places: list[Enrolment]
) -> None:
    before = came_to([running.event])

    finish()

    assert (before, came_to([running.event])) == ({}, {running.event_id: 1})


def test_opened_again_before_the_end_it_says_nothing_afterwards(
    running: Session, places: list[Enrolment], facilitator_user: User
) -> None:
    reopen_register(running, reason="early", actor=facilitator_user, now=NOW)

    finish()

    assert outcomes_of(running) == ["", ""]
    assert Register.objects.get().outcomes_due_at is None


def test_a_session_that_ends_later_than_it_did_waits_for_its_new_end(
    running: Session, places: list[Enrolment]
) -> None:
    Session.objects.update(ends_at=END + timedelta(hours=1))

    finish()

    assert outcomes_of(running) == ["", ""]
    assert Register.objects.get().outcomes_due_at == END + timedelta(hours=1)


def test_the_last_session_of_several_decides(
    running: Session, learner: User, facilitator_user: User
) -> None:
    second = add_session(running, starts_at=NOW - timedelta(minutes=10))
    (place,) = put_on(running, learner)
    attend(second, facilitator_user, {place: "present"})
    attend(running, facilitator_user, {place: "present"})

    finish()
    between = outcomes_of(running)
    for register in outcomes_due(END + timedelta(hours=1)):
        write_outcomes(register, END + timedelta(hours=1))

    assert (between, outcomes_of(running)) == ([""], ["attended"])


def test_every_rule_holds_before_at_and_after_the_end(places: list[Enrolment]) -> None:
    for now in (NOW, END):
        assert [one.rule.name for one in check(now) if not one.holds] == []
    finish()
    assert [one.rule.name for one in check(END) if not one.holds] == []
