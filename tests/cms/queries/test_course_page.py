"""A date leads to the page of its course, as long as everybody may read that."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.models import CourseIndexPage, CoursePage
from core.web import ttl_cache
from tests.factories.cms import make_course_page
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db
LINK = '<a href="/courses/preventing-vawg/">About the course'


@pytest.fixture
def page(index: CourseIndexPage, course: Course) -> CoursePage:
    return make_course_page(index, course)


def body(client: Client, event: Event) -> str:
    ttl_cache.forget()
    return client.get(f"/dates/{event.ref}/").text


def test_a_date_leads_to_the_page_of_its_course(
    client: Client, page: CoursePage, open_event: Event, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        assert LINK in body(client, open_event)


def test_it_leads_nowhere_while_the_page_is_not_published(
    client: Client, page: CoursePage, open_event: Event
) -> None:
    page.unpublish()
    assert "About the course" not in body(client, open_event)


def test_it_leads_nowhere_while_the_page_is_private(
    client: Client, page: CoursePage, open_event: Event
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "About the course" not in body(client, open_event)


def test_it_leads_nowhere_while_the_course_is_not_listed(
    client: Client, page: CoursePage, open_event: Event
) -> None:
    Course.objects.update(is_listed=False)
    assert "About the course" not in body(client, open_event)


def test_it_leads_nowhere_without_a_page(client: Client, open_event: Event) -> None:
    assert "About the course" not in body(client, open_event)
