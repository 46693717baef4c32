"""Each rule about evaluations finds the fault it is for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from bookings.evaluation.models import Evaluation
from tests.cast import NOW
from tests.factories.evaluation import QuestionFactory
from tests.factories.registers import put_on
from tests.faults import found
from training.enrolments.models import Enrolment
from training.events.models import Event, Session


def answer_without_place(enrolment: Enrolment) -> str:
    Evaluation.objects.create(enrolment=enrolment, answered_at=NOW)
    assert found("answers-are-of-those-on-it") == []
    Enrolment.objects.update(status=Enrolment.Status.DECLINED)
    return Evaluation.objects.get().ref


def nobody_asks(enrolment: Enrolment) -> str:
    """Somebody who came yesterday, of whom the worker does not know."""
    QuestionFactory()
    ends_at = NOW - timedelta(days=1)
    Event.objects.update(starts_at=ends_at - timedelta(hours=2), ends_at=ends_at)
    Enrolment.objects.update(outcome=Enrolment.Outcome.ATTENDED, feedback_due=False)
    return enrolment.ref


PLANTS: dict[str, Callable[[Enrolment], str]] = {
    "answers-are-of-those-on-it": answer_without_place,
    "who-came-is-asked": nobody_asks,
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, class_day: Session, learner: User) -> None:
    (enrolment,) = put_on(class_day, learner)
    assert found(name) == []

    offender = PLANTS[name](enrolment)

    assert offender in found(name)
