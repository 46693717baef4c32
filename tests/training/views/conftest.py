"""Views read the clock: here it stands still at the cast's moment."""

from datetime import datetime

import pytest

from core import clock


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Make it Wednesday 11 November 2026, 10:00."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "database_now", lambda: now)
