"""Open dates as a calendar that people subscribe to. A tool: rows in, a document out.

Serialising an entry takes a hundred times as long as finding it: each is written once a process
and kept under all that stands in it, its UID, SEQUENCE and stamp included.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse

from core.files.calendar_writer import Entry, assembled, written
from training.courses.models import Course
from training.events.rules.national_grid import to_degrees
from training.events.rules.venue import place_words

# The type alone: a presenter asks no query.
if TYPE_CHECKING:
    from training.events.queries.event import FeedRow

MOST = 2_000  # entries of a feed
KEPT = 2_500  # entries of a process: some 3 MB
REFRESH = timedelta(hours=1)
SHOWN_AFTER = timedelta(days=31)  # so that what has been does not vanish from people's calendars


class Fields(NamedTuple):
    """What a row holds. Rows are kept as plain tuples: most are only looked up."""

    ref: str
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    room: str | None
    event_ref: str
    sequence: int
    mode: str
    name: str | None  # of the event's venue
    address: str | None
    postcode: str | None
    easting: int | None
    northing: int | None
    own_name: str | None  # of the session's, when it has one
    own_address: str | None
    own_postcode: str | None
    own_easting: int | None
    own_northing: int | None
    area: str
    title: str

    @property
    def where(self) -> str:
        """As Session.where_words; at least the area."""
        room = self.room or self.place
        if self.mode == Course.Mode.ONLINE:
            return place_words(room, "Online")
        own = (self.own_name, self.own_address, self.own_postcode)
        site = own if self.own_name else (self.name, self.address, self.postcode)
        return place_words(room, *(text or "" for text in site)) or self.area

    @property
    def degrees(self) -> tuple[float, float] | None:
        """As Session.degrees."""
        own, of_event = (self.own_easting, self.own_northing), (self.easting, self.northing)
        easting, northing = own if self.own_name else of_event
        return None if easting is None or northing is None else to_degrees(easting, northing)


ANY_REF = "a-reference"
EVENT_REF = Fields._fields.index("event_ref")


def feed(rows: Sequence[FeedRow], *, name: str, base_url: str, stamped_at: datetime) -> str:
    """The calendar document of some sessions. `stamped_at` is the same for a whole day."""
    parts = Counter([row[EVENT_REF] for row in rows])
    events = [vevent(row, parts[row[EVENT_REF]], base_url, stamped_at) for row in rows]
    return assembled(events, method="PUBLISH", name=name, refresh=REFRESH)


@functools.cache
def _address() -> str:
    return reverse("enrolments:event_detail", args=[ANY_REF])


@functools.lru_cache(maxsize=KEPT)
def vevent(row: FeedRow, parts: int, base_url: str, stamped_at: datetime) -> str:
    """One session as an entry. It names nobody and holds no link to join."""
    part = Fields(*row)
    url = f"{base_url}{_address().replace(ANY_REF, part.event_ref)}"
    summary = f"{part.title}, part {part.number} of {parts}" if parts > 1 else part.title
    entry = Entry(
        uid=f"{part.ref}@upstander",
        sequence=part.sequence,
        starts_at=part.starts_at,
        ends_at=part.ends_at,
        summary=summary,
        stamped_at=stamped_at,
        location=part.where,
        position=part.degrees,
        description=f"This entry is not a place. Ask for one at {url}",
        url=url,
    )
    return written(entry)
