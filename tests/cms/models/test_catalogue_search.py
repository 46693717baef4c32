"""Words asked of the catalogue, together with its filters. Every test holds on both engines."""

import re
from typing import Any

import pytest
from django.test import Client

from cms.models import CourseIndexPage, HomePage, WorkshopIndexPage
from core.web import ttl_cache
from tests.factories.cms import make_course_page, make_page
from tests.factories.training import CourseFactory
from training.courses.models import Course

pytestmark = pytest.mark.django_db


@pytest.fixture
def _pages(index: CourseIndexPage, course: Course, workshop: Course) -> None:
    course.aims = "Talk well with boys."
    course.save()
    assembly = CourseFactory(
        slug="assembly",
        title="Whole-year assembly",
        kind=Course.Kind.PUPIL,
        mode=Course.Mode.IN_PERSON,
        year_groups=["Y6"],
        outcomes=["Say how boys and girls stand up for others"],
    )
    for row in (course, workshop, assembly):
        make_course_page(index, row)


def body(client: Client, query: str, address: str = "/courses/") -> str:
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def shown(text: str) -> list[str]:
    return re.findall(r'card__title"> ?<a href="[^"]*">(.*?)</a>', text)


@pytest.mark.usefixtures("_pages")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=healthy", ["Healthy relationships workshop"]),
        ("q=boys", ["Preventing violence against women and girls", "Whole-year assembly"]),
        ("q=boys&stage=ks2", ["Whole-year assembly"]),
        ("q=prevneting", ["Preventing violence against women and girls"]),
    ],
)
def test_words_and_filters_narrow_the_catalogue_together(
    client: Client, query: str, titles: list[str]
) -> None:
    text = body(client, query)

    assert shown(text) == titles
    assert f"<strong>{len(titles)}</strong> of 3 courses" in text
    assert ("Nothing has exactly these words." in text) == ("prevneting" in query)


@pytest.mark.usefixtures("_pages")
def test_words_stay_with_every_filter_and_can_be_taken_away(client: Client) -> None:
    text = body(client, "q=boys+%26+girls&stage=ks2&mode=in_person")

    assert 'form="filters" value="boys &amp; girls"' in text
    assert (
        '<a href="/courses/?stage=ks2&amp;mode=in_person" class="chip">“boys &amp; girls”' in text
    )
    assert 'href="/courses/?q=boys+%26+girls&amp;stage=ks2" class="chip">In person' in text
    assert re.search(r'value="in_person" checked>.*?</span>1<span', text)
    assert re.search(r'value="online" >.*?</span>0<span', text)


@pytest.mark.usefixtures("_pages")
def test_nothing_found_says_what_to_try_and_leads_to_the_search_of_the_site(client: Client) -> None:
    text = body(client, "q=zzzzqqqq&stage=ks2")

    assert shown(text) == []
    assert "Try fewer or other words" in text
    assert '<a href="/courses/?stage=ks2">without “zzzzqqqq”</a>: 1 course' in text
    assert "only “" not in text
    assert '<a href="/search/?q=zzzzqqqq">search the whole site for “zzzzqqqq”</a>' in text


@pytest.mark.usefixtures("_pages")
def test_words_that_no_filter_leaves_can_be_asked_alone(client: Client) -> None:
    text = body(client, "q=healthy&mode=online&stage=ks2")

    assert "without" not in text
    assert '<a href="/courses/?q=healthy">only “healthy”</a>: 1 course' in text


@pytest.mark.usefixtures("_pages")
def test_a_text_without_end_is_cut_and_says_so_and_is_only_text(client: Client) -> None:
    text = body(client, "q=" + "healthy+" * 1250 + "<script>")
    assert shown(text) == ["Healthy relationships workshop"]
    assert "we searched for its first 100 characters" in text
    assert len(text) < 60_000

    assert "<script>alert" not in body(client, 'q="><script>alert(1)</script>')
    assert client.get("/courses/?q=%00").status_code == 400


@pytest.mark.usefixtures("_pages")
def test_it_takes_the_same_queries_for_few_and_many(
    client: Client, index: CourseIndexPage, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for number in range(3):
        for copy in range(3):
            make_course_page(index, CourseFactory(title=f"Knives {number}{copy}"))
        body(client, "q=knifes")
        ttl_cache.forget()
        with django_assert_max_num_queries(14) as asked:
            assert len(shown(body(client, "q=knifes"))) == 3 * (number + 1)
        counts.append(len(asked))
    assert len(set(counts)) == 1


@pytest.mark.usefixtures("_pages")
def test_workshops_are_searched_in_the_same_way(client: Client, home: HomePage) -> None:
    make_page(WorkshopIndexPage, home)

    text = body(client, "q=helthy&stage=ks3", "/workshops/")

    assert shown(text) == ["Healthy relationships workshop"]
    assert '<a href="/workshops/?stage=ks3" class="chip">“helthy”' in text
