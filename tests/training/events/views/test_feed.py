"""Calendars to subscribe to, read back by two programs that share no code."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, User
from core import clock
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory, SessionFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory
from tests.training.calendars import entries_of, method_of
from training.courses.models import Course
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db

# 00:30, 01:30 where it exists, 02:30 and 09:00 in London on the days the clocks change in 2027;
# 01:30 comes twice in October.
SPRING = [datetime(2027, 3, 28, *at, tzinfo=UTC) for at in ((0, 30), (1, 30), (8, 0))]
AUTUMN_DAY = [
    *(datetime(2027, 10, 30, 23, 30, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    *(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), datetime(2027, 10, 31, 2, 30, tzinfo=UTC)),
    datetime(2027, 10, 31, 9, 0, tzinfo=UTC),
]
Times = list[tuple[datetime, datetime]]


def times_by_icalendar(document: bytes) -> Times:
    return [(entry["DTSTART"].dt, entry["DTEND"].dt) for entry in entries_of(document)]


def times_by_vobject(document: bytes) -> Times:
    calendar: Any = vobject.readOne(document.decode())
    return [(entry.dtstart.value, entry.dtend.value) for entry in calendar.vevent_list]


@pytest.mark.parametrize("parser", [times_by_icalendar, times_by_vobject])
def test_two_parsers_read_the_same_moments_on_both_clock_changes(
    client: Client, regional: Area, parser: Callable[[bytes], Times]
) -> None:
    wanted = []
    for starts_at in (*SPRING, *AUTUMN_DAY):
        EventFactory(area=regional, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
        wanted.append((starts_at, starts_at + timedelta(hours=3)))
    found = parser(client.get("/dates.ics").content)
    assert [(a.astimezone(UTC), b.astimezone(UTC)) for a, b in found] == wanted


def test_the_walls_clock_says_half_past_nine_before_and_after(
    client: Client, regional: Area
) -> None:
    for starts_at in (
        datetime(2027, 3, 27, 9, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 8, 30, tzinfo=UTC),
    ):
        EventFactory(area=regional, starts_at=starts_at)
    text = client.get("/dates.ics").content.decode()
    assert "DTSTART;TZID=Europe/London:20270327T093000" in text
    assert "DTSTART;TZID=Europe/London:20270328T093000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_the_feed_is_a_published_calendar_that_refreshes(client: Client, open_event: Event) -> None:
    response = client.get("/dates.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert method_of(response.content) == "PUBLISH"
    text = response.content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert all(line.isprintable() for line in text.split("\r\n"))
    (entry,) = entries_of(response.content)
    assert entry["UID"] == f"{open_event.sessions.get().ref}@upstander"
    assert entry["SEQUENCE"] == open_event.calendar_sequence
    assert entry["SUMMARY"] == "Preventing violence against women and girls"
    assert entry["LOCATION"] == "Online"
    assert entry["URL"].endswith(f"/dates/{open_event.ref}/")


def test_a_feed_without_dates_is_still_a_calendar(client: Client) -> None:
    document = client.get("/dates.ics").content
    assert method_of(document) == "PUBLISH"
    assert entries_of(document) == []


def test_the_feed_names_nobody_and_no_link_to_join(
    client: Client, open_event: Event, learner: User
) -> None:
    Event.objects.update(join_link="https://meet.example/secret")
    EnrolmentFactory(event=open_event, person=learner)
    client.force_login(learner)
    text = client.get("/dates.ics").content.decode()
    assert "BEGIN:VEVENT" in text
    for secret in ("meet.example", "Amina", "learner.example", "ATTENDEE"):
        assert secret not in text


def test_the_feed_leaves_out_what_is_not_open_and_what_is_long_over(
    client: Client, regional: Area, now: datetime
) -> None:
    soon = now + timedelta(days=1)
    EventFactory(area=regional, starts_at=soon, entry=Event.Entry.RESERVED)
    for status in (Event.Status.DRAFT, Event.Status.HELD, Event.Status.CANCELLED):
        EventFactory(area=regional, starts_at=soon, status=status)
    EventFactory(area=regional, starts_at=now - timedelta(days=40))
    EventFactory(course__title="Last week", area=regional, starts_at=now - timedelta(days=7))
    entries = entries_of(client.get("/dates.ics").content)
    assert [str(entry["SUMMARY"]) for entry in entries] == ["Last week"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?course=adversity", 1),
        ("?area=330", 1),
        ("?mode=online", 1),
        ("?places=yes", 1),
        ("?course=nothing-like-it&area=%FF&mode=x&places=2&view=month&month=9999-99", 2),
    ],
)
def test_a_feed_has_the_filter_of_its_address(
    client: Client, regional: Area, birmingham: Area, query: str, count: int
) -> None:
    adversity = CourseFactory(slug="adversity")
    EventFactory(course=adversity, area=regional, capacity=1, places_taken=1)
    EventFactory(
        area=birmingham,
        mode=Course.Mode.IN_PERSON,
        venue=VenueFactory(name="Council House", area=birmingham),
    )
    assert len(entries_of(client.get(f"/dates.ics{query}").content)) == count


def test_two_parts_are_two_entries_with_their_own_uids(client: Client, regional: Area) -> None:
    event = EventFactory(course__title="Adversity", area=regional)
    day_2 = event.starts_at + timedelta(days=7)
    SessionFactory(event=event, number=2, starts_at=day_2, ends_at=day_2 + timedelta(hours=2))
    entries = entries_of(client.get("/dates.ics").content)
    assert [str(e["SUMMARY"]) for e in entries] == [
        "Adversity, part 1 of 2",
        "Adversity, part 2 of 2",
    ]
    assert len({str(entry["UID"]) for entry in entries}) == 2


def test_an_unchanged_feed_is_not_sent_again(
    client: Client, open_event: Event, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = client.get("/dates.ics")["ETag"]
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=5))
    again = client.get("/dates.ics", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    Event.objects.update(calendar_sequence=1)
    changed = client.get("/dates.ics", headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert entries_of(changed.content)[0]["SEQUENCE"] == 1


def test_a_new_title_shows_though_the_sequence_stays(client: Client, open_event: Event) -> None:
    client.get("/dates.ics")
    Course.objects.update(title="A better\r\nATTENDEE:name")
    (entry,) = entries_of(client.get("/dates.ics").content)
    assert entry["SUMMARY"] == "A better ATTENDEE:name"
    assert "ATTENDEE" not in entry


def test_the_feed_costs_the_same_for_any_number_of_dates(
    client: Client, regional: Area, now: datetime
) -> None:
    counts = []
    for wanted in (10, 30):
        for number in range(wanted):
            EventFactory(area=regional, starts_at=now + timedelta(days=number))
        with CaptureQueriesContext(connection) as captured:
            client.get("/dates.ics?mode=online&area=REGIONAL")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3


def test_an_entry_says_where_it_is_once_and_on_the_map(client: Client, birmingham: Area) -> None:
    venue = VenueFactory(
        name="Council House", area=birmingham, easting=406_689, northing=286_822, contact="Sam"
    )
    event = EventFactory(area=birmingham, mode=Course.Mode.IN_PERSON, venue=venue)
    Session.objects.filter(event=event).update(room=VenueRoomFactory(venue=venue, name="Room 4"))
    [entry] = entries_of(client.get("/dates.ics").content)
    assert entry["LOCATION"] == "Room 4, Council House, Victoria Square, Birmingham, B1 1BB"
    assert entry["GEO"].to_ical() == "52.47928;-1.90294"
    [saved] = entries_of(client.get(f"/dates/{event.ref}/calendar.ics").content)
    assert (saved["LOCATION"], saved["GEO"].to_ical()) == (entry["LOCATION"], "52.47928;-1.90294")
