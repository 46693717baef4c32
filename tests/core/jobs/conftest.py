"""A worker without jobs of its own, at a moment that stands."""

from datetime import datetime

import pytest

from core import clock
from core.jobs import worker
from core.jobs.job import Job


@pytest.fixture(autouse=True)
def clock_stands_still(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def database_now() -> datetime:
        return clock.now()  # as it is patched by then

    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "database_now", database_now)
    monkeypatch.setattr(worker, "chores", [])


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The worker's jobs are just these."""
    jobs: list[Job] = []
    monkeypatch.setattr(worker, "jobs", jobs)
    return jobs
