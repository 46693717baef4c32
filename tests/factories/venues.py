"""Venues with the key that actions give them."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import Area
from training.events.models import Venue, VenueRoom
from training.events.rules.venue import venue_key


class VenueFactory(DjangoModelFactory[Venue]):
    """A hall of a name of its own; say its `area`."""

    class Meta:
        model = Venue
        django_get_or_create = ("key",)

    name = factory.Sequence(lambda number: f"Hall {number}")
    address = "Victoria Square, Birmingham"
    postcode = "B1 1BB"
    key = factory.LazyAttribute(lambda venue: venue_key(venue.name, venue.postcode))


class VenueRoomFactory(DjangoModelFactory[VenueRoom]):
    """A room for 40; say its `venue`."""

    class Meta:
        model = VenueRoom

    name = factory.Sequence(lambda number: f"Room {number}")
    capacity = 40


def guild_hall(area: Area) -> Venue:
    """The hall of an area, always the same one."""
    name = f"The Guild Hall, {area.name}"
    return VenueFactory(name=name, address="", area=area)


def make_many_venues(area: Area, number: int) -> None:
    """So many halls of an area, in a handful of statements."""
    rows = [
        VenueFactory.build(area=area, name=f"Many Rooms {place:05d}") for place in range(number)
    ]
    Venue.objects.bulk_create(rows, 500)
