"""A school's pages: workshops, the request, the booking."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Organisation, User
from bookings.models import Booking, Facilitator
from core.models import Message
from tests.bookings.views.booking_pages import (
    NEW,
    answers,
    key_on,
    request_visit,
    row,
    send,
    text_of,
)
from tests.factories.bookings import confirm, make_request, offer, staff
from tests.training.calendars import entries_of, method_of
from training.models import Course

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
    for words in ("1 hour", "Year 7 to Year 11", "up to 100", "Talks about jealousy"):
        assert words in page
    assert 'href="/courses/healthy-relationships/"' in page
    assert 'href="/bookings/new/?course=healthy-relationships"' in page


def test_workshops_without_any_say_so(client: Client, db: None) -> None:
    assert "No workshops yet" in text_of(client.get("/workshops/"))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1, 8])
def test_workshops_take_the_same_queries(client: Client, db: None, number: int) -> None:
    for place in range(number):
        Course.objects.create(
            slug=f"w{place}", title=f"W{place}", kind="pupil_workshop", workstream="education"
        )

    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/workshops/")
    courses = [query for query in captured.captured_queries if "training_course" in query["sql"]]
    assert len(courses) == 1


# The request


def test_the_form_asks_with_the_chosen_workshop(at_school: Client) -> None:
    page = text_of(at_school.get(f"{NEW}?course=healthy-relationships"))  # type: ignore[arg-type]

    assert '<option value="healthy-relationships" selected>' in page
    assert "never more than 200, because of the size of a hall" in page
    assert page.count('class="govuk-fieldset panel') == 3
    assert "Do not include names or details of a child or family" in page
    assert 'name="organisation"' not in page


def test_a_school_requests_a_visit(at_school: Client, school: Organisation) -> None:
    response = request_visit(at_school)

    booking = Booking.objects.get()
    assert response.status_code == 302
    assert response["Location"] == page_of(booking)
    assert booking.organisation == school
    assert [group.expected for group in booking.groups.all()] == [28, 30, 27]
    assert Message.objects.count() == 1
    page = text_of(at_school.get(response["Location"]))  # type: ignore[arg-type]
    assert booking.reference in page
    assert "Requested" in page
    assert "9A: Year 9, a class or group, 28 people" in page


def test_pressing_twice_requests_once(at_school: Client) -> None:
    key = key_on(at_school, NEW)

    first = send(at_school, NEW, key, **answers())
    second = send(at_school, NEW, key, **answers())

    assert first["Location"] == second["Location"]
    assert Booking.objects.count() == 1
    assert Message.objects.count() == 1


def test_one_key_with_other_answers_is_refused(at_school: Client) -> None:
    key = key_on(at_school, NEW)
    send(at_school, NEW, key, **answers())

    response = send(at_school, NEW, key, **answers(place="Library"))

    assert response.status_code == 409
    assert Booking.objects.count() == 1


def test_rows_left_empty_are_left_out(at_school: Client) -> None:
    request_visit(at_school, **row(1), **row(2))

    assert [group.label for group in Booking.objects.get().groups.all()] == ["9A"]


def test_someone_who_books_for_two_says_for_whom(
    at_school: Client, booker: User, other_school: Organisation, now: datetime
) -> None:
    Membership.objects.create(
        user=booker, organisation=other_school, role="booker", state="active", since=now
    )

    assert request_visit(at_school).status_code == 422
    assert request_visit(at_school, organisation="nonsense").status_code == 422
    request_visit(at_school, organisation=other_school.ref)

    assert Booking.objects.get().organisation == other_school


def test_another_group_keeps_every_answer(at_school: Client) -> None:
    given = answers(add_group="1", wished_date_day="30", staff_in_room="", one_off_reason="Kept")

    response = send(at_school, NEW, **given)

    page = text_of(response)
    assert response.status_code == 200
    assert page.count('class="govuk-fieldset panel') == 4
    for kept in ('value="Kept"', 'value="9B"', 'value="27"', 'value="30"', 'value="Main hall"'):
        assert kept in page
    assert "There is a problem" not in page
    assert "govuk-error-message" not in page
    assert not Booking.objects.exists()


def test_twelve_groups_are_the_most(at_school: Client) -> None:
    given = answers(add_group="1") | {"groups-TOTAL_FORMS": "11"}

    page = text_of(send(at_school, NEW, **given))

    assert page.count('class="govuk-fieldset panel') == 12
    assert 'name="add_group"' not in page


@pytest.mark.parametrize("count", ["", "-1", "1000000", "1" * 5000, "x", "²"])
def test_a_nonsense_number_of_groups_is_no_failure(at_school: Client, count: str) -> None:
    adding = send(at_school, NEW, **(answers(add_group="1") | {"groups-TOTAL_FORMS": count}))
    sending = send(at_school, NEW, **(answers() | {"groups-TOTAL_FORMS": count}))

    assert adding.status_code == 200
    assert sending.status_code in {302, 409, 422}


LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"wished_date_day": "30", "wished_date_month": "2", "wished_date_year": "2027"},
            "30 February",
        ),
        (
            {"wished_date_day": "", "wished_date_month": "", "wished_date_year": ""},
            "Which day would you",
        ),
        ({"wished_date_year": "26"}, "Year must have 4 figures"),
        ({"staff_in_room": ""}, "A group is never alone with a visitor"),
        ({"staff_in_room": LONG}, "Use 120 characters or fewer"),
        ({"notes": LONG}, "Use 1000 characters or fewer"),
        ({"contact_phone": "ask the office"}, "Enter a phone number, for example 0121 496 0000"),
        ({"agreement": ["present"]}, "Tick every statement"),
        ({"agreement": []}, "Tick every statement"),
        ({"one_off_reason": ""}, "How does this visit fit your year?"),
        ({"course": "no-such-course"}, "Select a valid choice"),
        ({"why_now": "boredom"}, "Select a valid choice"),
        (row(0, label="9A", expected="-1"), "Group 1: enter a number from 1 to 2,000"),
        (row(0, label="9A", expected="10000"), "Group 1: enter a number from 1 to 2,000"),
        (row(0, label="9A", expected="0"), "Group 1: enter a number from 1 to 2,000"),
        (row(1, label="9B", expected="many"), "Group 2: enter a whole number, for example 28"),
        (row(2, label="", expected="27"), "Group 3: enter its name"),
        (row(1, label="9B", expected="30", year_group=""), "Group 2: choose the year group"),
        (row(0), "Group 1: enter its name"),
    ],
)
def test_an_answer_that_does_not_fit_is_named(
    at_school: Client, changes: dict[str, Any], words: str
) -> None:
    response = request_visit(at_school, **changes)

    page = text_of(response)
    assert response.status_code == 422
    assert "There is a problem" in page
    assert words in page
    assert not Booking.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wished_date_day": "5"}, "Saturday 5 December 2026 is at the weekend"),
        (
            {"wished_date_day": "12", "wished_date_month": "11"},
            "We need 10 working days to prepare",
        ),
        (row(0, label="6A", expected="28", year_group="Y6"), "is for Year 7 to Year 11"),
        (row(0, label="All", expected="201") | {"large_groups_agreed": "on"}, "takes 200 at most"),
    ],
)
def test_a_refusal_is_shown_and_answers_stay(
    at_school: Client, changes: dict[str, Any], words: str
) -> None:
    response = request_visit(at_school, **changes)

    page = text_of(response)
    assert response.status_code == 409
    assert words in page
    assert 'value="Ms Okafor"' in page
    assert not Booking.objects.exists()


def test_larger_groups_are_asked_about(at_school: Client) -> None:
    year = row(0, label="Year 9", expected="180", scope="whole_year")

    response = request_visit(at_school, **year)
    assert response.status_code == 422
    assert "Year 9 is larger than we recommend" in text_of(response)
    assert 'name="large_groups_agreed"' in text_of(response)

    assert request_visit(at_school, **year, large_groups_agreed="on").status_code == 302


def test_a_nul_byte_is_no_failure(at_school: Client) -> None:
    response = request_visit(at_school, staff_in_room="Ms\x00Okafor")

    assert response.status_code in {302, 400, 422}
    assert all("\x00" not in booking.staff_in_room for booking in Booking.objects.all())


# After an incident


def test_after_an_incident_the_form_is_left_at_once(at_school: Client, settings: Any) -> None:
    settings.INCIDENT_PHONE = "0121 496 0999"

    response = request_visit(at_school, why_now="incident", notes="Something about a child")
    page = text_of(at_school.get(response["Location"]))  # type: ignore[arg-type]

    assert response["Location"] == "/bookings/after-an-incident/"
    assert 'href="tel:01214960999"' in page
    assert "Something about a child" not in page
    assert not Booking.objects.exists()
    assert not Message.objects.exists()


def test_without_a_number_the_page_names_others(client: Client, db: None) -> None:
    page = text_of(client.get("/bookings/after-an-incident/"))  # type: ignore[arg-type]

    assert "Call the partnership" not in page
    assert "999" in page
    assert "safeguarding lead" in page


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


@pytest.mark.parametrize("number", [1, 3])
def test_home_takes_the_same_queries(
    at_school: Client, school: Organisation, workshop: Course, booker: User, number: int
) -> None:
    for place in range(number):
        make_request(school, workshop, booker, place=f"Room {place}")

    with CaptureQueriesContext(connection) as captured:
        at_school.get("/bookings/")
    ours = [query for query in captured.captured_queries if "bookings_booking" in query["sql"]]
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
