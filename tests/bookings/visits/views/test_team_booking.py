"""The office's pages: the queue, the offer, the facilitators."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import Booking
from tests.bookings.visits.views.booking_pages import key_on, send, text_of
from tests.factories.assurance import DBS, make_check, with_checks
from tests.factories.bookings import NINE_THIRTY, confirm, make_request, offer, staff
from tests.factories.registers import make_session
from training.courses.models import Course, CourseVersion
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
OURS = re.compile(r"\b(?:rota|visits)_")  # tables of bookings
SignIn = Callable[[User], Client]


@pytest.fixture
def office(signed_in: SignIn, coordinator: User) -> Client:
    """The coordinator's browser."""
    return signed_in(coordinator)


@pytest.fixture
def asked(school: Organisation, workshop: Course, booker: User) -> Booking:
    return make_request(school, workshop, booker)


def page_of(booking: Booking, step: str = "") -> str:
    return f"/team/bookings/{booking.reference}/{step}"


def page(client: Client, url: str) -> str:
    return text_of(client.get(url))  # type: ignore[arg-type]


def times(**changes: Any) -> dict[str, Any]:
    """The office's offer: Thursday 3 December 2026 at 9:30am."""
    return {
        "date_1_day": "3",
        "date_1_month": "12",
        "date_1_year": "2026",
        "start_1": "9.30am",
        "place": "Main hall",
        "arrangement": "together",
        "gap_minutes": "",
        **changes,
    }


# The queue


def test_the_queue_has_the_oldest_wish_first(
    office: Client, asked: Booking, school: Organisation, workshop: Course, booker: User
) -> None:
    earlier = make_request(
        school,
        workshop,
        booker,
        date=datetime(2026, 11, 26).date(),  # noqa: DTZ001 - a day
    )

    queue = page(office, "/team/bookings/")

    assert queue.index(earlier.reference) < queue.index(asked.reference)
    assert "85 people" in queue


@pytest.mark.parametrize(
    ("show", "here"), [("", True), ("requested", True), ("offered", False), ("nonsense", True)]
)
def test_the_queue_is_filtered_by_links(
    office: Client, asked: Booking, show: str, *, here: bool
) -> None:
    assert (asked.reference in page(office, f"/team/bookings/?show={show}")) is here


def test_an_empty_queue_says_what_comes(office: Client) -> None:
    assert "Nothing here" in page(office, "/team/bookings/?show=ended")


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_the_same_queries(
    office: Client, school: Organisation, workshop: Course, booker: User, number: int
) -> None:
    for place in range(number):
        make_request(school, workshop, booker, place=f"Room {place}")

    with CaptureQueriesContext(connection) as captured:
        office.get("/team/bookings/")
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) <= 4
    assert sum("visits_bookinggroup" in query["sql"] for query in ours) == 1


# Offering


def test_the_office_offers_a_date(office: Client, asked: Booking) -> None:
    assert "Offer a date" in page(office, page_of(asked))

    response = send(office, page_of(asked, "schedule/"), **times())

    assert response["Location"] == page_of(asked)
    session = Session.objects.get(event__bookings=asked)
    assert session.starts_at == NINE_THIRTY
    assert "Next: assign a facilitator" in page(office, page_of(asked))


def test_the_office_offers_groups_in_turn(office: Client, asked: Booking) -> None:
    send(
        office,
        page_of(asked, "schedule/"),
        **times(arrangement="in_turn", gap_minutes="15"),
    )

    assert Session.objects.count() == 3


def test_one_group_is_not_asked_how_it_comes(office: Client, asked: Booking) -> None:
    asked.groups.exclude(number=1).delete()

    assert 'name="arrangement"' not in page(office, page_of(asked, "schedule/"))


def test_a_course_in_parts_is_asked_for_each(office: Client, asked: Booking) -> None:
    parts = [{"title": "Day 1", "minutes": 300}, {"title": "Day 2", "minutes": 300}]
    CourseVersion.objects.update(parts=parts)
    second = {"date_2_day": "4", "date_2_month": "12", "date_2_year": "2026", "start_2": "9:30"}

    send(office, page_of(asked, "schedule/"), **times(), **second)

    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"start_1": "half past"}, 422, "Enter a time, for example 9:30am"),
        ({"date_1_day": "31", "date_1_month": "11"}, 422, "31 November is not a date"),
        ({"date_1_day": "1", "date_1_month": "11"}, 422, "Date must be 11 November 2026 or later"),
        ({"gap_minutes": "999"}, 422, "Enter 240 or fewer"),
        ({"date_1_day": "5"}, 409, "at the weekend"),
        ({"date_1_day": "11", "date_1_month": "11", "start_1": "9am"}, 409, "is in the past"),
    ],
)
def test_an_offer_that_cannot_be_says_why(
    office: Client, asked: Booking, changes: dict[str, str], status: int, words: str
) -> None:
    response = send(office, page_of(asked, "schedule/"), **times(**changes))

    assert response.status_code == status
    assert words in text_of(response)
    assert not Event.objects.exists()


def test_pressing_twice_offers_once(office: Client, asked: Booking) -> None:
    key = key_on(office, page_of(asked, "schedule/"))

    first = send(office, page_of(asked, "schedule/"), key, **times())
    second = send(office, page_of(asked, "schedule/"), key, **times())

    assert first["Location"] == second["Location"]
    assert Event.objects.count() == 1


# Assigning


def test_the_office_assigns_and_confirms(
    office: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    offer(asked, coordinator)
    session = Session.objects.get()
    url = f"/team/sessions/{session.ref}/facilitators/"
    assert "Priya Nandra" in page(office, url)

    response = send(office, url, facilitator=facilitator.user.ref, role="lead")
    assert response["Location"] == page_of(asked)
    assert "Confirm the visit" in page(office, page_of(asked))
    send(office, page_of(asked, "confirm/"))

    asked.refresh_from_db()
    assert asked.status == Booking.Status.CONFIRMED


def test_confirming_too_early_is_refused(office: Client, asked: Booking, coordinator: User) -> None:
    offer(asked, coordinator)

    response = send(office, page_of(asked, "confirm/"))

    assert response.status_code == 409
    assert "Nobody leads the session on Thursday 3 December 2026 at 9:30am" in text_of(response)


def test_the_list_says_who_cannot_and_why(
    office: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    make_check(facilitator, DBS, date(2026, 12, 1))
    offer(asked, coordinator)
    session = Session.objects.get()

    choice = page(office, f"/team/sessions/{session.ref}/facilitators/")

    assert "criminal record assurance is due on 1 December 2026" in choice
    assert "Nobody can take this session" in choice
    response = office.post(
        f"/team/sessions/{session.ref}/facilitators/",
        {
            "form_key": "0e8b0f6e-6bd4-4f7b-9f5b-3a1f1f9b2d11",
            "facilitator": facilitator.user.ref,
            "role": "lead",
        },
    )
    assert response.status_code == 422
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_takes_the_same_queries(
    office: Client, workshop: Course, birmingham: Area, number: int
) -> None:
    session = make_session(workshop, birmingham, starts_at=NINE_THIRTY)
    for place in range(number):
        user = User.objects.create_user(f"f{place}@vrp.example", name=f"F {place}")
        row = with_checks(Facilitator.objects.create(user=user))
        row.areas.add(birmingham)
        row.courses.add(workshop)

    with CaptureQueriesContext(connection) as captured:
        office.get(f"/team/sessions/{session.ref}/facilitators/")
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) == 8


def test_a_date_open_to_all_gets_its_facilitator_too(
    office: Client, open_event: Event, facilitator: Facilitator
) -> None:
    session = open_event.sessions.get()

    response = send(
        office,
        f"/team/sessions/{session.ref}/facilitators/",
        facilitator=facilitator.user.ref,
        role="lead",
    )

    assert response["Location"] == f"/team/events/{open_event.ref}/"
    assert Assignment.objects.get().session == session


def test_the_office_releases_a_facilitator(
    office: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    confirm(asked, facilitator, coordinator)
    session = Session.objects.get()
    url = f"/team/sessions/{session.ref}/facilitators/{facilitator.user.ref}/release/"

    assert send(office, url)["Location"] == page_of(asked)

    assert not Assignment.objects.get().is_holding
    assert "A session has no lead" in page(office, page_of(asked))
    assert office.get(url).status_code == 404


# Ending


def test_the_office_declines(office: Client, asked: Booking) -> None:
    assert send(office, page_of(asked, "decline/")).status_code == 422

    send(office, page_of(asked, "decline/"), reason="short_notice")

    asked.refresh_from_db()
    assert asked.status == Booking.Status.DECLINED
    assert "There is too little time to prepare" in page(office, page_of(asked))


def test_the_office_cancels(
    office: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    confirm(asked, facilitator, coordinator)

    send(office, page_of(asked, "cancel/"), reason="illness")

    asked.refresh_from_db()
    assert asked.status == Booking.Status.CANCELLED_BY_VRP
    assert "Cancel this visit" not in page(office, page_of(asked))


def test_another_day_waits_for_the_school(
    office: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    send(office, page_of(asked, "schedule/"), **times(date_1_day="4"))
    staff(Booking.objects.get(), facilitator, coordinator)

    assert "Waiting for the organisation" in page(office, page_of(asked))
    assert send(office, page_of(asked, "confirm/")).status_code == 409


@pytest.mark.parametrize("step", ["schedule/", "confirm/", "decline/", "cancel/"])
def test_steps_that_are_over_lead_back(office: Client, asked: Booking, step: str) -> None:
    Booking.objects.update(status=Booking.Status.WITHDRAWN)

    assert office.get(page_of(asked, step))["Location"] == page_of(asked)


# Who may


URLS = [
    "/team/bookings/",
    "/team/bookings/{reference}/",
    "/team/bookings/{reference}/schedule/",
    "/team/bookings/{reference}/confirm/",
    "/team/bookings/{reference}/decline/",
    "/team/bookings/{reference}/cancel/",
    "/team/sessions/{session}/facilitators/",
    "/team/sessions/{session}/facilitators/{person}/release/",
    "/team/facilitators/",
    "/team/facilitators/{person}/",
]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("who", ["booker", "facilitator_user", "learner", "report_viewer"])
def test_only_the_office_comes_in(
    asked: Booking,
    facilitator: Facilitator,
    coordinator: User,
    signed_in: SignIn,
    url: str,
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    confirm(asked, facilitator, coordinator)
    address = url.format(
        reference=asked.reference,
        session=Session.objects.get().ref,
        person=facilitator.user.ref,
    )
    client = signed_in(request.getfixturevalue(who))

    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    asked.refresh_from_db()
    assert asked.status == Booking.Status.CONFIRMED


@pytest.mark.parametrize(
    "url",
    [
        "/team/bookings/VRP-2627-ZZZZZZ/",
        "/team/sessions/zzzzzzzzzzzz/facilitators/",
        "/team/sessions/zzzzzzzzzzzz/facilitators/zzzzzzzzzzzz/release/",
        "/team/facilitators/zzzzzzzzzzzz/",
    ],
)
def test_what_is_not_there_is_not_found(office: Client, url: str) -> None:
    assert office.get(url).status_code == 404
