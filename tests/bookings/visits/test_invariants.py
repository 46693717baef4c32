"""Each rule about visits finds the fault it is for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bookings.visits.models import Booking
from tests.cast import NOW
from tests.faults import found
from training.events.models import Event, Session

PHONE_KEPT = timedelta(days=31)  # with the day in which it has to be forgotten


def cancel_event() -> None:
    Event.objects.update(status=Event.Status.CANCELLED)


def forget_staff() -> None:
    Event.objects.update(host_staff=[])


def keep_phone() -> None:
    end_event(PHONE_KEPT + timedelta(seconds=1))


def end_event(ago: timedelta) -> None:
    Event.objects.update(starts_at=NOW - ago - timedelta(hours=1), ends_at=NOW - ago)


PLANTS: dict[str, Callable[[], None]] = {
    "booking-has-its-event": cancel_event,
    "hosts-staff-are-known": forget_staff,
    "contact-phones-are-forgotten": keep_phone,
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, visit: Session) -> None:
    assert found(name) == []

    PLANTS[name]()

    assert found(name) == [Booking.objects.get().reference]


def test_a_phone_number_may_be_kept_for_a_month_and_a_day(visit: Session) -> None:
    end_event(PHONE_KEPT)

    assert found("contact-phones-are-forgotten") == []
