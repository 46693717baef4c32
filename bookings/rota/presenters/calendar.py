"""A facilitator's session as an entry of their calendar.

No entry names a person: a forwarded invitation tells nothing of who else comes.
"""

from datetime import datetime

from bookings.rota.models import Assignment
from core.files.calendar_writer import Entry


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
        location=session.where_words,
        position=session.degrees,
        url=url,
        cancelled=cancelled,
    )
