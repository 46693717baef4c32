"""The list of dates and a date's page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Area, User
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory, SessionFactory
from tests.factories.venues import VenueFactory
from tests.pages import page, queries_of_few_and_many
from tests.training.calendars import entries_of, method_of
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db


def make_events(area: Area, count: int, now: datetime) -> None:
    for number in range(count):
        EventFactory(
            area=area,
            starts_at=now + timedelta(days=number + 1),
            mode=Course.Mode.IN_PERSON,
            venue=VenueFactory(name="Council House", area=area),
        )


# The list


def test_the_list_shows_open_dates_by_month(
    client: Client, open_event: Event, regional: Area
) -> None:
    Event.objects.update(places_taken=46)
    in_january = EventFactory(
        course__title="Adversity", area=regional, starts_at=datetime(2027, 1, 14, 9, tzinfo=UTC)
    )
    text = page(client, "/dates/")
    assert text.index("December 2026</h2>") < text.index("January 2027</h2>")
    assert "Thursday 3 December 2026, 9:30am to 12:30pm" in text
    assert "4 of 50 places left" in text
    assert f"/dates/{open_event.ref}/" in text
    rows = text[text.index("December 2026</h2>") :]
    assert rows.index("Preventing violence") < rows.index("Adversity")
    assert f"/dates/{in_january.ref}/" in text


def test_the_list_leaves_out_what_nobody_can_choose(
    client: Client, regional: Area, now: datetime
) -> None:
    soon = now + timedelta(days=1)
    EventFactory(area=regional, starts_at=soon, entry=Event.Entry.RESERVED)
    EventFactory(area=regional, starts_at=soon, status=Event.Status.CANCELLED)
    EventFactory(area=regional, starts_at=soon, status=Event.Status.DRAFT)
    EventFactory(area=regional, starts_at=now - timedelta(days=1))
    assert "No dates are open at the moment" in page(client, "/dates/")


def test_a_full_date_says_so(client: Client, open_event: Event) -> None:
    Event.objects.update(capacity=2, places_taken=2)
    assert "Full" in page(client, "/dates/")


def test_the_list_costs_the_same_for_any_number_of_rows(
    client: Client, regional: Area, now: datetime
) -> None:
    def add(number: int) -> None:
        make_events(regional, number, now)

    (number,) = queries_of_few_and_many(client, "/dates/", add, many=29)  # 25 fit on a page
    assert number <= 4


def test_the_list_is_light(client: Client, regional: Area, now: datetime) -> None:
    areas = [regional] + [
        Area.objects.create(code=f"33{number}", name="Wolverhampton", position=number)
        for number in range(7)
    ]
    courses = [
        CourseFactory(title=f"Preventing violence against women and girls {number}")
        for number in range(8)
    ]
    for number in range(56):
        EventFactory(
            course=courses[number % 8],
            area=areas[number % 7],
            starts_at=now + timedelta(days=number + 1),
        )
    content = client.get("/dates/").content
    assert content.count(b'class="event-row"') == 25
    assert len(content) <= 18 * 1024  # 20 with the links of a full menu and footer


def test_the_second_page_has_the_rest(client: Client, regional: Area, now: datetime) -> None:
    make_events(regional, 30, now)
    assert page(client, "/dates/", page=2).count('class="event-row"') == 5


# A date's page


def test_the_page_says_what_when_where_and_how(client: Client, open_event: Event) -> None:
    Course.objects.update(content_notice="Accounts of harassment.", audience="School staff")
    text = page(client, f"/dates/{open_event.ref}/")
    for words in (
        "Thursday 3 December 2026, 9:30am to 12:30pm",
        "50 of 50 places left",
        "3 hours, 15 minutes of it for breaks",
        "2.75 hours",
        "Recognise signs of harmful behaviour",
        "Accounts of harassment.",
        "School staff",
        "by the end of Tuesday 1 December 2026",
        f"/dates/{open_event.ref}/enrol/",
    ):
        assert words in text, words


@pytest.mark.parametrize("status", list(Enrolment.Status.values))
def test_the_page_never_holds_the_link_to_join(
    client: Client, open_event: Event, learner: User, status: str
) -> None:
    Event.objects.update(join_link="https://meet.example/secret")
    EnrolmentFactory(event=open_event, person=learner, status=status)
    for person in (None, learner):
        if person:
            client.force_login(person)
        assert "meet.example" not in page(client, f"/dates/{open_event.ref}/")
    assert "meet.example" not in page(client, "/dates/")


def test_the_page_has_no_row_numbers(client: Client, regional: Area) -> None:
    event = EventFactory(pk=987654, area=regional)
    assert "987654" not in page(client, f"/dates/{event.ref}/")


def test_two_parts_are_both_named(client: Client, regional: Area) -> None:
    event = EventFactory(area=regional)
    day_2 = event.starts_at + timedelta(days=7)
    SessionFactory(event=event, number=2, starts_at=day_2, ends_at=day_2 + timedelta(hours=2))
    text = page(client, f"/dates/{event.ref}/")
    assert "Part 1:" in text
    assert "Thursday 10 December 2026, 9:30am to 11:30am" in text


def test_a_full_date_leads_to_the_next_one(
    client: Client, open_event: Event, regional: Area
) -> None:
    later = EventFactory(
        course=open_event.course, area=regional, starts_at=datetime(2027, 1, 14, 9, tzinfo=UTC)
    )
    Event.objects.filter(pk=open_event.pk).update(places_taken=50)
    text = page(client, f"/dates/{open_event.ref}/")
    assert "This date is full" in text
    assert f"/dates/{later.ref}/" in text
    assert "/enrol/" not in text


def test_a_date_that_started_says_so(client: Client, regional: Area, now: datetime) -> None:
    event = EventFactory(area=regional, starts_at=now)
    text = page(client, f"/dates/{event.ref}/")
    assert "This date has started" in text
    assert "/enrol/" not in text


def test_a_date_that_is_over_names_the_next_ones_once(
    client: Client, open_event: Event, regional: Area, now: datetime
) -> None:
    past = EventFactory(course=open_event.course, area=regional, starts_at=now - timedelta(days=30))
    text = page(client, f"/dates/{past.ref}/")
    assert "This date is over" in text
    assert "This date has started" not in text
    assert text.count(f"/dates/{open_event.ref}/") == 1


def test_who_has_a_place_is_led_to_it(client: Client, open_event: Event, learner: User) -> None:
    mine = EnrolmentFactory(event=open_event, person=learner)
    client.force_login(learner)
    text = page(client, f"/dates/{open_event.ref}/")
    assert f"/my/places/{mine.ref}/" in text
    assert "/enrol/" not in text


HIDDEN = [
    {"entry": Event.Entry.RESERVED},
    {"status": Event.Status.DRAFT},
    {"status": Event.Status.HELD},
    {"status": Event.Status.CANCELLED},
]


@pytest.mark.parametrize("change", HIDDEN)
@pytest.mark.parametrize("tail", ["", "calendar.ics", "enrol/"])
def test_what_is_not_open_does_not_exist_for_strangers(
    client: Client, open_event: Event, stranger: User, change: dict[str, str], tail: str
) -> None:
    Event.objects.update(**change)
    client.force_login(stranger)
    # That one was cancelled everybody may know; of the others nobody has heard.
    status = 410 if change == {"status": Event.Status.CANCELLED} else 404
    assert client.get(f"/dates/{open_event.ref}/{tail}").status_code == status


@pytest.mark.parametrize("change", HIDDEN)
def test_who_is_or_was_on_it_still_sees_it(
    client: Client, open_event: Event, learner: User, change: dict[str, str]
) -> None:
    Event.objects.update(**change)
    EnrolmentFactory(event=open_event, person=learner, status=Enrolment.Status.CANCELLED)
    client.force_login(learner)
    assert "Preventing violence" in page(client, f"/dates/{open_event.ref}/")


@pytest.mark.parametrize("ref", ["nothinghere", "x" * 500, "%E2%98%83", "1", "'; --"])
@pytest.mark.parametrize("tail", ["", "calendar.ics"])
def test_an_unknown_date_is_not_found(client: Client, db: None, ref: str, tail: str) -> None:
    assert client.get(f"/dates/{ref}/{tail}").status_code == 404


# Its calendar file


def test_the_calendar_file_is_to_publish(client: Client, open_event: Event) -> None:
    Event.objects.update(join_link="https://meet.example/secret")
    response = client.get(f"/dates/{open_event.ref}/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="date-{open_event.ref}.ics"' in response["Content-Disposition"]
    assert method_of(response.content) == "PUBLISH"
    (entry,) = entries_of(response.content)
    assert entry["UID"] == f"{open_event.sessions.get().ref}@upstander"
    assert entry["DTSTART"].dt.strftime("%Y-%m-%d %H:%M") == "2026-12-03 09:30"
    assert b"meet.example" not in response.content


# Where


@pytest.fixture
def at_hall(birmingham: Area) -> Event:
    venue = VenueFactory(
        name="Council House",
        area=birmingham,
        step_free="part",
        contact="Sam Caretaker",
        arrival_notes="Ring twice.",
        easting=406_689,
        northing=286_822,
    )
    return EventFactory(area=birmingham, mode=Course.Mode.IN_PERSON, venue=venue)


def test_everyone_reads_where_it_is_and_only_who_comes_whom_to_ask_for(
    client: Client, at_hall: Event, learner: User, stranger: User
) -> None:
    place = EnrolmentFactory(event=at_hall, person=learner)
    waiting = EnrolmentFactory(event=at_hall, person=stranger, status="waiting")
    public = page(client, f"/dates/{at_hall.ref}/")
    assert public.count("Council House, Victoria Square, Birmingham, B1 1BB") == 1
    assert "Step-free in part" in public
    assert 'itemprop="postalCode" content="B1 1BB"' in public
    assert 'itemprop="latitude" content="52.47928"' in public
    client.force_login(learner)
    theirs = page(client, f"/my/places/{place.ref}/")
    client.force_login(stranger)
    waits = page(client, f"/my/places/{waiting.ref}/")
    for words in ("Sam Caretaker", "Ring twice."):
        assert words not in public + waits
        assert words in theirs
