"""How each date stands, for the office. Dates in, lines of a list out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from training.events.models import Event


@dataclass(frozen=True)
class TeamEventRow:
    """A date and its state in words; without words, the places left say it."""

    event: Event
    state: str = ""
    tone: str = ""


def team_event_rows(
    events: Sequence[Event], came: Mapping[int, int], now: datetime
) -> list[TeamEventRow]:
    """A line for each date; `came` is how many the registers say came to those that are over."""
    return [_line(event, came.get(event.pk, 0), now) for event in events]


def over_words(taken: int, came: int) -> str:
    """18 of 24 came; Over, while no register says how many."""
    return f"{came} of {taken} came" if came else "Over"


def _line(event: Event, came: int, now: datetime) -> TeamEventRow:
    if event.status != Event.Status.SCHEDULED:
        tone = "stone" if event.status == Event.Status.CANCELLED else "warm"
        return TeamEventRow(event, event.get_status_display(), tone)
    if event.ends_at <= now:
        return TeamEventRow(event, over_words(event.places_taken, came), "stone")
    if event.entry == Event.Entry.RESERVED:
        return TeamEventRow(event, "Reserved", "teal")
    return TeamEventRow(event, "Full", "teal") if event.is_full else TeamEventRow(event)
