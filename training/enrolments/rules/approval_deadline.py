"""Until when a place waits for somebody's yes. A tool: moments in, moments out."""

from datetime import datetime, time

from core.clock import LONDON, london_date
from training.events.rules.working_days import add_working_days

CLOSE_OF_DAY = time(17)


def approval_ends(now: datetime, *, days: int, starts_at: datetime) -> datetime:
    """The close of the last working day for an answer, never past the start of the event."""
    day = add_working_days(london_date(now), max(days, 1))
    # London's five o'clock, whatever the season.
    return min(datetime.combine(day, CLOSE_OF_DAY, tzinfo=LONDON), starts_at)
