"""Views read the clock: here it stands still at the cast's moment, and nobody has tried yet."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache

from core import clock


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Make it Wednesday 11 November 2026, 10:00."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture(autouse=True)
def all_turns_left(db: None) -> Iterator[None]:
    """Take the tries of other tests out of the cache."""
    cache.clear()
    yield
    cache.clear()
