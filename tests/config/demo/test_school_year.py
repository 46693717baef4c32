"""Terms of any year by the pattern of one."""

from datetime import date
from itertools import pairwise

import pytest

from config.demo.school_year import moved, school_year


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 9, 2), 0, date(2026, 9, 2)),
        (date(2026, 9, 2), 1, date(2027, 9, 1)),
        (date(2026, 9, 2), -1, date(2025, 9, 3)),
        (date(2027, 7, 21), 3, date(2030, 7, 24)),
        (date(2028, 2, 29), 1, date(2029, 2, 27)),
    ],
)
def test_a_day_moves_to_the_nearest_same_weekday(day: date, years: int, expected: date) -> None:
    assert moved(day, years) == expected
    assert moved(day, years).weekday() == day.weekday()


@pytest.mark.parametrize(
    ("day", "is_school_day"),
    [
        (date(2026, 11, 11), True),
        (date(2026, 11, 14), False),  # a Saturday
        (date(2026, 10, 28), False),  # half term
        (date(2027, 1, 4), False),  # staff training
        (date(2027, 5, 3), False),  # a bank holiday in term
    ],
)
def test_school_days(day: date, is_school_day: bool) -> None:
    assert school_year(date(2026, 11, 11)).is_school_day(day) is is_school_day


@pytest.mark.parametrize("year", range(2024, 2036))
def test_every_year_has_terms_apart_and_in_order(year: int) -> None:
    terms = school_year(date(year, 11, 1)).terms
    assert all(term.starts < term.ends for term in terms)
    assert all(a.ends < b.starts for a, b in pairwise(terms))


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 11), date(2026, 10, 1)),
        (date(2027, 8, 15), date(2027, 7, 1)),
        (date(2027, 9, 30), date(2027, 7, 1)),
        (date(2027, 10, 1), date(2027, 9, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
        (date(2027, 9, 1), date(2027, 7, 1)),
        (date(2028, 2, 29), date(2028, 1, 1)),
    ],
)
def test_the_counted_month_is_the_last_of_term(today: date, month: date) -> None:
    assert school_year(today).counted_month(today) == month


def test_school_days_ahead_skip_holidays() -> None:
    year = school_year(date(2026, 12, 17))
    assert year.ahead(0) == date(2026, 12, 17)
    assert year.ahead(2) == date(2027, 1, 5)
    assert school_year(date(2027, 8, 1)).ahead(0) > date(2027, 8, 30)


def test_a_weekday_is_found_even_in_august() -> None:
    year = school_year(date(2027, 7, 1))
    assert year.weekday_of(date(2027, 8, 1), 3) == date(2027, 8, 5)
    assert year.weekday_of(date(2027, 1, 1), 3) == date(2027, 1, 14)
