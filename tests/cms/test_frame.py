"""The header's links and the footer's columns."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory

from cms import frame
from cms.models import CourseIndexPage, HomePage
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db


def menus(path: str = "/") -> dict[str, Any]:
    return frame.menus(RequestFactory().get(path, headers={"host": "localhost"}))


def test_the_header_has_pages_in_menus_then_the_screens(index: CourseIndexPage) -> None:
    links = [(link.label, link.url) for link in menus()["navigation"]]
    assert links == [
        ("Courses", "/courses/"),
        ("Dates", "/dates/"),
        ("For schools", "/workshops/"),
    ]


def test_a_link_is_marked_on_its_page_and_below(index: CourseIndexPage) -> None:
    marked = [
        link.label for link in menus("/courses/preventing-vawg/")["navigation"] if link.current
    ]
    assert marked == ["Courses"]


def test_the_footer_has_the_columns_editors_chose(home: HomePage) -> None:
    make_standard_page(home, footer="help")
    make_standard_page(home, title="Privacy", slug="privacy", footer="about")
    make_standard_page(home, title="Hidden", slug="hidden")
    make_standard_page(home, title="Draft", slug="draft", footer="about", live=False)
    columns = {
        column.title: [(link.label, link.url) for link in column.links]
        for column in menus()["footer_columns"]
    }
    assert columns == {
        "Help": [("Contact the team", "/contact/"), ("Check a certificate", "/verify/")],
        "About this site": [("Privacy", "/privacy/")],
    }


def test_without_a_site_the_screens_remain() -> None:
    assert [link.url for link in menus()["navigation"]][-2:] == ["/dates/", "/workshops/"]


def test_menus_are_read_once_in_ten_seconds(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, django_assert_num_queries: Any
) -> None:
    moment = 1000.0
    monkeypatch.setattr(frame, "monotonic", lambda: moment)
    menus()
    make_standard_page(home, footer="help")
    with django_assert_num_queries(0):
        assert len(menus()["footer_columns"][0].links) == 1
    moment = 1010.5
    assert len(menus()["footer_columns"][0].links) == 2


def test_menus_take_two_queries_and_the_sites(
    home: HomePage, index: CourseIndexPage, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        menus()


def test_the_menus_are_drawn_round_a_page(client: Client, index: CourseIndexPage) -> None:
    text = client.get("/courses/").content.decode()
    assert re.search(r'<a href="/courses/"\s+aria-current="page"\s*>Courses</a>', text)
    assert '<a href="/verify/">Check a certificate</a>' in text
