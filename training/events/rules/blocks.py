"""Blocks of time. A tool: London days and times in, moments out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.clock import LONDON


@dataclass(frozen=True)
class Block:
    """A block of time that becomes a session, and in which room of the venue, if that is said."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


def block_of(day: date, start: time, minutes: int, place: str = "") -> Block:
    """A block that starts at a London time and lasts so long, whatever the clocks do."""
    starts_at = datetime.combine(day, start, tzinfo=LONDON).astimezone(UTC)
    return Block(starts_at, starts_at + timedelta(minutes=minutes), place)
