"""The only code that writes Event.places_taken. The event's row is locked by the caller."""

from django.db.models import F
from django.db.models.functions import Greatest

from core.errors import Refusal
from training.events.models import Event


def event_full(
    words: str = "All places on this date are taken. "
    "Join its waiting list, or choose another date.",
) -> Refusal:
    return Refusal(words, code="event_full")


def take_seat_locked(event: Event) -> None:
    """Take one place. Refuses with event_full when there is none, whatever the caller had read."""
    take_seats_locked(event, 1)


def take_seats_locked(event: Event, seats: int) -> None:
    """Take several places, all or none. Refuses with event_full when there are not so many."""
    free = Event.objects.filter(pk=event.pk, places_taken__lte=F("capacity") - seats)
    if not free.update(places_taken=F("places_taken") + seats):
        raise event_full()
    event.places_taken += seats


def take_extra_seat_locked(event: Event) -> None:
    """Take one place, adding one when there is none: for who was there already."""
    if event.is_full:
        Event.objects.filter(pk=event.pk).update(capacity=F("capacity") + 1)
        event.capacity += 1
    take_seat_locked(event)


def free_seats_locked(event: Event, seats: int) -> None:
    """Give places back, one or several. No fewer than none are taken."""
    if not seats:
        return
    left = Greatest(F("places_taken") - seats, 0)
    Event.objects.filter(pk=event.pk).update(places_taken=left)
    event.places_taken = max(event.places_taken - seats, 0)
