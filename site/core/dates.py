"""Dates and times in words, in London. A tool: values in, words out.

Formatting once per row in Python is several times faster than Django's `date` filter.
"""

from datetime import UTC, date, datetime, time, timedelta

from core.clock import LONDON
from core.text import count_words

NOON = 12
SEPTEMBER = 9


def date_words(day: date) -> str:
    """Thursday 3 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_date_words(day: date) -> str:
    """3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def month_words(day: date) -> str:
    """December 2026."""
    return f"{day:%B %Y}"


def short_month(day: date) -> str:
    """Dec."""
    return f"{day:%b}"


def clock_words(at: time) -> str:
    """9:30am, 1pm, midday or midnight."""
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    if (at.hour, at.minute) == (NOON, 0):
        return "midday"
    hour = at.hour % NOON or NOON
    half = "am" if at.hour < NOON else "pm"
    return f"{hour}:{at.minute:02d}{half}" if at.minute else f"{hour}{half}"


def time_words(moment: datetime) -> str:
    """The London time of a moment, as clock_words."""
    return clock_words(moment.astimezone(LONDON).time())


def hour_fault(day: date, at: time) -> str:
    """Why a London time of a day names no moment, or two, as the clocks change; else nothing."""
    first = datetime.combine(day, at, tzinfo=LONDON)
    if first.astimezone(UTC).astimezone(LONDON).time() != at:
        return (
            f"{clock_words(at).capitalize()} does not exist on {date_words(day)}: the clocks go "
            "forward that night. Enter another time"
        )
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        return (
            f"{clock_words(at).capitalize()} comes twice on {date_words(day)}: the clocks go back "
            "that night. Enter another time"
        )
    return ""


def moment_words(moment: datetime) -> str:
    """Thursday 3 December 2026 at 9:30am, in London."""
    return f"{date_words(moment.astimezone(LONDON).date())} at {time_words(moment)}"


def range_words(starts_at: datetime, ends_at: datetime) -> str:
    """Thursday 3 December 2026, 9:30am to 12:30pm; both days named when they differ."""
    start, end = starts_at.astimezone(LONDON), ends_at.astimezone(LONDON)
    if start.date() == end.date():
        return f"{date_words(start.date())}, {time_words(start)} to {time_words(end)}"
    return (
        f"{date_words(start.date())}, {time_words(start)} to "
        f"{date_words(end.date())}, {time_words(end)}"
    )


def hours_words(minutes: int) -> str:
    """3 hours, 1 hour 15 minutes, 45 minutes."""
    hours, rest = divmod(minutes, 60)
    words = []
    if hours:
        words.append(f"{hours} hour{'' if hours == 1 else 's'}")
    if rest or not hours:
        words.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(words)


def working_days_words(days: int) -> str:
    """10 working days."""
    return count_words(days, "working day")


def month_bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of the day's month in London, and of the next month."""
    first = day.replace(day=1)
    # 32 days after its first day no month is the same.
    following = (first + timedelta(days=32)).replace(day=1)
    return start_of_day(first), start_of_day(following)


def start_of_day(day: date) -> datetime:
    """Midnight in London at the start of a day."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def add_months(day: date, months: int) -> date:
    """The same day some months later; 31 August and six months is the end of February."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    first = date(year, month + 1, 1)
    last = ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def academic_year(day: date) -> str:
    """2026-27: the school year, from 1 September, that a day is in."""
    first = day.year if day.month >= SEPTEMBER else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"
