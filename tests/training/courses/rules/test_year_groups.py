"""Year groups in words: "to" stands only where nothing between is left out."""

from itertools import combinations

import pytest

from training.courses.rules.year_groups import ORDER, YEAR_GROUPS, year_words


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ([], ""),
        (["N"], "Nursery"),
        (["Y6"], "Year 6"),
        (["R", "Y1"], "Reception and Year 1"),
        (["N", "R", "Y1", "Y2"], "Nursery to Year 2"),
        (["Y10", "Y11"], "Years 10 and 11"),
        (["Y7", "Y8", "Y9"], "Years 7 to 9"),
        (["Y7", "Y9"], "Years 7 and 9"),
        (["Y7", "Y9", "Y11"], "Years 7, 9 and 11"),
        (["Y7", "Y8", "Y9", "Y11"], "Years 7 to 9 and 11"),
        (["R", "Y5", "Y6"], "Reception, Years 5 and 6"),
        (["N", "R", "Y1", "Y6"], "Nursery to Year 1 and Year 6"),
        (["Y9", "Y7", "Y8"], "Years 7 to 9"),
        (["Y7", "Y7", "nobody"], "Year 7"),
    ],
)
def test_year_groups_in_words(codes: list[str], words: str) -> None:
    assert year_words(codes) == words


def test_to_never_covers_a_year_that_is_not_meant() -> None:
    codes = [code for code, _ in YEAR_GROUPS]
    for three in combinations(codes, 3):
        first, _, last = map(ORDER.__getitem__, three)
        assert (" to " in year_words(three)) == (last - first == 2), three
