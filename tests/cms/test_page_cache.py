"""Public pages of every app are kept for visitors, and only while they are public."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cms.models import CourseIndexPage, HomePage
from core.web.page_cache import shelf
from tests.factories.cms import make_course_page, make_standard_page
from training.events.models import Event


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Iterator[None]:
    settings.PAGES_KEPT_SECONDS = 60
    shelf.clear()
    yield
    shelf.clear()


@pytest.fixture
def paths(index: CourseIndexPage, open_event: Event) -> list[str]:
    """One public page of each kind."""
    make_course_page(index, open_event.course)
    make_standard_page(index.get_parent())
    date = f"/dates/{open_event.ref}/"
    pages = ["/", "/courses/", f"/courses/{open_event.course.slug}/", "/contact/", "/dates/", date]
    return [*pages, f"{date}calendar.ics", "/workshops/", "/sitemap.xml", "/robots.txt"]


def test_every_public_page_is_kept(client: Client, paths: list[str]) -> None:
    first = [client.get(path) for path in paths]
    with CaptureQueriesContext(connection) as asked:
        second = [client.get(path) for path in paths]

    assert [response.status_code for response in first] == [200] * len(paths)
    assert [a.content == b.content for a, b in zip(first, second, strict=True)] == [True] * len(
        paths
    )
    assert len(asked) == 0


def test_a_visitor_who_has_every_page_is_sent_none_of_them(
    client: Client, paths: list[str]
) -> None:
    etags = {path: client.get(path)["ETag"] for path in paths}
    again = [client.get(path, headers={"if-none-match": etags[path]}) for path in paths]

    assert {response.status_code for response in again} == {304}


def test_no_person_leaves_a_page_behind(client: Client, paths: list[str], learner: User) -> None:
    client.force_login(learner)
    for path in paths:
        client.get(path)

    assert not shelf.pages


def test_a_page_behind_a_password_is_not_kept(client: Client, home: HomePage) -> None:
    page = make_standard_page(home)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")

    response = client.get("/contact/")

    assert b'type="password"' in response.content
    assert not shelf.pages


def test_a_page_taken_down_is_gone_when_the_seconds_are_over(
    client: Client, home: HomePage, settings: Any
) -> None:
    make_standard_page(home)
    client.get("/contact/")
    Page.objects.filter(slug="contact").update(live=False)

    settings.PAGES_KEPT_SECONDS = 0.000_001
    assert client.get("/contact/").status_code == 404
