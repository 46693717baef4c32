"""How people are counted: which line of the return a kind of people is in, and which age band.

A closed register keeps what these rules said, and which edition of them said it.
"""

from bookings.visits.rules.people_kind import (
    ADULTS,
    AGE_BANDS,
    PARENTS,
    STAFF,
    UNKNOWN,
    years_between,
)

EDITION = 1  # rises when a rule below changes what it says of any kind
CHILD_YOUNG_PERSON, ADULT_COMMUNITY = "child_young_person", "adult_community"
PROFESSIONAL, UNKNOWN_AGE = "professional", "unknown_age"
OVER_24 = "25+"
BANDS = frozenset(code for code, _ in AGE_BANDS)
BAND_OF_YEAR = {
    **dict.fromkeys(years_between("N", "R"), "0-4"),
    **dict.fromkeys(years_between("Y1", "Y6"), "5-10"),
    **dict.fromkeys(years_between("Y7", "Y11"), "11-15"),
    **dict.fromkeys(years_between("Y12", "Y13"), "16-17"),
    "Y14": "18-24",
}


def age_band_of(kind: str) -> str:
    """The age band of a kind by the age on 31 August (domain 4.4); empty where nobody asked."""
    if kind in BANDS:
        return kind
    return OVER_24 if kind in {PARENTS, ADULTS} else BAND_OF_YEAR.get(kind, "")


def participant_of(kind: str) -> str:
    """Which line of the return a kind of people is in (domain 5.3.3). Nobody's age is guessed."""
    if kind == STAFF:
        return PROFESSIONAL
    band = age_band_of(kind)
    if kind == UNKNOWN or not band:
        return UNKNOWN_AGE
    return ADULT_COMMUNITY if band == OVER_24 else CHILD_YOUNG_PERSON
