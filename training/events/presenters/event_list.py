"""A page of dates as a list by month. A tool: events in, words out.

Words are made once a row, here: a list of dates is the page that is asked for most.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from core.clock import LONDON
from core.dates import date_words, month_words, short_month, time_words
from training.events.models import Event


@dataclass(frozen=True)
class EventRow:
    title: str
    url: str
    day: int
    month: str
    when: str
    where: str
    places: str
    taken_percent: int
    tone: str  # open, low or full


@dataclass
class Month:
    title: str
    rows: list[EventRow] = field(default_factory=list)


def months_of(events: Iterable[Event]) -> list[Month]:
    """The events, in the order given, under the months they start in."""
    months: list[Month] = []
    for event in events:
        title = month_words(event.starts_at.astimezone(LONDON).date())
        if not months or months[-1].title != title:
            months.append(Month(title))
        months[-1].rows.append(row_of(event))
    return months


def row_of(event: Event) -> EventRow:
    starts, seats = event.starts_at.astimezone(LONDON), event.seats
    return EventRow(
        title=event.course.title,
        url=reverse("enrolments:event_detail", args=[event.ref]),
        day=starts.day,
        month=short_month(starts.date()),
        when=when_words(event),
        where=place_of(event),
        places=seats.words,
        taken_percent=seats.taken_percent,
        tone=seats.tone,
    )


def place_of(event: Event) -> str:
    """Online, or the borough: the whole address is on the date's own page."""
    return event.area.name if event.venue_id and event.area.is_borough else event.where_words


def when_words(event: Event) -> str:
    """Thursday 3 December 2026, 9:30am to 12:30pm; several days as the first and the last."""
    starts, ends = event.starts_at.astimezone(LONDON), event.ends_at.astimezone(LONDON)
    if starts.date() == ends.date():
        return event.when_words
    first, last = date_words(starts.date()), date_words(ends.date())
    return f"{first}, {time_words(starts)}, to {last}"
