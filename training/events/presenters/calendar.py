"""An event's sessions as entries of somebody's calendar."""

from collections.abc import Sequence
from datetime import datetime

from core.files.calendar_writer import Entry
from training.events.models import Event, Session


def of_event(
    event: Event, sessions: Sequence[Session], *, url: str, stamped_at: datetime
) -> list[Entry]:
    """One entry a session for anyone who wants the date in their calendar."""
    return [
        Entry(
            # Nobody's own: the entry of a place is another one, which its cancellation takes out.
            uid=f"{session.ref}@upstander",
            sequence=event.calendar_sequence,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            summary=summary_of(session, len(sessions)),
            stamped_at=stamped_at,
            location=session.where_words,
            position=session.degrees,
            description=f"This entry is not a place. Ask for one at {url}",
            url=url,
        )
        for session in sessions
    ]


def summary_of(session: Session, parts: int) -> str:
    """The course, and which part when there are several."""
    title = session.event.course.title
    return f"{title}, part {session.number} of {parts}" if parts > 1 else title
