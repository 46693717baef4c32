"""A facilitator's session as an entry of their calendar.

No entry names a person: a forwarded invitation tells nothing of who else comes.
"""

from datetime import datetime

from bookings.rota.models import Assignment
from core.files.calendar_writer import Entry
from training.events.models import Session


def of_assignment(
    assignment: Assignment, *, url: str, stamped_at: datetime, cancelled: bool = False
) -> Entry:
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
