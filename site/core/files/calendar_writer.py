"""The one writer of calendar documents (rule 28).

Times carry Europe/London with its rules, so that 9:30 stays 9:30 when the clocks change.
No attendee is ever named: a forwarded invitation tells nothing of who else comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from icalendar import Calendar, Event, vText

from core.clock import LONDON
from core.text import clean_text

PRODUCT = "-//Upstander//Training and sessions//EN"
END = "END:VCALENDAR\r\n"

# The rules of London's clock since 1996, as two yearly ones: every calendar program reads those.
ZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T010000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)


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
    position: tuple[float, float] | None = None  # latitude and longitude
    description: str = ""
    url: str = ""
    cancelled: bool = False


def document(entries: Iterable[Entry], *, method: str, name: str = "") -> str:
    """A calendar document of a method: PUBLISH for feeds, REQUEST or CANCEL in a message."""
    organiser = "" if method == "PUBLISH" else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    written_out = (written(entry, organiser=organiser) for entry in entries)
    return assembled(written_out, method=method, name=name)


def assembled(
    events: Iterable[str], *, method: str, name: str = "", refresh: timedelta | None = None
) -> str:
    """A document of entries that are written already; `refresh`: how often a feed is read."""
    return "".join((_head(method, name, refresh), ZONE, *events, END))


@lru_cache(maxsize=64)
def _head(method: str, name: str, refresh: timedelta | None) -> str:
    """How a document begins."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", vText(clean_text(name)))
    if refresh:
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", refresh)
    head: bytes = calendar.to_ical()
    return head.decode().removesuffix(END)


def written(entry: Entry, *, organiser: str = "") -> str:
    """One entry as it stands in a document; a request or its end names who sends it (RFC 5546)."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamped_at)
    event.add("dtstart", _wall_time(entry.starts_at))
    event.add("dtend", _wall_time(entry.ends_at))
    event.add("summary", clean_text(entry.summary))
    if organiser:
        event.add("organizer", f"mailto:{organiser}")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.location:
        event.add("location", clean_text(entry.location))
    if entry.position:
        event.add("geo", entry.position)
    if entry.description:
        event.add("description", clean_text(entry.description, multiline=True))
    # No other scheme: calendars make a link of whatever stands here.
    if entry.url.startswith(("https://", "http://")):
        event.add("url", entry.url)
    text: bytes = event.to_ical()
    return text.decode()


def _wall_time(moment: datetime) -> datetime:
    """London's time; in UTC within the hour that comes twice, whose wall time means the first."""
    local = moment.astimezone(LONDON)
    return moment.astimezone(UTC) if local.fold else local
