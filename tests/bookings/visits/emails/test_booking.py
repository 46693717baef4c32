"""A message about a visit goes out only while what it says holds."""

from datetime import datetime

import pytest

from accounts.models import Organisation, User
from bookings.rota.models import Facilitator
from bookings.visits.models import Booking
from core.mail.message_types import is_still_needed
from core.models import Message
from tests.factories.bookings import confirm, make_request, offer
from training.courses.models import Course

pytestmark = pytest.mark.django_db
Status = Booking.Status


@pytest.fixture
def asked(school: Organisation, workshop: Course, booker: User) -> Booking:
    return make_request(school, workshop, booker)


def written(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"visits/{kind}").order_by("pk"))


def test_an_offer_that_was_answered_is_not_sent(
    asked: Booking, coordinator: User, now: datetime
) -> None:
    offer(asked, coordinator)
    (message,) = written("booking_offered")
    assert is_still_needed(message, now)

    Booking.objects.update(status=Status.CONFIRMED)

    assert not is_still_needed(message, now)


def test_a_confirmation_is_not_sent_once_the_visit_is_off(
    asked: Booking, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    confirm(asked, facilitator, coordinator)
    messages = written("booking_confirmed")
    assert [message.to for message in messages] == [
        "booker@canalside.example",
        "office@canalside.example",
    ]
    for status in (Status.CONFIRMED, Status.PACK_SENT):
        Booking.objects.update(status=status)
        assert all(is_still_needed(message, now) for message in messages)

    Booking.objects.update(status=Status.CANCELLED_BY_SCHOOL)

    assert not any(is_still_needed(message, now) for message in messages)
    assert not any(is_still_needed(message, now) for message in written("booking_requested"))
