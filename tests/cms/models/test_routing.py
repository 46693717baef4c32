"""Which page stands at an address, and what is asked of the database to find it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.models import HomePage, StandardPage
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db
DEEP = 5


@pytest.fixture
def deep(home: HomePage) -> str:
    """The address of a page some levels down."""
    above: Page = home
    for number in range(DEEP):
        above = above.add_child(
            instance=StandardPage(title=f"Level {number}", slug=f"l{number}", introduction="Words.")
        )
    return "/" + "".join(f"l{number}/" for number in range(DEEP))


def test_a_deep_page_knows_its_way_up(client: Client, deep: str) -> None:
    text = client.get(deep).content.decode()

    links = [f'href="/{"".join(f"l{n}/" for n in range(level))}"' for level in range(DEEP)]
    assert [text.count(link) >= 1 for link in links] == [True] * DEEP
    assert "Level 4" in text.split("<h1>")[1]


def test_a_deep_page_takes_no_more_than_one_below_the_front_page(
    client: Client, home: HomePage, deep: str
) -> None:
    make_standard_page(home)
    asked = []
    for path in ("/contact/", "/contact/", deep):
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        asked.append(len(found))

    assert asked[1] == asked[2] <= 4


@pytest.mark.parametrize(
    "path",
    ["/l1/", "/l0/l2/", "/l0/l1/l1/", "/l0/l1/nothing/", "/" + "l0/" * 30, "/L0/"],
)
def test_names_in_another_order_lead_nowhere(client: Client, deep: str, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_below_one_that_is_not_published_is_still_found(client: Client, deep: str) -> None:
    Page.objects.filter(slug="l1").update(live=False)

    assert client.get("/l0/l1/").status_code == 404
    page = client.get(deep)
    assert page.status_code == 200
    assert "Level 0" in (text := page.content.decode())
    assert "Level 1" not in text  # nobody may know of it, and its link would lead nowhere


def test_a_front_page_that_is_not_published_is_not_found(client: Client, home: HomePage) -> None:
    assert client.get("/").status_code == 200
    Page.objects.filter(pk=home.pk).update(live=False)

    assert client.get("/").status_code == 404


def test_a_page_made_private_is_private_at_once(client: Client, deep: str) -> None:
    client.get(deep)
    parent = Page.objects.get(slug="l1")
    PageViewRestriction.objects.create(page=parent, restriction_type="password", password="x")

    assert b'type="password"' in client.get(deep).content
    assert b'type="password"' not in client.get("/l0/").content


def test_a_page_moved_elsewhere_is_found_there(client: Client, home: HomePage, deep: str) -> None:
    Page.objects.get(slug="l4").move(Page.objects.get(pk=home.pk), pos="last-child")

    assert client.get(deep)["Location"] == "/l4/"
    assert client.get("/l4/").status_code == 200
