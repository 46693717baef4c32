"""One month of dates as a grid of days. A tool: sessions in, weeks out.

Words are made once, here. The months that can be looked at are limited, so that nobody, and no
crawler, walks through the centuries.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse

from core.clock import LONDON, london_date
from core.dates import add_months, date_words, month_words, time_words
from training.events.models import Session
from training.events.presenters.event_list import place_of

MONTHS_BACK = 12
MONTHS_AHEAD = 36
# ASCII: \d takes the digits of every script.
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class MonthParameter(NamedTuple):
    """The month to show: the one asked for, or this one when that cannot be."""

    first: date
    was_asked: bool
    is_refused: bool

    @property
    def text(self) -> str:
        """2026-12."""
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """December 2026."""
        return month_words(self.first)


@dataclass(frozen=True)
class MonthEntry:
    """One session in a day's box."""

    title: str
    url: str
    when: str
    where: str
    places: str
    tone: str  # open, low, full or past


@dataclass(frozen=True)
class Day:
    """One day's box; `number` is 0 for a day of another month, which stays empty."""

    number: int
    iso: str
    words: str
    is_today: bool
    parts: tuple[MonthEntry, ...]


def first_and_last(today: date) -> tuple[date, date]:
    """The first days of the earliest and of the latest month that can be shown."""
    this_month = today.replace(day=1)
    return add_months(this_month, -MONTHS_BACK), add_months(this_month, MONTHS_AHEAD)


def month_asked(text: str, today: date) -> MonthParameter:
    if not text:
        return MonthParameter(today.replace(day=1), was_asked=False, is_refused=False)
    first, last = first_and_last(today)
    found = MONTH.fullmatch(text)
    year, month = map(int, found.groups()) if found else (0, 0)
    if (first.year, first.month) <= (year, month) <= (last.year, last.month):
        return MonthParameter(date(year, month, 1), was_asked=True, is_refused=False)
    return MonthParameter(today.replace(day=1), was_asked=False, is_refused=True)


def limit_words(today: date) -> str:
    """Which months there are, for who asked for another."""
    first, last = first_and_last(today)
    return f"You can look at {month_words(first)} to {month_words(last)}."


def neighbours(first: date, today: date) -> tuple[date | None, date | None]:
    """The month before and the month after, where they can be shown."""
    earliest, latest = first_and_last(today)
    before, after = add_months(first, -1), add_months(first, 1)
    return before if before >= earliest else None, after if after <= latest else None


def month_of(moment: datetime | None, today: date) -> date | None:
    """The month a moment is in, where it can be shown."""
    if moment is None:
        return None
    month = london_date(moment).replace(day=1)
    first, last = first_and_last(today)
    return month if first <= month <= last else None


def weeks_of(first: date, sessions: Iterable[Session], now: datetime) -> list[list[Day]]:
    """The month as weeks from Monday to Sunday."""
    by_day: defaultdict[date, list[MonthEntry]] = defaultdict(list)
    for session in sessions:
        by_day[london_date(session.starts_at)].append(part_of(session, now))
    today = london_date(now)
    return [
        [_day(day, first, today, tuple(by_day.get(day, ()))) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _day(day: date, first: date, today: date, parts: tuple[MonthEntry, ...]) -> Day:
    if day.month != first.month:
        return Day(0, "", "", is_today=False, parts=())
    return Day(day.day, day.isoformat(), date_words(day), is_today=day == today, parts=parts)


def part_of(session: Session, now: datetime) -> MonthEntry:
    event, title = session.event, session.event.course.title
    starts = session.starts_at.astimezone(LONDON)
    is_past = event.has_started(now)
    return MonthEntry(
        title=title if session.number == 1 else f"{title}, part {session.number}",
        url=reverse("enrolments:event_detail", args=[event.ref]),
        when=f"{time_words(starts)} to {time_words(session.ends_at)}",
        where=place_of(event),
        places="Started" if is_past else event.seats.left_words,
        tone="past" if is_past else event.seats.tone,
    )
