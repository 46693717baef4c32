"""Bookings and assignments as entries of somebody's calendar. A tool: rows in, entries out.

No entry names a person: a forwarded invitation tells nothing of who else comes.
"""

from collections.abc import Iterable
from datetime import datetime

from bookings.models import Assignment, Booking
from core.ics import Entry
from training.models import Session


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
            location=where_words(session),
            description=f"Booking {booking.reference}",
            url=url,
            cancelled=cancelled,
        )
        for session in sessions
    ]


def of_assignment(
    assignment: Assignment, *, url: str, stamped_at: datetime, cancelled: bool = False
) -> Entry:
    """A facilitator's session."""
    session = assignment.session
    return Entry(
        uid=assignment.calendar_uid,
        sequence=assignment.calendar_sequence,
        starts_at=assignment.starts_at,
        ends_at=assignment.ends_at,
        summary=session.event.course.title,
        stamped_at=stamped_at,
        location=where_words(session),
        url=url,
        cancelled=cancelled,
    )


def where_words(session: Session) -> str:
    """The room and the building; online when it is."""
    places = [place for place in (session.place, session.event.where_words) if place]
    return ", ".join(dict.fromkeys(places))
