"""Working days in England."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from training.events.rules.working_days import (
    add_working_days,
    bank_holiday,
    days_before,
    is_working_day,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 3), True),  # a Thursday
        (date(2026, 12, 5), False),  # a Saturday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # Boxing Day is a Saturday: taken on Monday
        (date(2027, 3, 26), False),  # Good Friday
        (date(2027, 1, 2), False),
        (date(2027, 3, 17), True),  # St Patrick's Day is no holiday in England
        (date(2026, 11, 30), True),  # nor St Andrew's
    ],
)
def test_working_days_are_englands(day: date, expected: bool) -> None:
    assert is_working_day(day) is expected


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 12, 3), 0, date(2026, 12, 3)),
        (date(2026, 12, 3), 2, date(2026, 12, 1)),
        (date(2026, 12, 7), 2, date(2026, 12, 3)),  # over a weekend
        (date(2026, 12, 29), 2, date(2026, 12, 23)),  # over Christmas
        (date(2027, 3, 30), 2, date(2027, 3, 24)),  # over Easter
    ],
)
def test_days_before_steps_over_closed_days(day: date, number: int, expected: date) -> None:
    assert days_before(day, number) == expected


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
        (date(2026, 12, 4), 1, date(2026, 12, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
    ],
)
def test_add_working_days_steps_over_closed_days(day: date, number: int, expected: date) -> None:
    assert add_working_days(day, number) == expected


def test_bank_holidays_are_the_librarys() -> None:
    known = holidays.country_holidays("GB", subdiv="ENG")
    days = [date(2020, 1, 1) + timedelta(days=count) for count in range(366 * 20)]
    assert [bank_holiday(day) for day in days] == [known.get(day) or "" for day in days]


def test_no_other_country_is_loaded() -> None:
    """Half of the library's 19 MB, in every process that asks for a working day."""
    asked = "import sys, training.events.rules.working_days; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "holidays" in loaded
    assert not [name for name in loaded if name.startswith("holidays.countries")]
