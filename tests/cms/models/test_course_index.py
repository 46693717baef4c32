"""The catalogue's filters."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Area
from cms.models import CourseIndexPage, CoursePage
from core.web import ttl_cache
from tests.factories.cms import make_course_page
from tests.factories.many import make_many_courses, make_many_pages
from tests.factories.training import CourseFactory
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def _pages(index: CourseIndexPage, course: Course, workshop: Course, birmingham: Area) -> None:
    """A course online, a workshop in person kept to Birmingham, and one that goes everywhere."""
    workshop.areas.add(birmingham)
    assembly = CourseFactory(
        slug="assembly",
        title="Whole-year assembly",
        kind=Course.Kind.PUPIL,
        mode=Course.Mode.IN_PERSON,
        minutes=30,
        breaks_minutes=0,
        year_groups=["Y6"],
    )
    for row in (course, workshop, assembly):
        make_course_page(index, row)


def body(client: Client, query: str = "") -> str:
    response = client.get(f"/courses/?{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def shown(text: str) -> list[str]:
    return re.findall(r'card__title"> <a href="[^"]*">(.*?)</a>', text)


def count_beside(text: str, name: str, value: str) -> int:
    found = re.search(
        rf'name="{name}" value="{value}".*?filters__count">.*?</span>(\d+)<span', text
    )
    assert found, (name, value)
    return int(found[1])


@pytest.mark.usefixtures("_pages")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("audience=pupils", ["Healthy relationships workshop", "Whole-year assembly"]),
        ("stage=ks3", ["Healthy relationships workshop"]),
        ("stage=ks2&stage=ks3", ["Healthy relationships workshop", "Whole-year assembly"]),
        ("mode=online", ["Preventing violence against women and girls"]),
        ("length=half", ["Preventing violence against women and girls"]),
        ("audience=pupils&area=335", ["Whole-year assembly"]),
    ],
)
def test_a_shared_address_shows_what_it_asks_for(
    client: Client, walsall: Area, query: str, titles: list[str]
) -> None:
    text = body(client, query)

    assert shown(text) == titles
    assert f"<strong>{len(titles)}</strong> of 3 courses" in text


@pytest.mark.usefixtures("_pages")
def test_places_left_shows_courses_with_a_date_that_is_not_full(
    client: Client, open_event: Event
) -> None:
    assert shown(body(client, "places=yes")) == ["Preventing violence against women and girls"]

    Event.objects.update(places_taken=50)

    assert "No course fits all of these" in body(client, "places=yes")


@pytest.mark.usefixtures("_pages")
def test_counts_say_what_a_choice_would_show(client: Client) -> None:
    text = body(client)
    assert count_beside(text, "audience", "pupils") == 2
    assert count_beside(text, "mode", "online") == 1

    text = body(client, "stage=ks3")

    assert count_beside(text, "audience", "pupils") == 1
    assert count_beside(text, "mode", "online") == 0
    assert count_beside(text, "stage", "ks2") == 1


@pytest.mark.usefixtures("_pages")
def test_a_choice_that_no_course_has_is_not_offered(client: Client) -> None:
    text = body(client)

    assert 'value="families"' not in text
    assert 'name="places"' not in text


@pytest.mark.usefixtures("_pages")
def test_filters_in_force_are_ticked_and_can_be_taken_away_one_by_one(client: Client) -> None:
    text = body(client, "stage=ks3&mode=in_person")

    assert re.search(r'name="stage" value="ks3" checked', text)
    assert '<a href="/courses/?mode=in_person" class="chip">Key stage 3: Years 7 to 9' in text
    assert '<a href="/courses/?stage=ks3" class="chip">In person' in text
    assert '<a href="/courses/" class="chips__clear">Clear all filters' in text


@pytest.mark.usefixtures("_pages")
def test_nothing_found_says_which_filter_to_leave_out(client: Client) -> None:
    text = body(client, "stage=ks3&mode=online")

    assert shown(text) == []
    assert '<a href="/courses/?mode=online">without “Key stage 3: Years 7 to 9”</a>: 1' in text
    assert '<a href="/courses/?stage=ks3">without “Online”</a>: 1 course' in text


@pytest.mark.usefixtures("_pages")
@pytest.mark.parametrize(
    "query",
    [
        "audience=nobody&stage=%27%3B--&area=XX&page=-7",
        "page=99999999999999999999",
        "page=%F0%9F%98%80&theme=<script>alert(1)</script>",
        f"mode={'x' * 10_000}",
    ],
)
def test_nonsense_shows_everything_and_is_not_repeated(client: Client, query: str) -> None:
    text = body(client, query)

    assert len(shown(text)) == 3
    assert "Clear all filters" not in text
    assert "<script>alert" not in text


@pytest.mark.usefixtures("_pages")
def test_a_nul_is_refused(client: Client) -> None:
    assert client.get("/courses/?stage=ks3%00").status_code == 400


def make_many(index: CourseIndexPage, first: int, last: int) -> None:
    courses = make_many_courses(first, last)
    values = [{"title": course.title, "course": course} for course in courses]
    make_many_pages(index, CoursePage, values)


def test_it_takes_the_same_queries_for_3_and_60_courses(
    client: Client,
    index: CourseIndexPage,
    open_event: Event,
    django_assert_max_num_queries: Any,
) -> None:
    make_many(index, 0, 3)
    body(client, "mode=online")
    ttl_cache.forget()
    with django_assert_max_num_queries(14) as three:
        body(client, "mode=online")
    make_many(index, 3, 60)
    ttl_cache.forget()
    with django_assert_max_num_queries(14) as sixty:
        text = body(client, "mode=online")
    assert len(shown(text)) == 60
    assert len(three) == len(sixty)


def test_long_lists_have_pages_that_keep_the_filters(
    client: Client, index: CourseIndexPage
) -> None:
    make_many(index, 0, 62)

    text = body(client, "mode=online&page=2")

    assert len(shown(text)) == 2
    assert "?mode=online&amp;page=1" in text
    assert shown(body(client, "mode=online&page=77")) == shown(text)
