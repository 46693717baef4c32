"""In which line and band each kind of people is (domain 4.4 and 5.3.3)."""

import pytest

from bookings.registers.models import Headcount
from bookings.registers.rules.counting import age_band_of, participant_of
from bookings.visits.models import BookingGroup
from bookings.visits.rules.people_kind import NAMES, in_order, kind_words, years_between

CHILD, ADULT = "child_young_person", "adult_community"
PROFESSIONAL, UNKNOWN = "professional", "unknown_age"
EXPECTED = {
    **dict.fromkeys(["N", "R"], (CHILD, "0-4")),
    **dict.fromkeys(["Y1", "Y2", "Y3", "Y4", "Y5", "Y6"], (CHILD, "5-10")),
    **dict.fromkeys(["Y7", "Y8", "Y9", "Y10", "Y11"], (CHILD, "11-15")),
    **dict.fromkeys(["Y12", "Y13"], (CHILD, "16-17")),
    "Y14": (CHILD, "18-24"),
    **{band: (CHILD, band) for band in ("0-4", "5-10", "11-15", "16-17", "18-24")},
    **dict.fromkeys(["25+", "parents", "adults"], (ADULT, "25+")),
    "staff": (PROFESSIONAL, ""),
    "unknown": (UNKNOWN, ""),
}


def test_every_kind_has_its_line_and_band() -> None:
    assert {kind: (participant_of(kind), age_band_of(kind)) for kind in NAMES} == EXPECTED
    assert {line for line, _ in EXPECTED.values()} == set(Headcount.Participant.values)


def test_a_kind_nobody_knows_is_of_unknown_age() -> None:
    assert (participant_of("Y99"), age_band_of("Y99")) == (UNKNOWN, "")


@pytest.mark.parametrize(
    ("who", "first", "last", "kinds", "words"),
    [
        ("pupils", "Y9", "", ("Y9",), "Year 9"),
        ("pupils", "Y7", "Y8", ("Y7", "Y8"), "Years 7 and 8"),
        ("pupils", "R", "Y2", ("R", "Y1", "Y2"), "Reception to Year 2"),
        ("parents", "", "", ("parents",), "Parents and carers"),
        ("staff", "", "", ("staff",), "Staff"),
        ("adults", "", "", ("adults",), "Adult learners"),
        ("college", "", "", ("16-17", "18-24", "25+"), "College or university students"),
    ],
)
def test_a_group_is_counted_by_the_kinds_it_was_booked_with(
    who: str, first: str, last: str, kinds: tuple[str, ...], words: str
) -> None:
    group = BookingGroup(who=who, year_group=first, last_year_group=last)

    assert (group.kinds, group.who_words) == (kinds, words)


def test_years_the_wrong_way_round_are_none() -> None:
    assert years_between("Y9", "Y7") == ()


def test_kinds_have_an_order_and_words() -> None:
    assert in_order(["unknown", "Y10", "Y9", "25+", "Y9"]) == ["Y9", "Y10", "25+", "unknown"]
    assert [kind_words(one) for one in ("Y8", "16-17", "parents")] == [
        "Year 8",
        "aged 16 and 17",
        "parents and carers",
    ]
