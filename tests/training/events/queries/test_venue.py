"""Venues found by their words."""

import pytest

from accounts.models import Area
from tests.factories.venues import VenueFactory
from training.events.models import Venue
from training.events.queries.venue import venues_found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["elan", "ÉLAN maison", "maison-élan"])
def test_a_venue_is_found_with_its_accents_and_without(text: str, birmingham: Area) -> None:
    venue = VenueFactory(name="Maison Élan", area=birmingham)

    assert list(venues_found(Venue.objects.all(), text)) == [venue]
