"""Whether what was written still holds when it is about to go out."""

from collections.abc import Callable
from datetime import datetime

from bookings.visits.emails.booking import BOOKING_CONFIRMED, BOOKING_OFFERED
from bookings.visits.models import Booking
from core.mail.still_needed import register
from core.models import Message


def is_booking(*statuses: Booking.Status) -> Callable[[Message, datetime], bool]:
    """Ask whether the booking that a message is about stands as it says."""

    def check(message: Message, now: datetime) -> bool:
        return Booking.objects.filter(reference=message.about, status__in=statuses).exists()

    return check


register(BOOKING_OFFERED.name, is_booking(Booking.Status.OFFERED))
register(BOOKING_CONFIRMED.name, is_booking(Booking.Status.CONFIRMED, Booking.Status.PACK_SENT))
