"""A school's pages: workshops, the request, the booking."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, User
from bookings.rota.models import Facilitator
from bookings.visits.models import Booking
from tests.bookings.visits.views.booking_pages import NEW, key_on, send, text_of
from tests.factories.bookings import confirm, make_request, offer, staff
from tests.factories.registers import make_booking, make_session
from tests.factories.training import CourseFactory
from tests.training.calendars import entries_of, method_of
from training.courses.models import Course

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def at_school(signed_in: SignIn, booker: User, workshop: Course) -> Client:
    """The booker's browser."""
    return signed_in(booker)


@pytest.fixture
def asked(school: Organisation, workshop: Course, booker: User) -> Booking:
    return make_request(school, workshop, booker)


def page_of(booking: Booking, step: str = "") -> str:
    return f"/bookings/{booking.reference}/{step}"


# The list of workshops


def test_workshops_are_for_everyone_and_say_what_schools_ask(
    client: Client, workshop: Course, course: Course
) -> None:
    Course.objects.filter(pk=workshop.pk).update(content_notice="Talks about jealousy")

    page = text_of(client.get("/workshops/"))  # type: ignore[arg-type]

    assert page.index("For pupils") < page.index("Healthy relationships workshop")
    assert page.index("For your staff") < page.index("Preventing violence against women")
    for words in ("1 hour", "Years 7 to 11", "Up to 100 people", "Talks about jealousy"):
        assert words in page
    assert 'href="/courses/healthy-relationships/"' in page
    assert 'href="/bookings/new/?course=healthy-relationships"' in page


def test_workshops_without_any_say_so(client: Client, db: None) -> None:
    assert "No workshops yet" in text_of(client.get("/workshops/"))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1, 8])
def test_workshops_take_the_same_queries(client: Client, db: None, number: int) -> None:
    for place in range(number):
        CourseFactory(slug=f"w{place}", title=f"W{place}", kind="pupil_workshop")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/workshops/")
    courses = [query for query in captured.captured_queries if "courses_course" in query["sql"]]
    assert len(courses) == 1


# The booking


def test_accepting_goes_through_a_page(
    at_school: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    staff(offer(asked, coordinator), facilitator, coordinator)
    assert "Accept this date" in text_of(at_school.get(page_of(asked)))  # type: ignore[arg-type]

    response = send(at_school, page_of(asked, "accept/"))

    assert response["Location"] == page_of(asked)
    asked.refresh_from_db()
    assert asked.status == Booking.Status.CONFIRMED
    assert "Priya Nandra" in text_of(at_school.get(page_of(asked)))  # type: ignore[arg-type]


def test_accepting_what_is_gone_is_refused(
    at_school: Client, asked: Booking, coordinator: User
) -> None:
    offer(asked, coordinator)
    key = key_on(at_school, page_of(asked, "accept/"))
    Booking.objects.update(status=Booking.Status.CANCELLED_BY_VRP)

    response = send(at_school, page_of(asked, "accept/"), key)

    assert response.status_code == 409
    assert "has moved on" in text_of(response)


def test_a_request_is_withdrawn_after_a_page(at_school: Client, asked: Booking) -> None:
    assert send(at_school, page_of(asked, "cancel/")).status_code == 422

    response = send(at_school, page_of(asked, "cancel/"), reason="plans")

    assert response["Location"] == page_of(asked)
    asked.refresh_from_db()
    assert asked.status == Booking.Status.WITHDRAWN
    page = text_of(at_school.get(page_of(asked)))  # type: ignore[arg-type]
    assert "Our plans have changed" in page
    assert "What happens next" not in page


@pytest.mark.parametrize("step", ["accept/", "cancel/"])
def test_steps_that_are_over_lead_back(at_school: Client, asked: Booking, step: str) -> None:
    Booking.objects.update(status=Booking.Status.DECLINED)

    assert at_school.get(page_of(asked, step))["Location"] == page_of(asked)


def test_an_agreed_visit_has_a_calendar_file(
    at_school: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    confirm(asked, facilitator, coordinator)

    response = at_school.get(page_of(asked, "visit.ics"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert method_of(response.content) == "PUBLISH"
    (entry,) = entries_of(response.content)
    assert entry["UID"] == f"{asked.reference.lower()}-1@upstander"


def test_before_it_is_agreed_there_is_no_entry(
    at_school: Client, asked: Booking, coordinator: User
) -> None:
    offer(asked, coordinator)

    assert at_school.get(page_of(asked, "visit.ics")).status_code == 404


# The school's home


def test_home_says_what_to_do_next(
    at_school: Client, asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    def home() -> str:
        return text_of(at_school.get("/bookings/"))  # type: ignore[arg-type]

    assert "We are looking for a date" in home()
    staff(offer(asked, coordinator), facilitator, coordinator)
    assert "Answer our offer" in home()
    send(at_school, page_of(asked, "accept/"))
    assert "Your next visit" in home()
    send(at_school, page_of(asked, "cancel/"), reason="plans")
    assert "Ask for a visit" in home()
    assert "Declined or cancelled" in home()


def test_the_last_visit_that_has_been_stands_first(
    at_school: Client, school: Organisation, workshop: Course, booker: User
) -> None:
    for day in (1, 8):
        starts_at = datetime(2026, 10, day, 9, tzinfo=UTC)
        make_booking(make_session(workshop, school.area, starts_at=starts_at), school, booker)

    page = text_of(at_school.get("/bookings/"))  # type: ignore[arg-type]

    assert page.index("8 October 2026") < page.index(" 1 October 2026")
    assert page.count("Over") == 2  # and no longer "Confirmed"


@pytest.mark.parametrize("number", [1, 3])
def test_home_takes_the_same_queries(
    at_school: Client, school: Organisation, workshop: Course, booker: User, number: int
) -> None:
    for place in range(number):
        make_request(school, workshop, booker, place=f"Room {place}")

    with CaptureQueriesContext(connection) as captured:
        at_school.get("/bookings/")
    ours = [query for query in captured.captured_queries if "visits_booking" in query["sql"]]
    assert len(ours) == 2


# Who may


@pytest.mark.parametrize("step", ["", "accept/", "cancel/", "visit.ics"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_schools_booking_does_not_exist(
    asked: Booking, other_booker: User, signed_in: SignIn, step: str, method: str
) -> None:
    client = signed_in(other_booker)

    assert getattr(client, method)(page_of(asked, step)).status_code == 404
    assert client.get("/bookings/VRP-2627-ZZZZZZ/").status_code == 404
    asked.refresh_from_db()
    assert asked.status == Booking.Status.REQUESTED


def test_another_schools_home_does_not_show_it(
    asked: Booking, other_booker: User, signed_in: SignIn
) -> None:
    page = text_of(signed_in(other_booker).get("/bookings/"))  # type: ignore[arg-type]

    assert asked.reference not in page


@pytest.mark.parametrize("url", ["/bookings/", NEW])
def test_visitors_sign_in_and_others_are_refused(
    client: Client, signed_in: SignIn, learner: User, url: str
) -> None:
    assert client.get(url)["Location"].startswith("/accounts/login/?next=/bookings/")
    assert signed_in(learner).get(url).status_code == 403


def test_a_colleague_sees_the_booking(asked: Booking, manager: User, signed_in: SignIn) -> None:
    assert signed_in(manager).get(page_of(asked)).status_code == 200


def test_references_are_read_in_any_case(asked: Booking, at_school: Client) -> None:
    assert at_school.get(page_of(asked).lower()).status_code == 200
