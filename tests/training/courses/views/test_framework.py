"""The framework's page."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories.framework import make_domain, make_framework, map_course
from tests.factories.training import CourseFactory
from training.courses.models import Course

pytestmark = pytest.mark.django_db
ADDRESS = "/framework/"


def body(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_everyone_may_read_it(client: Client) -> None:
    make_framework()

    text = body(client)

    for words in ("1 Aware", "Aware words.", "D1.2 Violence against women", "D1.2 at level 2."):
        assert words in text
    assert "Written for demonstration. It is not the partnership" in text
    assert 'id="d1-2"' in text


def test_only_an_illustrative_framework_says_so(client: Client) -> None:
    make_framework(is_illustrative=False)

    assert "Written for demonstration" not in body(client)


def test_the_matrix_gives_each_group_its_level_in_words_too(client: Client) -> None:
    make_framework()

    text = body(client)

    [row] = re.findall(r'<tr> <th scope="row"> <a href="#d1-2">.*?</tr>', text)
    occasional, regular = re.findall(r"<td>(.*?)</td>", row)
    assert '<span class="govuk-visually-hidden">Not required</span>' in occasional
    assert regular == " 2 "
    assert re.search(r'<th scope="col"> A<span class="govuk-visually-hidden"> Occasional', text)


def test_a_competency_names_its_courses(client: Client, course: Course) -> None:
    map_course(course, make_framework(), "D1.2", 2)

    text = body(client)

    link = '<a href="/courses/preventing-vawg/">Preventing violence against women and girls</a>'
    assert text.count(f"{link}, up to level 2") == 1


def test_without_a_published_framework_it_says_so(client: Client) -> None:
    assert "No framework is published yet" in body(client)


def test_it_takes_the_same_queries_for_few_and_many(
    client: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    parts = make_framework()
    map_course(course, parts, "D1.1", 1)
    body(client)
    with django_assert_max_num_queries(12) as few:
        body(client)
    for number in range(2, 8):
        parts.competencies |= make_domain(parts.version, parts.levels, f"D{number}")
        map_course(CourseFactory(), parts, f"D{number}.1", 2)
    with django_assert_max_num_queries(12) as many:
        body(client)
    assert len(few) == len(many)
