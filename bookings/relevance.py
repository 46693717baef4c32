"""Whether what bookings wrote to somebody still holds when it is about to go out."""

from collections.abc import Callable
from datetime import datetime

from bookings.models import Booking, Evaluation
from bookings.wordings import BOOKING_CONFIRMED, BOOKING_OFFERED, EVALUATION_ASKED
from core.models import Message
from core.relevance import register


def is_booking(*statuses: Booking.Status) -> Callable[[Message, datetime], bool]:
    """Ask whether the booking that a message is about stands as it says."""

    def check(message: Message, now: datetime) -> bool:
        return Booking.objects.filter(reference=message.about, status__in=statuses).exists()

    return check


def is_unanswered(message: Message, now: datetime) -> bool:
    """Nobody is asked what they have answered."""
    return not Evaluation.objects.filter(enrolment__ref=message.about).exists()


register(BOOKING_OFFERED.name, is_booking(Booking.Status.OFFERED))
register(BOOKING_CONFIRMED.name, is_booking(Booking.Status.CONFIRMED, Booking.Status.PACK_SENT))
register(EVALUATION_ASKED.name, is_unanswered)
