"""Whatever people, the office and the worker do in whatever order: what must hold, holds."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.evidence import IS_FULL, size
from tests.races import any_order

pytestmark = [pytest.mark.evidence, pytest.mark.django_db]
RUNS, STEPS = size(16, 100), size(20, 30)


def test_every_invariant_holds_after_each_step(record: Callable[..., None]) -> None:
    any_order.tally.clear()
    run_state_machine_as_test(
        any_order.AnyOrder,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate, *([Phase.shrink] if IS_FULL else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )

    record("any-order", runs=RUNS, steps=STEPS, **dict(sorted(any_order.tally.items())))
    done = {"accept_offer", "join_waiting_list", "set_capacity", "move_event"}
    often = {"move_enrolment", "substitute", "decline_offer", "cancel_event", "approve_enrolment"}
    assert done | (often if IS_FULL else set()) <= set(any_order.tally)
