"""The only code that writes Event.places_taken. The event's row is locked by the caller."""

from django.db.models import F

from core.errors import Refusal
from training.events.models import Event


class EventFullError(Refusal):
    """Every place is taken."""

    words = "All places on this date are taken. Join its waiting list, or choose another date."


def take_seat_locked(event: Event) -> None:
    """Take one place. Raises EventFullError when there is none, whatever the caller had read."""
    free = Event.objects.filter(pk=event.pk, places_taken__lt=F("capacity"))
    if not free.update(places_taken=F("places_taken") + 1):
        raise EventFullError
    event.places_taken += 1


def free_seat_locked(event: Event) -> None:
    """Give one place back."""
    taken = Event.objects.filter(pk=event.pk, places_taken__gt=0)
    event.places_taken -= taken.update(places_taken=F("places_taken") - 1)
