"""Places in words, and where they are on the map."""

import pytest

from training.events.rules.national_grid import to_degrees
from training.events.rules.venue import is_postcode, place_words, tidy_postcode, venue_key


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["Main hall", "Canalside Academy", "B1 1BB"], "Main hall, Canalside Academy, B1 1BB"),
        (["Canalside Academy", "canalside  academy"], "Canalside Academy"),
        (["", "Council House", ""], "Council House"),
        (
            ["Council House", "The Square, B1 1BB", "B1 1BB"],
            "Council House, The Square, B1 1BB",
        ),
        (["Hall", "Town Hall"], "Hall, Town Hall"),
        (["Town Hall", "Hall"], "Town Hall"),
        (["Room 12", "2"], "Room 12, 2"),
        ([], ""),
    ],
)
def test_nothing_is_said_twice(parts: list[str], words: str) -> None:
    assert place_words(*parts) == words


def test_one_venue_has_one_key_however_it_is_typed() -> None:
    key = venue_key("The  GUILD hall ", "b1 1bb")
    assert key == venue_key("the guild\thall", "B11BB") == venue_key("The\x00 Guild Hall", "B1 1BB")
    assert key != venue_key("The Guild Hall", "B1 1BC")


@pytest.mark.parametrize("typed", ["b11bb", " B1 1BB", "b1  1bb"])
def test_a_postcode_is_written_one_way(typed: str) -> None:
    assert tidy_postcode(typed) == "B1 1BB"
    assert is_postcode(tidy_postcode(typed))


@pytest.mark.parametrize("typed", ["", "Birmingham", "B1 1B", "\uff11B1 1BB", "B1 1BB extra"])
def test_what_is_no_postcode_is_none(typed: str) -> None:
    assert not is_postcode(tidy_postcode(typed))


@pytest.mark.parametrize(
    ("grid", "degrees"),
    [
        ((651_410, 313_177), (52.65798, 1.71605)),  # the example of the Ordnance Survey's guide
        ((0, 0), (49.76681, -7.55716)),
        ((700_000, 1_300_000), (61.46547, 3.63218)),
    ],
)
def test_the_grid_in_degrees(grid: tuple[int, int], degrees: tuple[float, float]) -> None:
    assert to_degrees(*grid) == degrees


@pytest.mark.parametrize("grid", [(-1, 0), (0, -1), (700_001, 0), (0, 1_300_001)])
def test_what_is_off_the_grid_has_no_degrees(grid: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="British National Grid"):
        to_degrees(*grid)
