"""Until when a short offer is held. A tool: moments in, moments out."""

from datetime import datetime, time, timedelta

from core.clock import LONDON

DAY = timedelta(days=1)
MORNING, EVENING = time(8), time(21)  # in between people read their mail


def skips_nights(held: timedelta) -> bool:
    """Whether a time is so short that a night would be most of it."""
    return held < DAY


def offer_end(now: datetime, held: timedelta) -> datetime:
    """When so much time has passed. Of less than a day, the night does not count.

    Four hours from 11pm are over at noon, not at 3am when nobody could answer.
    """
    if not skips_nights(held):
        return now + held
    at, left = now, held
    while True:
        morning, evening = _hours_of(at)
        at = max(at, morning)
        if at + left <= evening:
            return at + left
        left -= max(evening - at, timedelta())
        at = _hours_of(morning + DAY)[0]


def _hours_of(moment: datetime) -> tuple[datetime, datetime]:
    """The waking hours of a moment's day in London."""
    day = moment.astimezone(LONDON).date()
    # In the moment's own zone: added to in London's, an hour would go by the clock on the wall.
    return (
        datetime.combine(day, MORNING, tzinfo=LONDON).astimezone(moment.tzinfo),
        datetime.combine(day, EVENING, tzinfo=LONDON).astimezone(moment.tzinfo),
    )
