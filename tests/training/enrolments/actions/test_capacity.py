"""Places are counted in one place, and the database holds the count."""

import pytest
from django.db import IntegrityError, transaction

from tests.refusals import refused
from training.enrolments.actions.capacity import (
    free_seats_locked,
    take_seat_locked,
    take_seats_locked,
)
from training.events.models import Event

pytestmark = pytest.mark.django_db


def test_take_place_counts(open_event: Event) -> None:
    take_seat_locked(open_event)
    assert open_event.places_taken == 1
    open_event.refresh_from_db()
    assert open_event.places_taken == 1


def test_take_place_refuses_the_last_place_twice(open_event: Event) -> None:
    Event.objects.update(capacity=1)
    take_seat_locked(open_event)
    with refused("event_full"):
        take_seat_locked(open_event)
    open_event.refresh_from_db()
    assert open_event.places_taken == 1


@pytest.mark.guard("a place is taken only while one is free, by the UPDATE itself")
def test_take_place_trusts_the_database_not_the_row_in_hand(open_event: Event) -> None:
    Event.objects.update(capacity=1, places_taken=1)
    assert open_event.places_left == 50  # read before the others came
    with refused("event_full"):
        take_seat_locked(open_event)


@pytest.mark.guard("no fewer than none are taken")
def test_free_place_gives_one_back_and_never_below_none(open_event: Event) -> None:
    take_seat_locked(open_event)
    free_seats_locked(open_event, 1)
    free_seats_locked(open_event, 1)
    assert open_event.places_taken == 0
    open_event.refresh_from_db()
    assert open_event.places_taken == 0


def test_several_places_are_taken_all_or_none(open_event: Event) -> None:
    Event.objects.update(capacity=3, places_taken=1)
    open_event.refresh_from_db()
    with refused("event_full"):
        take_seats_locked(open_event, 3)
    take_seats_locked(open_event, 2)
    assert open_event.places_taken == 3
    free_seats_locked(open_event, 5)
    assert open_event.places_taken == 0
    open_event.refresh_from_db()
    assert open_event.places_taken == 0


@pytest.mark.guard("constraint: never oversold", where="training/events/models/event.py")
def test_the_database_refuses_overselling_when_the_action_is_passed_by(open_event: Event) -> None:
    with pytest.raises(IntegrityError, match="event_never_oversold"), transaction.atomic():
        Event.objects.filter(pk=open_event.pk).update(places_taken=51)
    open_event.refresh_from_db()
    assert open_event.places_taken == 0
