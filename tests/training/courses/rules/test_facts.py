"""The facts of a course, each in one wording."""

from decimal import Decimal

import pytest

from training.courses.rules.facts import (
    cpd_words,
    group_words,
    length_words,
    notice_words,
    plain_hours,
    refresh_words,
)


@pytest.mark.parametrize(
    ("hours", "number", "words"),
    [
        (Decimal(0), "", ""),
        ("", "", ""),
        (Decimal("1.00"), "1", "1 hour"),
        (Decimal("1.5"), "1.5", "1.5 hours"),
        (Decimal("2.75"), "2.75", "2.75 hours"),
        (Decimal(10), "10", "10 hours"),
        ("0.25", "0.25", "0.25 hours"),
    ],
)
def test_cpd_hours_have_no_idle_noughts(hours: Decimal | str, number: str, words: str) -> None:
    assert (plain_hours(hours), cpd_words(hours)) == (number, words)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (None, ""),
        (0, ""),
        (1, "Every month"),
        (12, "Every year"),
        (18, "Every 18 months"),
        (36, "Every 3 years"),
    ],
)
def test_how_often_a_course_is_taken_again(months: int | None, words: str) -> None:
    assert refresh_words(months) == words


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((None, 30), "Up to 30 people"),
        ((None, 1), "Up to 1 person"),
        ((10, 30), "10 to 30 people"),
        ((None, 30, 32), "Up to 30 people; never more than 32"),
        (
            (None, 30, 32, "the size of a hall"),
            "Up to 30 people; never more than 32, because of the size of a hall",
        ),
    ],
)
def test_group_sizes(sizes: tuple[int | None, int], words: str) -> None:
    assert group_words(*sizes) == words


def test_lengths_and_notice() -> None:
    assert length_words(180) == "3 hours"
    assert length_words(180, 15) == "3 hours, 15 minutes of it for breaks"
    assert notice_words(10) == "Ask at least 10 working days before"
    assert notice_words(1) == "Ask at least 1 working day before"
