"""The only code that writes Event.places_taken. The event's row is locked by the caller."""

from django.db.models import F

from core.errors import Refusal
from training.events.models import Event


def event_full(
    words: str = "All places on this date are taken. "
    "Join its waiting list, or choose another date.",
) -> Refusal:
    return Refusal(words, code="event_full")


def take_seat_locked(event: Event) -> None:
    """Take one place. Refuses with event_full when there is none, whatever the caller had read."""
    free = Event.objects.filter(pk=event.pk, places_taken__lt=F("capacity"))
    if not free.update(places_taken=F("places_taken") + 1):
        raise event_full()
    event.places_taken += 1


def take_extra_seat_locked(event: Event) -> None:
    """Take one place, adding one when there is none: for who was there already."""
    if event.is_full:
        Event.objects.filter(pk=event.pk).update(capacity=F("capacity") + 1)
        event.capacity += 1
    take_seat_locked(event)


def free_seat_locked(event: Event) -> None:
    """Give one place back."""
    taken = Event.objects.filter(pk=event.pk, places_taken__gt=0)
    event.places_taken -= taken.update(places_taken=F("places_taken") - 1)
