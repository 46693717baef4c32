"""Until when a place waits for somebody's yes. A tool: moments in, moments out."""

from datetime import datetime, time

from core.clock import LONDON, london_date
from training.models import Event
from training.working_days import add_working_days

CLOSE_OF_DAY = time(17)


def approval_ends(event: Event, now: datetime) -> datetime:
    """The close of the last working day for an answer, never past the start of the event."""
    day = add_working_days(london_date(now), max(event.course.approval_days, 1))
    return min(datetime.combine(day, CLOSE_OF_DAY, tzinfo=LONDON), event.starts_at)
