"""Rules by which dates follow each other. A tool: a rule in, London days and words out.

The rule is kept as text of RFC 5545; days are worked out without times, so that a change of the
clocks moves nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from training.events.rules.blocks import Block, block_of

MOST = 60  # dates in one series
WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
# UNTIL is a moment, as DTSTART is (RFC 5545, 3.3.10): the end of its day, so that the day counts.
READ = re.compile(
    r"FREQ=(?P<freq>MONTHLY|WEEKLY);INTERVAL=(?P<interval>\d+);"
    r"BYDAY=(?P<place>[+-]\d)?(?P<weekday>[A-Z]{2});UNTIL=(?P<until>\d{8})T235959"
)


@dataclass(frozen=True)
class DayPart:
    """One part of each date: how many days after the first, when it starts, how long it is."""

    days_after: int
    start: time
    minutes: int


def monthly(place: int, weekday: str, until: date) -> str:
    """A weekday of each month: the first, the last."""
    return f"FREQ=MONTHLY;INTERVAL=1;BYDAY={place:+d}{weekday};UNTIL={until:%Y%m%d}T235959"


def weekly(weeks: int, weekday: str, until: date) -> str:
    """A weekday every so many weeks."""
    return f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={weekday};UNTIL={until:%Y%m%d}T235959"


def days_of(rule: str, first: date) -> list[date]:
    """The days a rule makes from a day on, at most MOST and one more, which says: too many."""
    read = READ.fullmatch(rule)
    if read and read["freq"] == "WEEKLY":  # weeks are counted from the first such weekday
        first += timedelta(days=(list(WEEKDAYS).index(read["weekday"]) - first.weekday()) % 7)
    found = rrulestr(rule, dtstart=datetime.combine(first, time()))
    # Not all of them at once: a rule may make thousands.
    return [moment.date() for moment, _ in zip(found, range(MOST + 1), strict=False)]


def words_of(rule: str) -> str:
    """A rule in words: on the first Thursday of each month."""
    read = READ.fullmatch(rule)
    if not read:
        return ""
    weekday = WEEKDAYS[read["weekday"]]
    if read["freq"] == "MONTHLY":
        return f"on the {PLACES[int(read['place'])]} {weekday} of each month"
    weeks = int(read["interval"])
    return f"every {weekday}" if weeks == 1 else f"every {weeks} weeks on a {weekday}"


def blocks_on(day: date, parts: Sequence[DayPart], room: str = "") -> list[Block]:
    """The blocks of time of one date of the series: the same London times whatever the season."""
    return [
        block_of(day + timedelta(days=part.days_after), part.start, part.minutes, room)
        for part in parts
    ]
