"""Kinds of people that are counted, never named: their codes, names and order.

A kind is all that is known of somebody in a group: a school year, an age band where years are
none, or that they are a parent, a member of staff or another adult (domain 4.4).
"""

from collections.abc import Iterable

from training.courses.rules.year_groups import NAMES as YEARS
from training.courses.rules.year_groups import ORDER as YEAR_ORDER
from training.courses.rules.year_groups import YEAR_GROUPS

AGE_BANDS = (
    ("0-4", "Aged 4 and under"),
    ("5-10", "Aged 5 to 10"),
    ("11-15", "Aged 11 to 15"),
    ("16-17", "Aged 16 and 17"),
    ("18-24", "Aged 18 to 24"),
    ("25+", "Aged 25 and over"),
)
PARENTS, STAFF, ADULTS, UNKNOWN = "parents", "staff", "adults", "unknown"
PEOPLE_KINDS = (
    *YEAR_GROUPS,
    *AGE_BANDS,
    (PARENTS, "Parents and carers"),
    (STAFF, "Staff"),
    (ADULTS, "Other adults"),
    (UNKNOWN, "Age not known"),
)
NAMES = dict(PEOPLE_KINDS)
ORDER = {code: place for place, code in enumerate(NAMES)}
COLLEGE_BANDS = ("16-17", "18-24", "25+")  # asked of colleges and universities, never assumed


def in_order(kinds: Iterable[str]) -> list[str]:
    """Each known kind once, in the order of the list."""
    return sorted({kind for kind in kinds if kind in ORDER}, key=ORDER.__getitem__)


def years_between(first: str, last: str = "") -> tuple[str, ...]:
    """The school years of a group, from the first to the last; the first alone without a last."""
    if first not in YEARS:
        return ()
    ends = YEAR_ORDER.get(last, YEAR_ORDER[first])
    return tuple(code for code in YEARS if YEAR_ORDER[first] <= YEAR_ORDER[code] <= ends)


def kind_words(kind: str) -> str:
    """A kind inside a sentence: Year 8; aged 16 and 17; parents and carers."""
    name = NAMES[kind]
    return name if kind in YEARS else f"{name[:1].lower()}{name[1:]}"
