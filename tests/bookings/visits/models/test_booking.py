"""Which state may follow which, and what the database refuses by itself."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Organisation, User
from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from bookings.visits.models.booking import new_reference
from tests.factories.bookings import make_request
from training.courses.models import Course

Status = Booking.Status
State = Assignment.State
ENDS = {
    Status.DECLINED,
    Status.WITHDRAWN,
    Status.CANCELLED_BY_SCHOOL,
    Status.CANCELLED_BY_VRP,
}


@pytest.mark.parametrize("status", Status)
def test_nothing_follows_an_end_and_something_every_live_status(status: Booking.Status) -> None:
    booking = Booking(status=status)

    onward = {other for other in Status if booking.may_become(other)}

    assert (onward == set()) is (status in ENDS)
    assert status not in onward
    assert booking.is_live is (status not in ENDS | {Status.DRAFT})


@pytest.mark.parametrize(
    ("status", "onward"),
    [
        (Status.REQUESTED, {"needs_info", "offered", "declined", "withdrawn"}),
        (Status.OFFERED, {"confirmed", "cancelled_by_school", "cancelled_by_vrp"}),
        (Status.CONFIRMED, {"pack_sent", "cancelled_by_school", "cancelled_by_vrp"}),
        (Status.PACK_SENT, {"confirmed", "cancelled_by_school", "cancelled_by_vrp"}),
    ],
)
def test_a_booking_moves_along_its_table(status: str, onward: set[str]) -> None:
    booking = Booking(status=status)

    assert {other.value for other in Status if booking.may_become(other)} == onward


@pytest.mark.parametrize("state", State)
def test_an_assignment_ends_once(state: Assignment.State) -> None:
    assignment = Assignment(state=state)

    holds = state in {State.OFFERED, State.ACCEPTED}
    assert assignment.is_holding is holds
    assert assignment.may_become(State.RELEASED) is holds


@pytest.mark.parametrize(
    ("day", "start"), [(date(2026, 8, 31), "VRP-2526-"), (date(2026, 9, 1), "VRP-2627-")]
)
def test_a_reference_names_the_school_year(day: date, start: str) -> None:
    assert new_reference(day).startswith(start)


@pytest.mark.django_db
def test_an_offer_without_an_event_cannot_be_stored(
    school: Organisation, workshop: Course, booker: User, now: datetime
) -> None:
    make_request(school, workshop, booker)

    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.update(status=Status.OFFERED)
