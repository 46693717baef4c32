"""Views read the clock: for their tests it stands still at the cast's moment."""

from datetime import datetime

import pytest

from core import clock

STAGES = {"training", "bookings", "certificates", "people", "reports"}


@pytest.fixture(autouse=True)
def frozen_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it Wednesday 11 November 2026, 10:00, in the views rooms of the stages."""
    folders = request.path.parent.parts
    if folders[-1] != "views" or STAGES.isdisjoint(folders):
        return
    now: datetime = request.getfixturevalue("now")
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "database_now", lambda: now)
