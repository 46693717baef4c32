"""From which day to which day somebody looks for dates. A tool: words in, days out.

Bounded like the months: a hundred years are not looked through, and the page says what it shows.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from core.dates import short_date_words, start_of_day

LONGEST = timedelta(days=3 * 366)


class Span(NamedTuple):
    """The days asked for, the last one included; None where the end is open."""

    first: date | None = None
    last: date | None = None
    is_refused: bool = False

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return self.first is not None or self.last is not None

    def pairs(self) -> dict[str, str]:
        """As it stands in an address."""
        days = {"from": self.first, "to": self.last}
        return {name: day.isoformat() for name, day in days.items() if day}

    def condition(self) -> Q:
        """For a query of events: those that start on one of the days, in London."""
        found = Q()
        if self.first:
            found &= Q(starts_at__gte=start_of_day(self.first))
        if self.last:
            found &= Q(starts_at__lt=start_of_day(self.last + timedelta(days=1)))
        return found

    @property
    def words(self) -> str:
        """1 December 2026 to 31 January 2027; from or up to one day where an end is open."""
        first = short_date_words(self.first) if self.first else ""
        last = short_date_words(self.last) if self.last else ""
        if first and last:
            return f"{first} to {last}"
        return f"from {first}" if first else last and f"up to {last}"


def read(query: Mapping[str, str], today: date) -> Span:
    """The days in an address. What cannot be shown is refused whole, and asks for nothing."""
    texts = [query.get(name, "").strip() for name in ("from", "to")]
    days = [day_of(text) for text in texts]
    if any(text and day is None for text, day in zip(texts, days, strict=True)):
        return Span(is_refused=True)
    first, last = days
    earliest, latest = today - LONGEST, today + LONGEST
    if any(day and not earliest <= day <= latest for day in days):
        return Span(is_refused=True)
    if first and last and last < first:
        return Span(is_refused=True)
    return Span(first, last)


def day_of(text: str) -> date | None:
    """The day of 2026-12-01; None for anything else."""
    try:
        # strptime() takes the digits of every script.
        return datetime.strptime(text, "%Y-%m-%d").date() if text.isascii() else None  # noqa: DTZ007
    except ValueError:
        return None


def limit_words(today: date) -> str:
    """What may be asked for, for who asked for something else."""
    return (
        f"Give the first day, the last or both, the first before the last and none after "
        f"{short_date_words(today + LONGEST)}."
    )
