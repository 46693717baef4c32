"""A feed of 1,000 sessions, first time and again, against icalendar alone."""

import hashlib
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from config.benchmarks.figures import interleaved, line, medians, seconds_of
from core.clock import LONDON
from core.public_ids import new_ref
from training.courses.models import Course
from training.events.presenters.event_feed import Fields, feed, vevent
from training.events.queries.event import FeedRow

SESSIONS = 1_000
BASE_URL = "https://upstander.example"
STAMP = datetime(2026, 11, 11, tzinfo=UTC)
TO_REACH = {"cold": 0.7, "warm": 20}
DIGITS = 2


def run(rounds: int) -> str:
    """The figures as one line: milliseconds, and how many times as fast as the floor."""
    rows = rows_of(SESSIONS)

    def cold() -> float:
        vevent.cache_clear()  # or only the first round would be cold
        return seconds_of(lambda: ours(rows))

    measures = {
        "floor": lambda: seconds_of(lambda: floor(rows)),
        "cold": cold,
        "warm": lambda: seconds_of(lambda: ours(rows)),
    }
    found = medians(interleaved(measures, rounds))
    return line(
        "calendar",
        sessions=SESSIONS,
        rounds=rounds,
        floor="the same entries written by icalendar alone",
        kilobytes=round(len(ours(rows)) / 1024),
        milliseconds={name: round(value * 1000, DIGITS) for name, value in found.items()},
        ratio={name: round(found["floor"] / found[name], DIGITS) for name in TO_REACH},
        to_reach=TO_REACH,
    )


def rows_of(number: int) -> list[FeedRow]:
    """So many sessions of three hours, as the query of the feed finds them."""
    starts = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    return [
        Fields(
            ref=new_ref(),
            number=1,
            starts_at=starts + timedelta(hours=7 * count),
            ends_at=starts + timedelta(hours=7 * count + 3),
            place="",
            room=None,
            event_ref=new_ref(),
            sequence=count % 3,
            mode=Course.Mode.IN_PERSON,
            name="Council House",
            address="Victoria Square",
            postcode="",
            easting=None,
            northing=None,
            own_name=None,
            own_address=None,
            own_postcode=None,
            own_easting=None,
            own_northing=None,
            area="Birmingham",
            title="Preventing violence against women and girls",
        )
        for count in range(number)
    ]


def ours(rows: list[FeedRow]) -> bytes:
    """What the view does with rows: the document and its tag."""
    text = feed(rows, name="Dates", base_url=BASE_URL, stamped_at=STAMP).encode()
    hashlib.sha256(text).hexdigest()
    return text


def floor(rows: list[FeedRow]) -> bytes:
    """The same entries, plainly written."""
    calendar = Calendar()
    calendar.add("prodid", "-//Floor//EN")
    calendar.add("version", "2.0")
    for row in rows:
        calendar.add_component(bare(Fields(*row)))
    written: bytes = calendar.to_ical()
    return written


def bare(part: Fields) -> Event:
    """One entry with the properties of ours."""
    url = f"{BASE_URL}/dates/{part.event_ref}/"
    event = Event()
    event.add("uid", f"{part.ref}@upstander")
    event.add("sequence", part.sequence)
    event.add("dtstamp", STAMP)
    event.add("dtstart", part.starts_at.astimezone(LONDON))
    event.add("dtend", part.ends_at.astimezone(LONDON))
    event.add("summary", part.title)
    event.add("status", "CONFIRMED")
    event.add("location", f"{part.name}, {part.address}")
    event.add("description", f"This entry is not a place. Ask for one at {url}")
    event.add("url", url)
    return event
