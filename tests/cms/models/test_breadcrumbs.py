"""The links above a page, however deep it stands, and what they cost."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.models import HomePage, StandardPage
from tests.pages import queries

pytestmark = pytest.mark.django_db
DEEP = 3
MOST_QUERIES = 14


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
    assert "Level 2" in text.split("<h1>")[1]


def test_a_deep_page_takes_few_queries(client: Client, deep: str) -> None:
    assert queries(client, deep) <= MOST_QUERIES


def test_a_page_above_that_is_not_published_is_left_out(client: Client, deep: str) -> None:
    Page.objects.filter(slug="l1").update(live=False)

    text = client.get(deep).content.decode()
    assert "Level 0" in text
    assert "Level 1" not in text  # nobody may know of it, and its link would lead nowhere


def test_a_page_made_private_is_private_at_once(client: Client, deep: str) -> None:
    client.get(deep)
    parent = Page.objects.get(slug="l1")
    PageViewRestriction.objects.create(page=parent, restriction_type="password", password="x")

    assert b'type="password"' in client.get(deep).content
    assert b'type="password"' not in client.get("/l0/").content
