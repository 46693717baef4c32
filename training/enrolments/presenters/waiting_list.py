"""A waiting list in words: where somebody stands on it, and how long an offer is held."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.dates import clock_words
from core.text import count_words
from training.enrolments.rules.offer_time import EVENING, MORNING, skips_nights

if TYPE_CHECKING:
    from training.enrolments.queries.waiting_list import OfferTimes, Position

HOUR = timedelta(hours=1)
ELEVENTH, THIRTEENTH = 11, 13


def position_words(position: Position | None) -> str:
    """3rd of 7; empty for one who does not wait."""
    return f"{ordinal(position.number)} of {position.of}" if position else ""


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    teens = ELEVENTH <= number % 100 <= THIRTEENTH
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def offer_words(times: OfferTimes) -> str:
    """24 hours, or 4 hours in the last 3 days before the date."""
    usual = count_words(times.usual // HOUR, "hour")
    if not times.near_within or times.usual == times.near:
        return f"{usual}{_night_words(times.usual)}"
    days = times.near_within.days
    last = "day" if days == 1 else f"{days} days"
    near = count_words(times.near // HOUR, "hour")
    night = _night_words(min(times.usual, times.near))
    return f"{usual}, or {near} in the last {last} before the date{night}"


def _night_words(held: timedelta) -> str:
    night = f"{clock_words(EVENING)} to {clock_words(MORNING)}"
    return f" (not counting {night})" if skips_nights(held) else ""
