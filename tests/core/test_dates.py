"""Dates in words, and the edges of months and years in London."""

from datetime import UTC, date, datetime, time

import pytest

from core import dates


def test_a_date_reads_as_it_is_spoken() -> None:
    assert dates.date_words(date(2026, 12, 3)) == "Thursday 3 December 2026"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9, 30), "9:30am"),
        (time(13), "1pm"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(12, 15), "12:15pm"),
    ],
)
def test_a_time_reads_as_it_is_spoken(at: time, words: str) -> None:
    assert dates.clock_words(at) == words


def test_a_range_is_shown_in_london_on_both_sides_of_the_clock_change() -> None:
    summer = dates.range_words(
        datetime(2026, 10, 23, 8, 30, tzinfo=UTC), datetime(2026, 10, 23, 11, 30, tzinfo=UTC)
    )
    winter = dates.range_words(
        datetime(2026, 10, 26, 9, 30, tzinfo=UTC), datetime(2026, 10, 26, 12, 30, tzinfo=UTC)
    )

    assert summer == "Friday 23 October 2026, 9:30am to 12:30pm"
    assert winter == "Monday 26 October 2026, 9:30am to 12:30pm"


def test_a_range_over_two_days_names_both() -> None:
    words = dates.range_words(
        datetime(2026, 12, 3, 9, 0, tzinfo=UTC), datetime(2026, 12, 4, 15, 0, tzinfo=UTC)
    )

    assert words == "Thursday 3 December 2026, 9am to Friday 4 December 2026, 3pm"


def test_a_month_begins_and_ends_at_midnight_in_london() -> None:
    first, following = dates.month_bounds(date(2026, 10, 14))

    assert first.astimezone(UTC) == datetime(2026, 9, 30, 23, 0, tzinfo=UTC)
    assert following.astimezone(UTC) == datetime(2026, 11, 1, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 36, date(2029, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_added_safely_at_the_end_of_a_month(day: date, months: int, later: date) -> None:
    assert dates.add_months(day, months) == later


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), "2025-26"), (date(2026, 9, 1), "2026-27"), (date(2099, 9, 1), "2099-00")],
)
def test_the_school_year_turns_on_1_september(day: date, year: str) -> None:
    assert dates.academic_year(day) == year


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (180, "3 hours"),
        (75, "1 hour 15 minutes"),
        (45, "45 minutes"),
        (0, "0 minutes"),
        (1, "1 minute"),
    ],
)
def test_a_length_reads_as_it_is_spoken(minutes: int, words: str) -> None:
    assert dates.hours_words(minutes) == words
