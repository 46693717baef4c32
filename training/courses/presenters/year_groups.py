"""Codes of year groups in, words out. A tool."""

from collections.abc import Sequence

from training.courses.models.course import YEAR_GROUPS

ORDER = [code for code, _ in YEAR_GROUPS]
NAMES = dict(YEAR_GROUPS)


def year_words(codes: Sequence[str]) -> str:
    """Year 7 to Year 11 when they follow each other; else each by name."""
    found = sorted((code for code in codes if code in NAMES), key=ORDER.index)
    if not found:
        return ""
    first, last = found[0], found[-1]
    if len(found) > 1 and ORDER.index(last) - ORDER.index(first) == len(found) - 1:
        return f"{NAMES[first]} to {NAMES[last]}"
    return ", ".join(NAMES[code] for code in found)
