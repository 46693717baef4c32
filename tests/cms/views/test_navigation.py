"""The header's links and the footer's columns."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Site

from cms.models import CourseIndexPage, HomePage, Menus
from cms.views import navigation
from core.web import ttl_cache
from tests.factories.cms import make_menus, make_standard_page

pytestmark = pytest.mark.django_db


def menus(path: str = "/") -> dict[str, Any]:
    return navigation.menus(RequestFactory().get(path, headers={"host": "localhost"}))


@pytest.fixture
def usual(home: HomePage, index: CourseIndexPage) -> Menus:
    contact = make_standard_page(home)
    header = [index, "events:event_list", "visits:workshop_list"]
    return make_menus(home, header, {"Help": [contact, "papers:verify_search"]})


def test_the_header_has_the_links_editors_chose(usual: Menus) -> None:
    links = [(link.label, link.url) for link in menus()["navigation"]]
    assert links == [
        ("Courses", "/courses/"),
        ("Dates", "/dates/"),
        ("For schools", "/workshops/"),
    ]


def test_a_link_may_have_a_name_of_its_own(usual: Menus, index: CourseIndexPage) -> None:
    usual.header = [("link", {"label": "What we teach", "page": index})]
    usual.save()
    assert [link.label for link in menus()["navigation"]] == ["What we teach"]


def test_a_link_is_marked_on_its_page_and_below(usual: Menus) -> None:
    marked = [
        link.label for link in menus("/courses/preventing-vawg/")["navigation"] if link.current
    ]
    assert marked == ["Courses"]


def test_the_footer_has_the_columns_editors_chose(usual: Menus) -> None:
    columns = {
        column.title: [(link.label, link.url) for link in column.links]
        for column in menus()["footer_columns"]
    }
    assert columns == {
        "Help": [("Contact the team", "/contact/"), ("Check a certificate", "/verify/")]
    }


def test_pages_that_are_not_published_are_left_out(home: HomePage) -> None:
    draft = make_standard_page(home, live=False)
    make_menus(home, [draft, "events:event_list"], {"Help": [draft]})
    assert [link.url for link in menus()["navigation"]] == ["/dates/"]
    assert "Contact the team" not in str(menus()["footer_columns"])


def test_a_page_that_was_deleted_is_left_out(usual: Menus, index: CourseIndexPage) -> None:
    index.delete()
    assert [link.url for link in menus()["navigation"]] == ["/dates/", "/workshops/"]


def test_without_a_site_or_a_menu_the_screens_remain() -> None:
    Site.objects.all().delete()
    assert [link.url for link in menus()["navigation"]] == ["/dates/", "/workshops/"]
    assert [link.url for link in menus()["footer_columns"][0].links] == ["/verify/"]


def test_menus_are_read_once_in_some_seconds(
    usual: Menus,
    index: CourseIndexPage,
    django_assert_num_queries: Any,
) -> None:
    menus()
    index.unpublish()
    with django_assert_num_queries(0):
        assert len(menus()["navigation"]) == 3
    ttl_cache.forget()  # as after some seconds
    assert len(menus()["navigation"]) == 2


def test_menus_take_few_queries(usual: Menus, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):  # the site and its front page are two of them
        menus()


def test_the_menus_are_drawn_round_a_page(client: Client, usual: Menus) -> None:
    text = client.get("/courses/").content.decode()
    assert re.search(r'<a href="/courses/"\s+aria-current="page"\s*>Courses</a>', text)
    assert '<a href="/verify/">Check a certificate</a>' in text
