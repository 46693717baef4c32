"""The one writer of calendar documents (reliability rule 28).

Times carry Europe/London with its rules, so that 9:30 stays 9:30 when the clocks change.
No attendee is ever named: a forwarded invitation tells nothing of who else comes.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, Timezone, vText

from core.clock import LONDON
from core.text import clean_text

PRODUCT = "-//Upstander//Training and sessions//EN"


@dataclass(frozen=True)
class Entry:
    """One block of time. `sequence` rises with every change of a `uid`."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    stamped_at: datetime
    location: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False


def document(entries: Iterable[Entry], *, method: str, name: str = "") -> str:
    """A calendar document of a method: PUBLISH for feeds, REQUEST or CANCEL in a message."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", vText(clean_text(name)))
    for entry in entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical()
    starts = "\r\nBEGIN:VEVENT\r\n", "\r\nEND:VCALENDAR\r\n"
    text = written.decode()
    place = min(at for at in map(text.find, starts) if at >= 0) + len("\r\n")
    return text[:place] + _zone() + text[place:]


@functools.cache
def _zone() -> str:
    """The rules of London's clock. Written once a process: they take longer than a whole entry."""
    written: bytes = Timezone.from_tzinfo(LONDON).to_ical()
    return written.decode()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamped_at)
    event.add("dtstart", entry.starts_at.astimezone(LONDON))
    event.add("dtend", entry.ends_at.astimezone(LONDON))
    event.add("summary", clean_text(entry.summary))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.location:
        event.add("location", clean_text(entry.location))
    if entry.description:
        event.add("description", clean_text(entry.description, multiline=True))
    if entry.url.startswith(("https://", "http://")):
        event.add("url", entry.url)
    return event
