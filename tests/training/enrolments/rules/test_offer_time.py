"""Offers of a few hours run while people are awake."""

from datetime import UTC, datetime, timedelta

import pytest

from core.clock import LONDON
from training.enrolments.rules.offer_time import offer_end


@pytest.mark.parametrize(
    ("made", "hours", "ends"),
    [
        ("2026-11-11 10:00", 4, "2026-11-11 14:00"),
        ("2026-11-11 17:00", 4, "2026-11-11 21:00"),
        ("2026-11-11 18:00", 4, "2026-11-12 09:00"),
        ("2026-11-11 23:00", 4, "2026-11-12 12:00"),
        ("2026-11-12 03:00", 4, "2026-11-12 12:00"),
        ("2026-11-11 21:00", 4, "2026-11-12 12:00"),
        ("2026-11-11 20:00", 15, "2026-11-13 09:00"),  # more than one day's waking hours
        ("2026-11-11 23:00", 24, "2026-11-12 23:00"),  # a day is a day
        ("2026-10-24 23:00", 4, "2026-10-25 12:00"),  # clocks go back in the night
        ("2027-03-27 23:00", 4, "2027-03-28 12:00"),  # and forward
        ("2027-06-01 23:00", 4, "2027-06-02 12:00"),  # summer
    ],
)
def test_when_an_offer_ends(made: str, hours: int, ends: str) -> None:
    moments = [datetime.fromisoformat(one).replace(tzinfo=LONDON) for one in (made, ends)]

    start, end = (one.astimezone(UTC) for one in moments)  # in which moments are kept
    assert offer_end(start, timedelta(hours=hours)) == end
