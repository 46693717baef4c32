"""Positions and times of a waiting list in words."""

from datetime import timedelta

import pytest

from training.enrolments.presenters.waiting_list import offer_words, ordinal, position_words
from training.enrolments.queries.waiting_list import OfferTimes, Position

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *[(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")],
        *[(13, "13th"), (21, "21st"), (22, "22nd"), (101, "101st"), (111, "111th")],
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_a_position_is_of_how_many() -> None:
    assert position_words(Position(3, 7)) == "3rd of 7"
    assert position_words(None) == ""


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (
            OfferTimes(24 * HOUR, 4 * HOUR, 3 * DAY),
            "24 hours, or 4 hours in the last 3 days before the date (not counting 9pm to 8am)",
        ),
        (
            OfferTimes(48 * HOUR, HOUR, DAY),
            "48 hours, or 1 hour in the last day before the date (not counting 9pm to 8am)",
        ),
        (OfferTimes(48 * HOUR, HOUR, 0 * DAY), "48 hours"),
        (OfferTimes(4 * HOUR, 4 * HOUR, DAY), "4 hours (not counting 9pm to 8am)"),
    ],
)
def test_the_time_to_answer_is_shorter_near_the_date(times: OfferTimes, words: str) -> None:
    assert offer_words(times) == words
