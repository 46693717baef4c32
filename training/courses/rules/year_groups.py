"""Year groups in England: their codes, names and order, and several of them in words."""

from collections.abc import Iterable
from itertools import groupby

from core.text import list_words

YEAR_GROUPS = (
    ("N", "Nursery"),
    ("R", "Reception"),
    *((f"Y{year}", f"Year {year}") for year in range(1, 15)),
)
NAMES = dict(YEAR_GROUPS)
ORDER = {code: place for place, code in enumerate(NAMES)}
RUN = 3  # so many in a row are "7 to 9"; two are named each


def year_words(codes: Iterable[str]) -> str:
    """Years 7 to 9; Years 7 and 9; Reception to Year 2; Nursery. Empty for none.

    "to" stands only between year groups that have all those between them.
    """
    spans = [_span(run) for run in _runs(codes)]
    flat = [span for several in spans for span in several]
    named = [words for words in flat if not words.startswith("Year ")]
    numbered = [words.removeprefix("Year ") for words in flat if words.startswith("Year ")]
    if numbered:
        is_one = len(numbered) == 1 and " " not in numbered[0]
        numbered[0] = f"{'Year' if is_one else 'Years'} {numbered[0]}"
    return list_words([*named, *numbered])


def _runs(codes: Iterable[str]) -> list[list[str]]:
    """The known codes in order, those that follow each other together."""
    known = sorted({code for code in codes if code in ORDER}, key=ORDER.__getitem__)
    # Where one code follows the other, its order less its index stays the same.
    runs = groupby(enumerate(known), lambda pair: ORDER[pair[1]] - pair[0])
    return [[code for _, code in run] for _, run in runs]


def _span(run: list[str]) -> list[str]:
    if len(run) < RUN:
        return [NAMES[code] for code in run]
    first, last = NAMES[run[0]], NAMES[run[-1]]
    return [f"{first} to {last.removeprefix('Year ') if first.startswith('Year ') else last}"]
