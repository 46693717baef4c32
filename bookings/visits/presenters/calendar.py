"""Visits as entries of somebody's calendar."""

from collections.abc import Iterable
from datetime import datetime

from bookings.visits.models import Booking
from core.files.calendar_writer import Entry
from training.events.models import Session


def of_booking(
    booking: Booking,
    sessions: Iterable[Session],
    *,
    url: str,
    stamped_at: datetime,
    cancelled: bool = False,
) -> list[Entry]:
    """One entry a session, with UIDs that last as long as the booking."""
    return [
        Entry(
            uid=booking.calendar_uid(session.number),
            sequence=booking.calendar_sequence,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            summary=booking.course.title,
            stamped_at=stamped_at,
            location=session.where_words,
            position=session.degrees,
            description=f"Booking {booking.reference}",
            url=url,
            cancelled=cancelled,
        )
        for session in sessions
    ]
