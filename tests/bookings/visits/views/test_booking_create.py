"""The request form: every answer, kept, refused or sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, User
from bookings.visits.models import Booking
from core.models import Message
from core.options.store import set_options
from tests.bookings.visits.views.booking_pages import (
    NEW,
    answers,
    key_on,
    request_visit,
    row,
    send,
    text_of,
)
from training.courses.models import Course

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def at_school(signed_in: SignIn, booker: User, workshop: Course) -> Client:
    """The booker's browser."""
    return signed_in(booker)


def page_of(booking: Booking, step: str = "") -> str:
    return f"/bookings/{booking.reference}/{step}"


# The request


def test_the_form_asks_with_the_chosen_workshop(at_school: Client) -> None:
    page = text_of(at_school.get(f"{NEW}?course=healthy-relationships"))  # type: ignore[arg-type]

    assert '<option value="healthy-relationships" selected>' in page
    assert "never more than 200, because of the size of a hall" in page
    assert page.count('govuk-fieldset__legend--m">Group ') == 3
    assert "Do not include names or details of a child or family" in page
    assert 'name="organisation"' not in page


@pytest.mark.parametrize(
    ("kind", "says"), [("school", True), ("university", True), ("youth", False)]
)
def test_the_form_speaks_of_terms_to_those_who_keep_some(
    at_school: Client, school: Organisation, kind: str, says: bool
) -> None:
    Organisation.objects.update(kind=kind)

    page = text_of(at_school.get(NEW))  # type: ignore[arg-type]

    assert ("In term time." in page) is says
    assert "Most workshops need 10 working days to prepare" in page


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
    given = answers(add_group="1", preferred_date_day="30", staff_in_room="", one_off_reason="Kept")

    response = send(at_school, NEW, **given)

    page = text_of(response)
    assert response.status_code == 200
    assert page.count('govuk-fieldset__legend--m">Group ') == 4
    for kept in ('value="Kept"', 'value="9B"', 'value="27"', 'value="30"', 'value="Main hall"'):
        assert kept in page
    assert "There is a problem" not in page
    assert "govuk-error-message" not in page
    assert not Booking.objects.exists()


def test_twelve_groups_are_the_most(at_school: Client) -> None:
    given = answers(add_group="1") | {"groups-TOTAL_FORMS": "11"}

    page = text_of(send(at_school, NEW, **given))

    assert page.count('govuk-fieldset__legend--m">Group ') == 12
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
            {
                "preferred_date_day": "30",
                "preferred_date_month": "2",
                "preferred_date_year": "2027",
            },
            "30 February",
        ),
        (
            {"preferred_date_day": "", "preferred_date_month": "", "preferred_date_year": ""},
            "Which day would you",
        ),
        ({"preferred_date_year": "26"}, "Year must have 4 figures"),
        ({"staff_in_room": ""}, "A group is never alone with a visitor"),
        ({"staff_in_room": LONG}, "Use 120 characters or fewer"),
        ({"notes": LONG}, "Use 1000 characters or fewer"),
        ({"contact_phone": "ask the office"}, "Enter a phone number, for example 0121 496 0000"),
        ({"agreement": ["present"]}, "Tick every statement"),
        ({"agreement": []}, "Tick every statement"),
        ({"one_off_reason": ""}, "How does this visit fit your year?"),
        ({"course": "no-such-course"}, "not offered any more"),
        ({"why_now": "boredom"}, "not offered any more"),
        (row(0, label="9A", expected="-1"), "Group 1: enter a number from 1 to 2,000"),
        (row(0, label="9A", expected="10000"), "Group 1: enter a number from 1 to 2,000"),
        (row(0, label="9A", expected="0"), "Group 1: enter a number from 1 to 2,000"),
        (row(1, label="9B", expected="many"), "Group 2: enter a whole number, for example 28"),
        (row(2, label="", expected="27"), "Group 3: enter its name"),
        (row(1, label="9B", expected="30", year_group=""), "Group 2: choose the year group"),
        (
            row(0, label="Mixed", expected="30") | {"groups-0-last_year_group": "Y7"},
            "Group 1: the last year group is before the first",
        ),
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
        ({"preferred_date_day": "5"}, "Saturday 5 December 2026 is at the weekend"),
        (
            {"preferred_date_day": "12", "preferred_date_month": "11"},
            "We need 10 working days to prepare",
        ),
        (row(0, label="6A", expected="28", year_group="Y6"), "is for Years 7 to 11"),
        (
            row(0, label="11/12", expected="28") | {"groups-0-last_year_group": "Y12"},
            "is for Years 7 to 11",
        ),
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


def test_after_an_incident_the_form_is_left_at_once(
    at_school: Client, lead: User, now: datetime
) -> None:
    set_options({"visits.incident_phone": "0121 496 0999"}, actor=lead, now=now)

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
