"""Searching the whole site. Every test holds on both engines."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Area
from cms.models import CourseIndexPage, CoursePage, HomePage, NewsIndexPage, NewsPage
from cms.presenters.search_result import SHOWN
from core.web import ttl_cache
from tests.factories.cms import make_course_page, make_page, make_standard_page
from tests.factories.many import make_many_courses, make_many_events, make_many_pages
from tests.factories.training import EventFactory
from tests.factories.venues import VenueFactory
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db


def body(client: Client, text: str) -> str:
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def groups(text: str) -> dict[str, list[str]]:
    """The titles under each kind."""
    found = {}
    for part in text.split('<h2 id="')[1:]:
        if part.startswith(("courses", "dates", "pages", "news", "resources")):
            found[part.split('"')[0]] = re.findall(r'results__title"> <a href="(.*?)"', part)
    return found


@pytest.fixture
def _site(index: CourseIndexPage, course: Course, workshop: Course, home: HomePage) -> None:
    course.aims = "Understand and prevent harm, and talk well with boys."
    course.save()
    make_course_page(index, course)
    make_course_page(index, workshop)
    make_standard_page(home, title="Privacy", slug="privacy", introduction="What we keep.")


def test_before_anything_is_typed_there_is_only_the_form(client: Client, home: HomePage) -> None:
    text = re.sub(r"\s+", " ", client.get("/search/").content.decode())

    assert 'action="/search/"' in text
    assert "Nothing found" not in text


@pytest.mark.usefixtures("_site")
def test_a_course_is_found_by_title_aim_and_outcome_with_its_dates(
    client: Client, open_event: Event
) -> None:
    for words in ("preventing girls", "talk boys", "recognise harmful"):
        assert groups(body(client, words))["courses"] == ["/courses/preventing-vawg/"], words
    assert groups(body(client, "preventing violence"))["dates"] == [f"/dates/{open_event.ref}/"]


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize("words", ["gas street", "wharf", "b1 2jb", "wharfe"])
def test_a_date_is_found_by_its_venue(client: Client, open_event: Event, words: str) -> None:
    venue = VenueFactory(
        name="Gas Street Rooms", address="4 Wharf", postcode="B1 2JB", area=open_event.area
    )
    event = EventFactory(area=venue.area, venue=venue, mode=Course.Mode.IN_PERSON)
    assert groups(body(client, words))["dates"] == [f"/dates/{event.ref}/"]


@pytest.mark.usefixtures("_site")
def test_each_kind_says_how_many_there_are(client: Client, open_event: Event) -> None:
    text = body(client, "violence")

    assert '<a href="#courses">Courses (1)</a>' in text
    assert '<a href="#dates">Dates (1)</a>' in text
    assert "<strong>2</strong> results" in text


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize("typo", ["preventng", "voilence", "violance girls"])
def test_a_typo_is_forgiven_and_said(client: Client, typo: str) -> None:
    text = body(client, typo)

    assert groups(text)["courses"] == ["/courses/preventing-vawg/"]
    assert "Nothing has exactly these words." in text


@pytest.mark.usefixtures("_site")
def test_what_comes_close_is_left_out_when_something_fits(client: Client, home: HomePage) -> None:
    make_standard_page(home, title="Violins", slug="violins", introduction="Music.")

    assert groups(body(client, "violence")) == {"courses": ["/courses/preventing-vawg/"]}


@pytest.mark.usefixtures("_site")
def test_pages_are_found_by_title_and_by_what_they_say(client: Client) -> None:
    assert groups(body(client, "privacy")) == {"pages": ["/privacy/"]}
    assert groups(body(client, "privcy")) == {"pages": ["/privacy/"]}


def test_screens_are_found_too(client: Client, home: HomePage) -> None:
    assert groups(body(client, "verify certificate")) == {"pages": ["/verify/"]}
    assert groups(body(client, "competencies")) == {"pages": ["/framework/"]}


def test_news_are_a_kind_of_their_own(client: Client, home: HomePage, now: datetime) -> None:
    news = NewsIndexPage(title="News", slug="news", introduction="What is new.")
    home.add_child(instance=news)
    story = NewsPage(title="Mentors meet", slug="mentors", introduction="A day.", date=now.date())
    news.add_child(instance=story)

    assert groups(body(client, "mentors")) == {"news": ["/news/mentors/"]}


@pytest.mark.usefixtures("_site")
def test_what_is_not_public_is_not_found(
    client: Client, home: HomePage, workshop: Course, course: Course, regional: Area
) -> None:
    make_standard_page(home, title="Healthy draft", slug="draft", live=False)
    workshop.is_listed = False
    workshop.save()
    EventFactory(course=course, area=regional, entry=Event.Entry.RESERVED)
    EventFactory(course=course, area=regional, status=Event.Status.CANCELLED)

    assert "Nothing found" in body(client, "healthy")
    assert "dates" not in groups(body(client, "preventing"))


@pytest.mark.usefixtures("_site")
def test_nothing_found_says_what_to_try(client: Client) -> None:
    text = body(client, "zzzzqqqq")

    assert "Nothing found" in text
    assert "Try fewer or other words" in text
    assert '<a href="/courses/">See every course</a>' in text


@pytest.mark.usefixtures("_site")
def test_a_text_without_end_is_cut_and_says_so(client: Client) -> None:
    text = body(client, "privacy " * 1250)

    assert "we searched for its first 100 characters" in text
    assert groups(text) == {"pages": ["/privacy/"]}
    assert len(text) < 60_000


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize(
    "text",
    ['"', "'", '"privacy', "privacy AND", "NOT", "(", "*", "\\", "%", ":", "a:b", "😀", "\u202e"],
)
def test_strange_text_is_only_text(client: Client, text: str) -> None:
    body(client, text)


@pytest.mark.usefixtures("_site")
def test_what_is_typed_never_becomes_markup(client: Client) -> None:
    text = body(client, '<script>alert(1)</script>"><b>privacy')

    assert "<script>alert" not in text
    assert '"><b>' not in text


def test_a_nul_is_refused(client: Client, home: HomePage) -> None:
    assert client.get("/search/?q=privacy%00").status_code == 400


def make_many(index: CourseIndexPage, area: Area, first: int, last: int, now: datetime) -> None:
    courses = make_many_courses(first, last)
    values = [{"title": course.title, "course": course} for course in courses]
    make_many_pages(index, CoursePage, values)
    for course in courses:
        make_many_events(course, area, 0, 1, now)


def test_it_takes_the_same_queries_for_few_and_many_and_shows_the_best(
    client: Client,
    index: CourseIndexPage,
    regional: Area,
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    make_many(index, regional, 0, 3, now)
    body(client, "saftey")
    ttl_cache.forget()
    with django_assert_max_num_queries(20) as few:
        body(client, "saftey")
    make_many(index, regional, 3, 60, now)
    ttl_cache.forget()
    with django_assert_max_num_queries(20) as many:
        text = body(client, "saftey")
    assert len(few) == len(many)
    assert "Courses (60)" in text
    assert len(groups(text)["courses"]) == SHOWN
    assert f"These are the best {SHOWN}." in text


def test_many_of_one_kind_do_not_push_out_another(
    client: Client, home: HomePage, now: datetime
) -> None:
    news = make_page(NewsIndexPage, home, slug="news")
    story = {"title": "Mentors meet", "introduction": "A day.", "date": now.date()}
    make_many_pages(news, NewsPage, [story] * 45)
    make_standard_page(home, title="Our mentors", slug="our-mentors", introduction="Who they are.")

    text = body(client, "mentors")

    assert "News (45)" in text
    assert groups(text)["pages"] == ["/our-mentors/"]
    assert "Who they are." in text


def test_every_page_leads_to_the_search(client: Client, index: CourseIndexPage) -> None:
    text = re.sub(r"\s+", " ", client.get("/courses/").content.decode())

    assert re.search(r'<a href="/search/" >Search</a>', text)


def test_a_page_that_is_not_there_offers_the_search(client: Client, home: HomePage) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()
