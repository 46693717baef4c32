"""A person's place as entries of their calendar: one for each session.

No entry names a person or holds the link to join: a forwarded invitation tells no secret.
"""

from collections.abc import Sequence
from datetime import datetime

from core.files.calendar_writer import Entry
from training.enrolments.models import Enrolment
from training.events.models import Session
from training.events.presenters.calendar import summary_of


def of_enrolment(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    url: str,
    stamped_at: datetime,
    cancelled: bool = False,
) -> list[Entry]:
    """One entry a session, with UIDs of this enrolment's own; `url` is its page."""
    event = enrolment.event
    return [
        Entry(
            uid=enrolment.uid_for(session),
            sequence=enrolment.sequence_on(event),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            summary=summary_of(session, len(sessions)),
            stamped_at=stamped_at,
            location=session.where_words,
            position=session.degrees,
            description=f"Everything for the day is on your page: {url}",
            url=url,
            cancelled=cancelled,
        )
        for session in sessions
    ]
