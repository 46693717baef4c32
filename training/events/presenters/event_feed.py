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
    event_ref: str
    sequence: int
    mode: str
    venue: str
    area: str
    title: str


EVENT_REF = Fields._fields.index("event_ref")


def feed(rows: Sequence[FeedRow], *, name: str, base_url: str, stamped_at: datetime) -> str:
    """The calendar document of some sessions. `stamped_at` is the same for a whole day."""
    parts = Counter([row[EVENT_REF] for row in rows])
    events = [vevent(row, parts[row[EVENT_REF]], base_url, stamped_at) for row in rows]
    return assembled(events, method="PUBLISH", name=name, refresh=REFRESH)


@functools.lru_cache(maxsize=KEPT)
def vevent(row: FeedRow, parts: int, base_url: str, stamped_at: datetime) -> str:
    """One session as an entry. It names nobody and holds no link to join."""
    part = Fields(*row)
    url = f"{base_url}{reverse('enrolments:event_detail', args=[part.event_ref])}"
    summary = f"{part.title}, part {part.number} of {parts}" if parts > 1 else part.title
    where = "Online" if part.mode == Course.Mode.ONLINE else part.venue or part.area
    entry = Entry(
        uid=f"{part.ref}@upstander",
        sequence=part.sequence,
        starts_at=part.starts_at,
        ends_at=part.ends_at,
        summary=summary,
        stamped_at=stamped_at,
        location=part.place or where,
        description=f"This entry is not a place. Ask for one at {url}",
        url=url,
    )
    return written(entry)
