"""The office's screens of dates."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import Area, Organisation, User
from core.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory, make_many_venues
from tests.pages import queries_of_few_and_many
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.events.queries.venue import MOST_CHOICES

pytestmark = pytest.mark.django_db
NEW = "/team/events/new/"


def answers(**changed: Any) -> dict[str, Any]:
    """A date on Thursday 3 December 2026 at 9:30am."""
    return {
        "date_1_day": "3",
        "date_1_month": "12",
        "date_1_year": "2026",
        "start_1": "9:30am",
        "capacity": "40",
        "area": "REGIONAL",
        "venue": "",
        "join_link": "https://meet.example/room",
        **changed,
    }


@pytest.mark.parametrize(
    "who", ["learner", "member", "booker", "facilitator_user", "report_viewer"]
)
@pytest.mark.parametrize("tail", ["", "new/", "{ref}/", "{ref}/cancel/"])
def test_only_the_office_comes_in(
    client: Client, open_event: Event, request: pytest.FixtureRequest, who: str, tail: str
) -> None:
    url = f"/team/events/{tail}".format(ref=open_event.ref)
    assert client.get(url).status_code == 302
    client.force_login(request.getfixturevalue(who))
    for method in (client.get, client.post):
        assert method(url).status_code == 403


def test_a_lead_is_the_office_too(client: Client, lead: User, open_event: Event) -> None:
    client.force_login(lead)
    assert client.get(f"/team/events/{open_event.ref}/").status_code == 200


@pytest.mark.parametrize("tail", ["", "cancel/"])
def test_an_unknown_date_is_not_found(office: Client, tail: str) -> None:
    assert office.get(f"/team/events/nothinghere/{tail}").status_code == 404


# The list


def test_the_list_has_coming_dates_reserved_ones_too(
    office: Client, open_event: Event, school: Organisation, now: datetime
) -> None:
    reserved = EventFactory(
        area=school.area, starts_at=now + timedelta(days=3), entry=Event.Entry.RESERVED
    )
    reserved.reserved_for.add(school)
    ended = EventFactory(area=school.area, starts_at=now - timedelta(days=3))
    coming = office.get("/team/events/").content.decode()
    assert open_event.ref in coming
    assert school.name in coming
    assert ended.ref not in coming
    past = office.get("/team/events/", {"when": "past"}).content.decode()
    assert ended.ref in past
    assert open_event.ref not in past


def test_a_date_that_is_over_says_how_many_came_and_no_places(
    office: Client, regional: Area, learner: User, stranger: User, now: datetime
) -> None:
    long_ago = EventFactory(area=regional, starts_at=now - timedelta(days=60), places_taken=2)
    ended = EventFactory(area=regional, starts_at=now - timedelta(days=30), places_taken=2)
    EnrolmentFactory(event=ended, person=learner, outcome="attended")
    EnrolmentFactory(event=ended, person=stranger, outcome="absent")
    pages = [
        office.get("/team/events/", {"when": "past"}),
        office.get(f"/team/events/{ended.ref}/"),
        office.get(f"/team/events/{long_ago.ref}/"),
        office.get(f"/dates/{ended.ref}/"),
    ]
    texts = [page.content.decode() for page in pages]
    assert "1 of 2 came" in texts[0]
    assert "1 of 2 came" in texts[1]
    assert "Over" in texts[2]
    assert all("places left" not in text for text in texts)


def test_the_list_costs_the_same_for_any_number_of_rows(
    office: Client, school: Organisation, now: datetime
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            event = EventFactory(area=school.area, starts_at=now + timedelta(days=3))
            event.reserved_for.add(school)

    assert len(queries_of_few_and_many(office, "/team/events/", add, many=29)) == 1


def test_an_empty_list_says_what_to_do(office: Client) -> None:
    assert "No dates are planned" in office.get("/team/events/").content.decode()
    text = office.get("/team/events/", {"when": "past"}).content.decode()
    assert "Nothing has taken place yet" in text


# Opening a date


def test_the_course_is_asked_first(office: Client, course: Course, workshop: Course) -> None:
    text = office.get(NEW).content.decode()
    assert course.title in text
    assert workshop.title not in text
    assert office.get(NEW, {"course": workshop.slug}).status_code == 404
    assert office.get(NEW, {"course": "no-such-course"}).status_code == 404


def test_without_courses_the_page_says_so(office: Client) -> None:
    assert "There is no course to open a date for" in office.get(NEW).content.decode()


def test_a_date_is_opened(office: Client, course: Course, regional: Area) -> None:
    response = send(office, f"{NEW}?course={course.slug}", **answers())
    event = Event.objects.get()
    assert response["Location"] == f"/team/events/{event.ref}/"
    assert (event.entry, event.status) == (Event.Entry.OPEN, Event.Status.SCHEDULED)
    assert event.starts_at == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
    assert (event.capacity, event.area, event.mode) == (40, regional, "online")
    assert event.join_link == "https://meet.example/room"
    assert event.ref in office.get("/dates/").content.decode()


def test_a_course_of_two_parts_asks_for_two_dates(
    office: Client, regional: Area, birmingham: Area
) -> None:
    parts = [{"title": "Day 1", "minutes": 300}, {"title": "Day 2", "minutes": 120}]
    course = CourseFactory(parts=parts, mode=Course.Mode.EITHER)
    url = f"{NEW}?course={course.slug}"
    assert "Day 2: start time" in office.get(url).content.decode()
    second = {"date_2_day": "10", "date_2_month": "June", "date_2_year": "2027", "start_2": "13.15"}
    hall = VenueFactory(name="Council House", area=birmingham)
    send(office, url, **answers(mode="in_person", venue=hall.ref, room=" Room\x00 2 ", **second))
    event = Event.objects.get()
    assert (event.venue, event.area) == (hall, birmingham)
    assert {session.place for session in event.sessions.all()} == {"Room 2"}
    lengths = list(event.sessions.values_list("starts_at", "ends_at"))
    assert lengths == [
        (datetime(2026, 12, 3, 9, 30, tzinfo=UTC), datetime(2026, 12, 3, 14, 30, tzinfo=UTC)),
        (datetime(2027, 6, 10, 12, 15, tzinfo=UTC), datetime(2027, 6, 10, 14, 15, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"date_1_day": "30", "date_1_month": "2"}, "30 February is not a date"),
        ({"date_1_year": "2025"}, "Year must be from 2026"),
        ({"date_1_day": "10", "date_1_month": "11"}, "11 November 2026 or later"),
        ({"date_1_day": "", "date_1_month": "", "date_1_year": ""}, "Enter the date"),
        ({"start_1": "soon"}, "Enter a time"),
        ({"start_1": ""}, "Enter the start time"),
        ({"capacity": "-1"}, "Enter 1 or more"),
        ({"capacity": "10000"}, "Enter 1000 or fewer"),
        ({"capacity": "many"}, "whole number"),
        ({"area": "nowhere"}, "not offered any more"),
        ({"join_link": "javascript:alert(1)"}, "starts with https://"),
        ({"join_link": "http://meet.example/"}, "starts with https://"),
    ],
)
def test_answers_that_do_not_fit_are_asked_for_again(
    office: Client, course: Course, regional: Area, changed: dict[str, str], words: str
) -> None:
    response = send(office, f"{NEW}?course={course.slug}", **answers(**changed))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Event.objects.exists()


def test_a_date_in_person_needs_a_venue(office: Client, regional: Area) -> None:
    course = CourseFactory(mode=Course.Mode.IN_PERSON)
    response = send(office, f"{NEW}?course={course.slug}", **answers())
    assert response.status_code == 422
    assert "Choose the venue: people come in person" in response.content.decode()
    retired = VenueFactory(area=regional, is_active=False)
    for wrong in ("a" * 1_000_000, "\x00", retired.ref):
        response = send(office, f"{NEW}?course={course.slug}", **answers(venue=wrong))
        assert "Choose a venue of the list" in response.content.decode()
    assert not Event.objects.exists()


def test_a_date_online_needs_an_area_and_no_venue(office: Client, birmingham: Area) -> None:
    course = CourseFactory(mode=Course.Mode.EITHER)
    hall = VenueFactory(area=birmingham)
    online = answers(mode="online", venue=hall.ref, room="Hall", area="")
    response = send(office, f"{NEW}?course={course.slug}", **online)
    assert "Choose an area" in response.content.decode()
    send(office, f"{NEW}?course={course.slug}", **{**online, "area": "330"})
    event = Event.objects.get()
    assert (event.venue, event.area) == (None, birmingham)
    assert event.sessions.get().where_words == "Online"


def test_venues_are_found_by_words_without_scripts_and_nothing_typed_is_lost(
    office: Client, birmingham: Area
) -> None:
    course = CourseFactory(mode=Course.Mode.IN_PERSON)
    url = f"{NEW}?course={course.slug}"
    make_many_venues(birmingham, 10_000)
    VenueFactory(name="Zephyr Rooms", area=birmingham)
    shown = office.get(url).content.decode()
    assert shown.count("<option") == 1 + MOST_CHOICES
    assert "These are the first of 10,001." in shown
    assert "Zephyr" not in shown

    response = send(office, url, **answers(venue_words="zephyr", find_venue="1", start_1="soon"))

    found = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" not in found
    assert 'value="soon"' in found
    assert "Zephyr Rooms" in found
    assert found.count("<option") == 2
    assert not Event.objects.exists()
    nothing = send(office, url, **answers(venue_words="\x00nowhere", find_venue="1"))
    assert "No venue has these words." in nothing.content.decode()


def test_a_venue_that_was_added_is_chosen(office: Client, birmingham: Area) -> None:
    course = CourseFactory(mode=Course.Mode.IN_PERSON)
    hall = VenueFactory(area=birmingham)
    shown = office.get(f"{NEW}?course={course.slug}&venue={hall.ref}").content.decode()
    assert f'<option value="{hall.ref}" selected>' in shown
    back = quote(f"{NEW}?course={course.slug}&venue={hall.ref}", safe="")
    assert f"/team/venues/new/?back={back}" in shown


def test_a_refusal_of_the_action_is_shown(office: Client, course: Course, regional: Area) -> None:
    Course.objects.update(group_max=20, group_hard_max=20, hard_max_reason="the size of the room")
    response = send(office, f"{NEW}?course={course.slug}", **answers())
    assert response.status_code == 409
    assert "20 people at most" in response.content.decode()
    assert not Event.objects.exists()


def test_a_double_click_opens_one_date(office: Client, course: Course, regional: Area) -> None:
    url = f"{NEW}?course={course.slug}"
    key = key_on(office, url)
    for _ in range(2):
        send(office, url, key, **answers())
    assert Event.objects.count() == 1


# One date


def test_the_page_has_the_roster(
    office: Client, open_event: Event, learner: User, stranger: User, school: Organisation
) -> None:
    EnrolmentFactory(
        event=open_event,
        person=learner,
        organisation=school,
        manager_email="boss@work.example",
        access_needs="Sits near the door",
    )
    EnrolmentFactory(event=open_event, person=stranger, status=Enrolment.Status.CANCELLED_LATE)
    text = office.get(f"/team/events/{open_event.ref}/").content.decode()
    for words in (learner.name, school.name, "boss@work.example", stranger.name, "Cancelled late"):
        assert words in text, words
    assert "Sits near the door" not in text
    assert learner.email not in text


def test_the_page_costs_the_same_for_any_roster(
    office: Client, open_event: Event, school: Organisation
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            EnrolmentFactory(event=open_event, person=UserFactory(), organisation=school)

    assert len(queries_of_few_and_many(office, f"/team/events/{open_event.ref}/", add)) == 1


def test_a_date_is_cancelled_with_a_reason(
    office: Client, open_event: Event, learner: User
) -> None:
    EnrolmentFactory(event=open_event, person=learner)
    Event.objects.update(places_taken=1)
    url = f"/team/events/{open_event.ref}/cancel/"
    assert "1 person has a place" in office.get(url).content.decode()
    assert send(office, url, reason="").status_code == 422
    response = send(office, url, reason="No facilitator")
    assert response["Location"] == f"/team/events/{open_event.ref}/"
    open_event.refresh_from_db()
    assert (open_event.status, open_event.places_taken) == (Event.Status.CANCELLED, 0)
    assert Message.objects.get().to == learner.email
    assert office.get(f"/dates/{open_event.ref}/").status_code == 410
    assert "Cancelled" in office.get(response["Location"]).content.decode()


def test_a_reserved_date_is_not_cancelled_here(office: Client, regional: Area) -> None:
    event = EventFactory(area=regional, entry=Event.Entry.RESERVED)
    page = office.get(f"/team/events/{event.ref}/").content.decode()
    assert "/cancel/" not in page
    response = send(office, f"/team/events/{event.ref}/cancel/", reason="x")
    assert response.status_code == 409
    assert "Cancel the booking instead" in response.content.decode()


def test_looking_changes_nothing(office: Client, open_event: Event, course: Course) -> None:
    before = list(Event.objects.values())
    for url in (
        "/team/events/",
        NEW,
        f"{NEW}?course={course.slug}",
        f"/team/events/{open_event.ref}/",
        f"/team/events/{open_event.ref}/cancel/",
    ):
        assert office.get(url).status_code == 200
    assert list(Event.objects.values()) == before


def test_a_room_that_became_too_small_is_said(office: Client, birmingham: Area) -> None:
    hall = VenueFactory(area=birmingham)
    event = EventFactory(area=birmingham, venue=hall, mode=Course.Mode.IN_PERSON, capacity=50)
    event.sessions.update(room=VenueRoomFactory(venue=hall, name="Gallery", capacity=24))
    shown = office.get(f"/team/events/{event.ref}/").content.decode()
    assert "Gallery" in shown
    assert "The room holds 24, fewer than the 50 places of this date." in shown
