"""Words that depend on when a message leaves: "tomorrow", or "by the end of Friday" until it is.

A message may leave long after it was written: no mail server, a worker that stood still. Written
at once, it would name the wrong day then. So what such a message is filled with is kept, and it is
written anew as it goes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from core.clock import LONDON, london_date
from core.dates import date_words, moment_words

WEEK = 7


@dataclass(frozen=True)
class HowSoon:
    """How far away a day is: in 2 weeks, tomorrow, today."""

    day: date

    def at(self, now: datetime) -> str:
        days = (self.day - london_date(now)).days
        if days < 0:
            return f"on {date_words(self.day)}"
        if days <= 1:
            return ("today", "tomorrow")[days]
        weeks, rest = divmod(days, WEEK)
        if not rest:
            return "in a week" if weeks == 1 else f"in {weeks} weeks"
        return f"in {days} days"


@dataclass(frozen=True)
class Until:
    """Words that say nothing once a moment is past; what is about them is left out then."""

    words: str
    end: datetime

    def at(self, now: datetime) -> str:
        return self.words if now <= self.end else ""


@dataclass(frozen=True)
class Since:
    """Words that say nothing before a moment is past."""

    words: str
    start: datetime

    def at(self, now: datetime) -> str:
        return self.words if now > self.start else ""


Timed: TypeAlias = HowSoon | Until | Since


def until_day(day: date) -> Until:
    """A day in words, as long as it is not over in London."""
    return Until(date_words(day), datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON))


def until_moment(moment: datetime) -> Until:
    return Until(moment_words(moment), moment)
