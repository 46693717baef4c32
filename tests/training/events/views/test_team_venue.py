"""The office's pages about venues."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from tests.bookings.visits.views.booking_pages import send, text_of
from tests.factories.training import EventFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory, make_many_venues
from training.courses.models import Course
from training.events.models import Venue, VenueRoom

pytestmark = pytest.mark.django_db
VENUES = "/team/venues/"
OURS = re.compile(r'FROM "(?:events|courses|accounts_area)')


@pytest.fixture
def office(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def hall(birmingham: Area) -> Venue:
    return VenueFactory(name="Old Hall", area=birmingham)


def page(client: Client, url: str) -> str:
    return text_of(client.get(url))  # type: ignore[arg-type]


def answers(**changed: Any) -> dict[str, Any]:
    return {
        "name": "Council House",
        "address": "Victoria Square",
        "postcode": "b11bb",
        "area": "330",
        "step_free": "yes",
        "contact": "Desk, 0121 496 0000",
        "arrival_notes": "Ring twice.",
        "easting": "406689",
        "northing": "286822",
        **changed,
    }


@pytest.mark.parametrize(
    "tail",
    [
        "", "new/", "{ref}/", "{ref}/edit/", "{ref}/retire/", "{ref}/delete/", "{ref}/rooms/new/",
        "{ref}/rooms/{room}/", "{ref}/rooms/{room}/remove/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["learner", "booker", "facilitator_user", "report_viewer"])
def test_only_the_office_comes_in(
    client: Client, hall: Venue, request: pytest.FixtureRequest, who: str, tail: str
) -> None:
    url = VENUES + tail.format(ref=hall.ref, room=VenueRoomFactory(venue=hall).ref)
    assert client.get(url).status_code == 302
    client.force_login(request.getfixturevalue(who))
    for method in (client.get, client.post):
        assert method(url).status_code == 403


def test_a_lead_is_the_office_too(client: Client, lead: User, hall: Venue) -> None:
    client.force_login(lead)
    assert "Old Hall" in page(client, VENUES)


@pytest.mark.parametrize("tail", ["", "edit/", "retire/", "delete/", "rooms/new/", "rooms/none/"])
def test_what_is_not_there_is_not_found(office: Client, hall: Venue, tail: str) -> None:
    assert office.get(f"{VENUES}none/{tail}").status_code == 404
    other = VenueRoomFactory(venue=VenueFactory(area=hall.area))
    assert office.get(f"{VENUES}{hall.ref}/rooms/{other.ref}/").status_code == 404


def test_a_venue_is_added_changed_and_found(office: Client, birmingham: Area) -> None:
    response = send(office, f"{VENUES}new/", **answers())
    venue = Venue.objects.get()
    assert response["Location"] == f"{VENUES}{venue.ref}/"
    assert venue.words == "Council House, Victoria Square, B1 1BB"
    shown = page(office, f"{VENUES}{venue.ref}/")
    for words in ("Desk, 0121 496 0000", "Ring twice.", "Step-free", "406689, 286822"):
        assert words in shown
    send(office, f"{VENUES}{venue.ref}/edit/", **answers(name="The Council House"))
    assert "The Council House" in page(office, f"{VENUES}?q=victoria+b1")
    assert "No venue has these words" in page(office, f"{VENUES}?q=walsall")


def test_it_is_refused_by_name_with_the_way_to_it(office: Client, birmingham: Area) -> None:
    known = VenueFactory(name="Council House", area=birmingham)
    response = send(office, f"{VENUES}new/", **answers(name="  council  HOUSE"))
    assert response.status_code == 409
    text = text_of(response)
    assert "There is a venue of that name and postcode already: Council House" in text
    assert f'<a href="{VENUES}{known.ref}/">Open Council House</a>' in text
    assert Venue.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "\x00\x07"}, "Enter name"),
        ({"name": "a" * 201}, "Use 200 characters or fewer"),
        ({"postcode": "Birmingham"}, "Enter a postcode in the usual form"),
        ({"postcode": ""}, "Enter postcode"),
        ({"area": "999"}, "not offered any more"),
        ({"step_free": "maybe"}, "not offered any more"),
        ({"easting": ""}, "Enter the easting too"),
        ({"northing": ""}, "Enter the northing too"),
        ({"easting": "700001"}, "not on the British National Grid"),
        ({"northing": "-1"}, "not on the British National Grid"),
        ({"easting": "west"}, "Enter whole metres"),
        ({"easting": "9" * 400}, "not on the British National Grid"),
    ],
)
def test_answers_that_do_not_fit_are_asked_for_again(
    office: Client, birmingham: Area, changed: dict[str, str], words: str
) -> None:
    response = send(office, f"{VENUES}new/", **answers(**changed))
    assert response.status_code == 422
    assert words in text_of(response)
    assert not Venue.objects.exists()


def test_control_characters_are_left_out(office: Client, birmingham: Area) -> None:
    send(
        office,
        f"{VENUES}new/",
        **answers(name="Coun\x00cil\u202e House\r\nBcc: x", contact="D\x1besk"),
    )
    venue = Venue.objects.get()
    assert (venue.name, venue.contact) == ("Council House Bcc: x", "Desk")


@pytest.mark.parametrize(
    ("back", "there"),
    [
        ("/team/events/new/?course=a", "/team/events/new/?course=a&venue={ref}"),
        ("/team/events/abc/move/", "/team/events/abc/move/?venue={ref}"),
        ("https://evil.example/team/events/", "/team/venues/{ref}/"),
        ("//evil.example/team/events/", "/team/venues/{ref}/"),
        ("/accounts/logout/", "/team/venues/{ref}/"),
        ("http://[", "/team/venues/{ref}/"),
        ("", "/team/venues/{ref}/"),
    ],
)
def test_the_way_back_is_to_a_date_of_ours_alone(
    office: Client, birmingham: Area, back: str, there: str
) -> None:
    response = office.post(
        f"{VENUES}new/",
        {**answers(), "form_key": "0e8b0f6e-6bd4-4f7b-9f5b-3a1f1f9b2d11"},
        query_params={"back": back},
    )
    assert response["Location"] == there.format(ref=Venue.objects.get().ref)


def test_a_venue_is_retired_and_used_again(office: Client, hall: Venue) -> None:
    address = f"{VENUES}{hall.ref}/retire/"
    assert "Retire Old Hall?" in page(office, address)
    send(office, address)
    assert "Old Hall is no longer offered" in page(office, VENUES)
    assert "Old Hall" not in page(office, VENUES)
    assert "Old Hall" in page(office, f"{VENUES}?show=retired")
    assert "Use Old Hall again?" in page(office, address)
    send(office, address)
    assert "Old Hall" in page(office, VENUES)


def test_one_in_use_is_not_deleted(office: Client, hall: Venue) -> None:
    EventFactory(area=hall.area, venue=hall, mode=Course.Mode.IN_PERSON)
    response = send(office, f"{VENUES}{hall.ref}/delete/")
    assert response.status_code == 409
    assert "Retire it instead" in text_of(response)
    assert Venue.objects.exists()


def test_one_that_never_was_used_is_deleted(office: Client, hall: Venue) -> None:
    response = send(office, f"{VENUES}{hall.ref}/delete/")
    assert response["Location"] == VENUES
    assert not Venue.objects.exists()


def test_rooms_are_kept_on_its_page(office: Client, hall: Venue) -> None:
    send(office, f"{VENUES}{hall.ref}/rooms/new/", name="Gallery", capacity="24", step_free="no")
    assert "24 people, not step-free" in page(office, f"{VENUES}{hall.ref}/")
    room = VenueRoom.objects.get()
    address = f"{VENUES}{hall.ref}/rooms/{room.ref}/"
    assert send(office, address, name="", capacity="0").status_code == 422
    send(office, address, name="Gallery", capacity="", step_free="")
    assert "Size not known" in page(office, f"{VENUES}{hall.ref}/")
    assert send(office, f"{VENUES}{hall.ref}/rooms/new/", name="gallery").status_code == 409
    send(office, f"{address}remove/")
    assert "No rooms are listed" in page(office, f"{VENUES}{hall.ref}/")


def test_of_a_school_only_what_it_does_not_say_is_asked(
    office: Client, school: Organisation
) -> None:
    venue = VenueFactory(
        name=school.name, key="school", area=school.area, organisation=school, postcode=""
    )
    shown = page(office, f"{VENUES}{venue.ref}/edit/")
    assert 'name="postcode"' not in shown
    send(office, f"{VENUES}{venue.ref}/edit/", name="Mine", step_free="part", contact="Office")
    venue.refresh_from_db()
    assert (venue.name, venue.step_free, venue.contact) == (school.name, "part", "Office")


@pytest.mark.parametrize("number", [1, 10_000])
def test_the_list_is_paged_and_takes_the_same_queries(
    office: Client, birmingham: Area, number: int
) -> None:
    make_many_venues(birmingham, number)
    with CaptureQueriesContext(connection) as captured:
        shown = page(office, f"{VENUES}?page=2")
    assert shown.count('class="task__title"') == min(number, 25)
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) == 2


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_takes_the_same_queries(office: Client, hall: Venue, number: int) -> None:
    for _ in range(number):
        VenueRoomFactory(venue=hall)
        EventFactory(area=hall.area, venue=hall, mode=Course.Mode.IN_PERSON)
    with CaptureQueriesContext(connection) as captured:
        shown = page(office, f"{VENUES}{hall.ref}/")
    assert f"To be held here: {number}" in shown
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) == 4
