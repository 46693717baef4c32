"""Each rule about the rota finds the fault it is for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bookings.rota.models import Assignment, Facilitator
from tests.factories.assurance import DBS
from tests.factories.registers import add_session, give
from tests.faults import found, unguarded
from training.events.models import Session


def displace(session: Session, facilitator: Facilitator) -> str:
    give(session, facilitator)
    Assignment.objects.update(ends_at=session.ends_at + timedelta(minutes=5))
    return session.ref


def overlap(session: Session, facilitator: Facilitator) -> str:
    with unguarded(Assignment, "assignment_no_overlap"):
        give(session, facilitator)
        later = add_session(session, starts_at=session.starts_at + timedelta(hours=2))
        give(later, facilitator)
        Assignment.objects.filter(session=later).update(starts_at=session.starts_at)
    return session.ref


def let_an_earlier_check_count(session: Session, facilitator: Facilitator) -> str:
    facilitator.checks.filter(kind=DBS).update(is_current=False)
    return facilitator.user.ref


PLANTS: dict[str, Callable[[Session, Facilitator], str]] = {
    "assignment-keeps-its-sessions-time": displace,
    "nobody-is-in-two-places": overlap,
    "the-last-check-counts": let_an_earlier_check_count,
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, class_day: Session, facilitator: Facilitator) -> None:
    assert found(name) == []

    offender = PLANTS[name](class_day, facilitator)

    assert offender in found(name)
