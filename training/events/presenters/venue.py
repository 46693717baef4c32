"""Venues as the office's list shows them. Rows in, lines out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from core.text import count_words
from training.events.models import Venue, VenueRoom
from training.events.rules.venue import place_words


@dataclass(frozen=True)
class VenueRow:
    """A venue in words, for components/task_list.html."""

    title: str
    url: str
    about: str
    state: str
    tone: str = "stone"


def venue_rows(venues: Iterable[Venue]) -> list[VenueRow]:
    return [
        VenueRow(
            venue.name,
            venue_url(venue),
            f"{place_words(venue.address, venue.postcode)} · {venue.area.name}",
            state_words(venue),
        )
        for venue in venues
    ]


def venue_url(venue: Venue) -> str:
    return reverse("events:team_venue_detail", args=[venue.ref])


def state_words(venue: Venue) -> str:
    """Retired, a school's own, or what is known of steps."""
    if not venue.is_active:
        return "Retired"
    return (
        "An organisation's own address" if venue.organisation_id else venue.get_step_free_display()
    )


def room_words(room: VenueRoom) -> str:
    """40 people, step-free."""
    holds = count_words(room.capacity, "person", "people") if room.capacity else "Size not known"
    steps = f", {room.get_step_free_display().lower()}" if room.step_free else ""
    return f"{holds}{steps}"


def room_rows(venue: Venue, rooms: Iterable[VenueRoom]) -> list[VenueRow]:
    """The rooms of a venue, each with the way to change it."""
    return [
        VenueRow(
            room.name,
            reverse("events:team_room_edit", args=[venue.ref, room.ref]),
            room_words(room),
            "",
        )
        for room in rooms
    ]
