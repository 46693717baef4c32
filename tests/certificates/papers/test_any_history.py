"""However a place is done and undone, it ends with one valid paper or one named task."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.certificates.papers import any_history
from tests.evidence import IS_FULL, size

pytestmark = [pytest.mark.evidence, pytest.mark.django_db]
HISTORIES, STEPS = size(50, 500), size(12, 15)


def test_every_history_ends_with_one_paper_or_one_task(record: Callable[..., None]) -> None:
    any_history.tally.clear()
    run_state_machine_as_test(
        any_history.AnyHistory,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate, *([Phase.shrink] if IS_FULL else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )

    tally = dict(sorted(any_history.tally.items()))
    record("any-history", histories=HISTORIES, steps=STEPS, **tally)
    ends = {"ended: valid", "ended: task", "ended: none"}
    done = {"revoke_certificate", "issue_by_hand", "supersede_certificate", "reopen_register"}
    assert ends | done | {"certificates-corrected"} <= set(tally)
