"""The catalogue and a course's page."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Area
from cms.models import CourseIndexPage, HomePage
from core.web import ttl_cache
from tests.factories.cms import make_course_page, make_standard_page
from tests.factories.framework import make_framework, map_course
from tests.factories.training import CourseFactory
from tests.pages import page as body
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db


def test_the_index_groups_courses_by_whom_they_are_for(
    client: Client, index: CourseIndexPage, course: Course, workshop: Course
) -> None:
    make_course_page(index, course)
    make_course_page(index, workshop)
    text = body(client, "/courses/")
    places = [text.index(words) for words in ("For professionals</h2>", course.title)]
    places += [text.index(words) for words in ("For pupils and students</h2>", workshop.title)]
    assert places == sorted(places)
    assert "For parents and carers" not in text


def test_the_index_says_when_it_is_empty(client: Client, index: CourseIndexPage) -> None:
    assert "No courses yet" in body(client, "/courses/")


def test_the_index_takes_the_same_queries_for_one_course_and_three(
    client: Client,
    index: CourseIndexPage,
    course: Course,
    django_assert_max_num_queries: Any,
) -> None:
    make_course_page(index, course)
    body(client, "/courses/")
    with django_assert_max_num_queries(14) as one:
        body(client, "/courses/")
    for number in range(2):
        other = CourseFactory(slug=f"other-{number}", title=f"Other {number}")
        make_course_page(index, other)
    with django_assert_max_num_queries(14) as three:
        body(client, "/courses/")
    assert len(one) == len(three)


def test_a_course_page_takes_its_address_from_the_course(
    index: CourseIndexPage, course: Course
) -> None:
    page = make_course_page(index, course, slug="something-else")
    assert page.slug == "preventing-vawg"


def test_a_course_for_professionals_shows_its_dates(
    client: Client, index: CourseIndexPage, course: Course, open_event: Event
) -> None:
    make_course_page(index, course, introduction="<p>Harm begins small.</p>")
    text = body(client, "/courses/preventing-vawg/")
    assert f"/dates/{open_event.ref}/" in text
    assert "9:30am to 12:30pm" in text
    assert "Recognise signs of harmful behaviour and respond early." in text
    assert "2.75 hours" in text
    assert "Harm begins small." in text
    assert "Request this workshop" not in text
    assert "/interest/preventing-vawg/" not in text


@pytest.mark.parametrize(
    ("mode", "gate", "is_offered"),
    [("in_person", "", True), ("online", "", False), ("in_person", "Readiness", False)],
)
def test_a_whole_staff_may_ask_for_a_course_that_can_travel(
    client: Client, index: CourseIndexPage, course: Course, mode: str, gate: str, is_offered: bool
) -> None:
    course.mode, course.gate = mode, gate
    course.save()
    make_course_page(index, course)
    text = body(client, "/courses/preventing-vawg/")
    assert ("/bookings/new/?course=preventing-vawg" in text) is is_offered


def test_a_full_date_says_so(
    client: Client, index: CourseIndexPage, course: Course, open_event: Event
) -> None:
    Event.objects.update(places_taken=50)
    make_course_page(index, course)
    text = body(client, "/courses/preventing-vawg/")
    assert "Full: join the waiting list</span>" in text
    assert "/interest/preventing-vawg/" in text  # people may hear of another one


def test_a_course_without_a_date_offers_to_tell_of_the_next(
    client: Client, index: CourseIndexPage, course: Course
) -> None:
    make_course_page(index, course)
    assert "/interest/preventing-vawg/" in body(client, "/courses/preventing-vawg/")


def test_a_workshop_is_requested(
    client: Client, index: CourseIndexPage, workshop: Course, birmingham: Area
) -> None:
    workshop.content_notice = "Talks about violence."
    workshop.readiness_checks = ["Staff stay in the room."]
    workshop.save()
    workshop.areas.add(birmingham)
    make_course_page(index, workshop)
    text = body(client, "/courses/healthy-relationships/")
    assert "/bookings/new/?course=healthy-relationships" in text
    assert "Years 7 to 11" in text
    assert "Talks about violence." in text
    assert "Staff stay in the room." in text
    assert "In Birmingham only." in text
    assert "never more than 200, because of the size of a hall" in text


def test_a_course_by_referral_leads_to_the_contact_page(
    client: Client, home: HomePage, index: CourseIndexPage, workshop: Course
) -> None:
    workshop.route = Course.Route.ENQUIRE
    workshop.save()
    make_course_page(index, workshop)
    assert "Contact the team" not in body(client, "/courses/healthy-relationships/")
    index.enquiry_page = make_standard_page(home)
    index.save()
    text = body(client, "/courses/healthy-relationships/")
    assert re.search(r'<a href="/contact/"\s+class="govuk-button">Contact the team</a>', text)
    assert "/bookings/new/" not in text


def test_a_course_that_is_only_listed_offers_nothing_to_press(
    client: Client, index: CourseIndexPage, workshop: Course
) -> None:
    workshop.route = Course.Route.LISTED
    workshop.save()
    make_course_page(index, workshop)
    text = body(client, "/courses/healthy-relationships/")
    assert "This is not booked on this site." in text
    assert "govuk-button" not in text.split("<main")[1]


def test_a_course_that_is_not_listed_cannot_be_found(
    client: Client, index: CourseIndexPage, workshop: Course
) -> None:
    workshop.is_listed = False
    workshop.save()
    make_course_page(index, workshop)
    assert client.get("/courses/healthy-relationships/").status_code == 410
    assert workshop.title not in body(client, "/courses/")


def test_a_course_page_keeps_to_its_queries(
    client: Client,
    index: CourseIndexPage,
    course: Course,
    open_event: Event,
    django_assert_max_num_queries: Any,
) -> None:
    make_course_page(index, course)
    with django_assert_max_num_queries(14):  # menus and all
        body(client, "/courses/preventing-vawg/")
    with django_assert_max_num_queries(10):
        body(client, "/courses/preventing-vawg/")


def test_a_course_page_leads_to_the_competencies_it_is_evidence_of(
    client: Client, index: CourseIndexPage, course: Course
) -> None:
    make_course_page(index, course)
    assert "Competencies it helps you show" not in body(client, "/courses/preventing-vawg/")

    map_course(course, make_framework(), "D1.2", 2)
    ttl_cache.forget()

    text = body(client, "/courses/preventing-vawg/")
    assert '<a href="/framework/#d1-2">D1.2 Violence against women</a>, up to level 2' in text


def test_a_pupils_workshop_says_what_parents_may_see(
    client: Client, index: CourseIndexPage, workshop: Course
) -> None:
    make_course_page(index, workshop)
    text = body(client, "/courses/healthy-relationships/")
    for heading in ("What we need from you", "What parents may see", "If plans change"):
        assert f"{heading}</h2>" in text
