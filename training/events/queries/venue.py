"""Which venues there are, who uses one, and what a room holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from accounts.models import Area, Organisation
from core.search.key_field import has_words
from core.search.plain import search_key
from core.text import clean_text
from training.events.models import Event, Session, Venue, VenueRoom
from training.events.rules.venue import folded, venue_key

MOST_CHOICES = 50  # of a list to choose from; more are found by their words
MOST_WORDS, MOST_LETTERS = 6, 100
REF = re.compile(r"[0-9a-z]{1,12}", re.ASCII)  # what else is sent is no reference of ours


@dataclass(frozen=True)
class VenueDetails:
    """What the office says of a venue. Of a school's own, its name and address are the school's."""

    name: str
    address: str
    postcode: str
    area: Area
    easting: int | None = None
    northing: int | None = None
    step_free: str = ""
    contact: str = ""
    arrival_notes: str = ""


@dataclass(frozen=True)
class RoomDetails:
    name: str
    capacity: int | None = None
    step_free: str = ""


def venues_found(
    within: QuerySet[Venue], text: str = "", *, retired: bool = False
) -> QuerySet[Venue]:
    """Of some venues those in use, or not any more, that have these words; by name."""
    rows = within.filter(is_active=not retired)
    for word in clean_text(text)[:MOST_LETTERS].split()[:MOST_WORDS]:
        rows = rows.filter(has_words(word) | has_words(word, "area__search_key"))
    return rows.order_by("search_key", "pk")


@dataclass(frozen=True)
class VenueChoices:
    """What a list offers to choose from: the first few, whichever is chosen, and of how many."""

    rows: list[Venue]
    total: int
    asks_words: bool  # there are too many to list them all

    @property
    def by_ref(self) -> dict[str, Venue]:
        return {row.ref: row for row in self.rows}

    @property
    def left_out(self) -> int:
        return max(0, self.total - len(self.rows))


def venue_choices(
    within: QuerySet[Venue],
    text: str = "",
    chosen: Iterable[str] = (),
    kept: Iterable[Venue] = (),
) -> VenueChoices:
    """Venues to choose from; `kept` stay on offer, wherever they are, retired or not.

    Three queries at most.
    """
    found = venues_found(within, text)
    rows = list(found[: MOST_CHOICES + 1])
    total = len(rows) if len(rows) <= MOST_CHOICES else found.count()
    rows = rows[:MOST_CHOICES]
    known = {row.pk for row in rows}
    listed = {row.ref for row in rows}
    asked = [ref for ref in dict.fromkeys(chosen) if REF.fullmatch(ref) and ref not in listed]
    more = list(venues_found(within).filter(ref__in=asked)) if asked else []
    for row in (*more, *kept):
        if row.pk not in known:
            known.add(row.pk)
            rows.append(row)
    return VenueChoices(rows, total, asks_words=bool(text) or total > MOST_CHOICES)


def duplicate_of(name: str, postcode: str, beside: Venue | None = None) -> Venue | None:
    """The venue there is already by that name and postcode, a school's own among them."""
    rows = Venue.objects.filter(key__startswith=venue_key(name, postcode))
    same = [row for row in rows if venue_key(row.name, row.postcode) == venue_key(name, postcode)]
    return next((row for row in same if row != beside), None)


def organisation_at(name: str, postcode: str) -> Organisation | None:
    """The organisation that has this name and postcode: a venue so named is its own address."""
    rows = Organisation.objects.filter(search_key=search_key(name)).order_by("pk")
    wanted = venue_key(name, postcode)
    open_first = sorted(rows, key=lambda row: row.status not in Organisation.BOOKABLE)
    return next((row for row in open_first if venue_key(row.name, row.postcode) == wanted), None)


def room_named(venue: Venue | None, text: str) -> VenueRoom | None:
    """The room of a venue that somebody typed the name of."""
    if venue is None or not text:
        return None
    rooms = venue.rooms.filter(is_active=True)
    return next((room for room in rooms if folded(room.name) == folded(text)), None)


def rooms_of(venue: Venue) -> list[VenueRoom]:
    """The rooms of a venue that are in use, by name."""
    rooms = venue.rooms.filter(is_active=True).order_by("pk")
    return sorted(rooms, key=lambda room: search_key(room.name))


def coming_events_at(venue: Venue, now: datetime) -> QuerySet[Event]:
    """What is still to be held at a venue, in whole or in part, soonest first."""
    rows = Event.objects.filter(Q(venue=venue) | Q(sessions__venue=venue), ends_at__gt=now)
    return (
        rows.exclude(status=Event.Status.CANCELLED)
        .select_related("course", "area", "venue", "venue")
        .distinct()
        .order_by("starts_at", "pk")
    )


def is_used(venue: Venue) -> bool:
    """Whether anything was or is to be held there."""
    return (
        Event.objects.filter(venue=venue).exists()
        or Session.objects.filter(Q(venue=venue) | Q(room__venue=venue)).exists()
    )


def tightest_room(event: Event) -> VenueRoom | None:
    """The smallest room that an event has, of those whose size is known."""
    rows = VenueRoom.objects.filter(
        sessions__event=event,
        sessions__state=Session.State.PLANNED,
        capacity__isnull=False,
    )
    return rows.select_related("venue").order_by("capacity", "pk").first()


def school_venues_behind() -> QuerySet[Venue]:
    """Schools' venues that say something else than the school itself says now. Always due."""
    copied = ("name", "address", "postcode", "area", "arrival_notes")
    differs = Q()
    for name in copied:
        differs |= ~Q(**{name: F(f"organisation__{name}")})
    for name in ("easting", "northing"):
        other = f"organisation__{name}"
        differs |= Q(**{f"{name}__isnull": True, f"{other}__isnull": False})
        differs |= Q(**{f"{name}__isnull": False, f"{other}__isnull": True})
        differs |= Q(**{f"{name}__lt": F(other)}) | Q(**{f"{name}__gt": F(other)})
    return (
        Venue.objects.filter(differs, organisation__isnull=False)
        .select_related("organisation")
        .order_by("pk")
    )
