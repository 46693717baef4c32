"""Until when a place can be given back in time for somebody else: one wording everywhere."""

from datetime import datetime

from core.clock import london_date
from core.dates import date_words
from training.events.models import Event

STILL = "You can still cancel until the start, but it counts as late."
LATE = f"It is close to the day. {STILL}"


def last_day_words(event: Event, now: datetime) -> str:
    """The last day to cancel in time, while it is not over; nothing after that."""
    last_day = event.last_day_to_cancel
    return date_words(last_day) if london_date(now) <= last_day else ""


def cancellation_words(event: Event, now: datetime) -> str:
    """What to know before taking a place, and with one: no day in it is past."""
    last_day = last_day_words(event, now)
    if last_day:
        return (
            f"You can cancel until the start. Please do so by the end of {last_day}, so that "
            "somebody else can have the place; after that it counts as late."
        )
    return f"{LATE} In the first hour after you get the place it does not."
