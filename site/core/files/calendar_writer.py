"""The one writer of calendar documents (rule 28).

Times carry Europe/London with its rules, so that 9:30 stays 9:30 when the clocks change.
No attendee is named but who receives an invitation: one that is forwarded tells nothing of who else
comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vDuration, vText

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


def document(entries: Iterable[Entry], *, name: str = "") -> str:
    """A calendar document to read or to keep."""
    return assembled(map(written, entries), method="PUBLISH", name=name)


def invitation(entries: Iterable[Entry], *, method: str, to: str) -> str:
    """What a mail to one person carries: REQUEST, or CANCEL which takes it out again."""
    return assembled((written(entry, to=to) for entry in entries), method=method)


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
        # Of a name that it does not know, the library would write Python's words for the time.
        ttl: bytes = vDuration(refresh).to_ical()  # type: ignore[no-untyped-call]
        calendar.add("x-published-ttl", ttl.decode())
    head: bytes = calendar.to_ical()
    return head.decode().removesuffix(END)


def written(entry: Entry, *, to: str = "") -> str:
    """One entry as it stands in a document; an invitation names whom it is to."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamped_at)
    event.add("dtstart", _wall_time(entry.starts_at))
    event.add("dtend", _wall_time(entry.ends_at))
    event.add("summary", clean_text(entry.summary))
    # Every method has one (RFC 5546 3.2).
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    if to:
        # RFC 5546 3.2.2: a request has one. The place is theirs already, so nothing is asked: an
        # answer would go to a mailbox that nobody reads.
        event.add(
            "attendee",
            vCalAddress(f"mailto:{to}"),
            parameters={"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"},
        )
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
