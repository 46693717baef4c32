"""Each rule about evaluations finds the fault it is for."""

from collections.abc import Callable

import pytest

from accounts.models import User
from bookings.evaluation.models import Evaluation
from tests.cast import NOW
from tests.factories.registers import put_on
from tests.faults import found
from training.enrolments.models import Enrolment
from training.events.models import Session


def answer_without_place(enrolment: Enrolment) -> str:
    Evaluation.objects.create(enrolment=enrolment, answered_at=NOW)
    assert found("answers-are-of-those-on-it") == []
    Enrolment.objects.update(status=Enrolment.Status.DECLINED)
    return Evaluation.objects.get().ref


PLANTS: dict[str, Callable[[Enrolment], str]] = {"answers-are-of-those-on-it": answer_without_place}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, class_day: Session, learner: User) -> None:
    (enrolment,) = put_on(class_day, learner)
    assert found(name) == []

    offender = PLANTS[name](enrolment)

    assert offender in found(name)
