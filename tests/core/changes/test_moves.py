"""States follow each other along a table, in every model that has any."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.models import Membership, Organisation
from bookings.registers.models import Register
from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from core.changes.moves import NEW, StatefulModel
from tests.refusals import refused
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

OURS = {"accounts", "core", "training", "bookings", "certificates", "cms", "people", "reports"}
# Whose state is what others say it is: it may be anything at any time.
TOLD_BY_OTHERS = {Organisation}  # the register of schools


def with_states() -> list[type[models.Model]]:
    """The house's models that have a state, as their list of choices shows."""
    mine = [row for row in apps.get_models() if row.__module__.split(".")[0] in OURS]
    return [row for row in mine if hasattr(row, "Status") or hasattr(row, "State")]


@pytest.mark.parametrize("model", with_states(), ids=lambda model: model.__name__)
def test_every_state_is_in_a_table_of_moves(model: type[models.Model]) -> None:
    if model in TOLD_BY_OTHERS:
        return
    assert issubclass(model, StatefulModel)
    states: Any = model._meta.get_field(model.STATE_FIELD)
    known = {value for value, _ in states.choices}
    named = {state for onward in model.MOVES.values() for state in onward}
    assert set(model.MOVES) - {NEW} <= known
    assert named | {states.get_default()} - {NEW} == known, "a state nothing leads to"
    assert all(state not in onward for state, onward in model.MOVES.items())


@pytest.mark.parametrize(
    ("row", "forbidden"),
    [
        (Event(status=Event.Status.CANCELLED), Event.Status.SCHEDULED),
        (Session(state=Session.State.CANCELLED), Session.State.PLANNED),
        (Enrolment(status=Enrolment.Status.CONFIRMED), Enrolment.Status.AWAITING_APPROVAL),
        (Enrolment(status=Enrolment.Status.CANCELLED), Enrolment.Status.CONFIRMED),
        (Enrolment(), Enrolment.Status.CANCELLED),
        (Booking(status=Booking.Status.DECLINED), Booking.Status.REQUESTED),
        (Assignment(state=Assignment.State.RELEASED), Assignment.State.ACCEPTED),
        (Membership(state=Membership.State.LEFT), Membership.State.ACTIVE),
    ],
)
def test_what_the_table_does_not_allow_is_refused(row: StatefulModel, forbidden: str) -> None:
    before = getattr(row, row.STATE_FIELD)

    with refused("forbidden_move"):
        row.become(forbidden)

    assert getattr(row, row.STATE_FIELD) == before


def test_a_row_takes_the_next_state() -> None:
    row = Enrolment(status=Enrolment.Status.OFFERED)

    row.become(Enrolment.Status.CONFIRMED)

    assert row.status == Enrolment.Status.CONFIRMED


# A constraint cannot name a set of its own class, so it spells the states out.
SPELLED = {
    "enrolment_once_while_active": Enrolment.ACTIVE,
    "enrolment_offer_has_an_end": Enrolment.PROVISIONAL,
    "enrolment_held_until": Enrolment.PROVISIONAL,
    "register_takes_marks": Register.TAKES_MARKS,
    "assignment_once_while_holding": Assignment.HOLDING,
    "booking_has_an_event_once_offered": (Booking.Status.OFFERED, *Booking.SETTLED),
}


def spelled_by(condition: Q) -> set[str]:
    """The states that a condition lists."""
    found: set[str] = set()
    for part in condition.children:
        if isinstance(part, Q):
            found |= spelled_by(part)
        elif isinstance(part, tuple) and part[0] in {"status__in", "state__in"}:
            found |= set(part[1])
    return found


def test_constraints_spell_the_same_sets() -> None:
    found = {
        one.name: spelled_by(condition)
        for model in apps.get_models()
        if issubclass(model, StatefulModel)
        for one in (*model._meta.constraints, *model._meta.indexes)
        if isinstance(condition := getattr(one, "condition", None), Q)
        and spelled_by(condition)
        and not one.name.endswith("_is_known")  # made from the choices themselves
    }

    assert found == {name: set(states) for name, states in SPELLED.items()}
