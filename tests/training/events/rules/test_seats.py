"""How full something is, in words."""

import pytest

from training.events.rules.seats import Seats


@pytest.mark.parametrize(
    ("taken", "capacity", "words", "left_words", "tone"),
    [
        (46, 50, "4 of 50 places left", "4 places left", "low"),
        (49, 50, "1 of 50 places left", "1 place left", "low"),
        (0, 1, "1 of 1 place left", "1 place left", "low"),
        (44, 50, "6 of 50 places left", "6 places left", "open"),
        (50, 50, "Full", "Full", "full"),
        (51, 50, "Full", "Full", "full"),
        (0, 0, "Full", "Full", "full"),
    ],
)
def test_places_left(taken: int, capacity: int, words: str, left_words: str, tone: str) -> None:
    seats = Seats(taken, capacity)

    assert (seats.words, seats.left_words, seats.tone) == (words, left_words, tone)
