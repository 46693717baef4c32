"""News: the list, the page and the feed."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from cms.models import HomePage, NewsIndexPage, NewsPage
from tests.factories.cms import make_page

pytestmark = pytest.mark.django_db
BODY = [("text", "<p>It happened.</p>")]


@pytest.fixture
def news(home: HomePage) -> NewsIndexPage:
    index: NewsIndexPage = make_page(NewsIndexPage, home, title="News", slug="news")
    return index


def item(news: NewsIndexPage, day: int, **values: Any) -> NewsPage:
    fields = {"title": f"Day {day}", "date": date(2026, 11, day), "body": BODY, **values}
    page: NewsPage = make_page(NewsPage, news, **fields)
    return page


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/news/{query}")
    assert response.status_code == 200
    return [page.title for page in response.context["page_of_news"]]


def test_the_newest_comes_first(client: Client, news: NewsIndexPage) -> None:
    for day in (2, 9, 4):
        item(news, day)
    assert titles(client) == ["Day 9", "Day 4", "Day 2"]


def test_news_of_one_workstream(client: Client, news: NewsIndexPage) -> None:
    item(news, 2, workstream="sport")
    item(news, 3, workstream="health")
    assert titles(client, "?workstream=sport") == ["Day 2"]


@pytest.mark.parametrize(
    "query", ["?workstream=nonsense", "?workstream=", "?page=minus", "?page=999999", "?kind=x"]
)
def test_nonsense_is_ignored(client: Client, news: NewsIndexPage, query: str) -> None:
    item(news, 2)
    assert titles(client, query) == ["Day 2"]


def test_nothing_found_says_what_to_do(client: Client, news: NewsIndexPage) -> None:
    assert "Try all workstreams" in client.get("/news/?workstream=faith").content.decode()


def test_a_piece_of_news_says_its_day(client: Client, news: NewsIndexPage) -> None:
    item(news, 9, slug="day", workstream="sport")
    text = client.get("/news/day/").content.decode()
    assert "Monday 9 November 2026" in text
    assert '<meta property="og:type" content="article">' in text
    assert '<link rel="canonical" href="http' in text


def test_a_draft_cannot_be_guessed(client: Client, news: NewsIndexPage) -> None:
    item(news, 9, slug="secret", live=False)
    assert client.get("/news/secret/").status_code == 404
    assert titles(client) == []


def test_the_feed_is_read_by_a_parser(client: Client, news: NewsIndexPage) -> None:
    item(news, 2, title="Tea & <cake>")
    item(news, 3, live=False)
    response = client.get("/news/feed/")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    assert response["Content-Type"].startswith("application/rss+xml")
    assert [one.text for one in feed.findall("channel/item/title")] == ["Tea & <cake>"]
    assert (feed.findtext("channel/item/link") or "").endswith("/news/tea-cake/")
    assert "Mon, 02 Nov 2026" in (feed.findtext("channel/item/pubDate") or "")


def test_without_a_news_page_there_is_no_feed(client: Client, home: HomePage) -> None:
    assert client.get("/news/feed/").status_code == 404


def test_a_list_keeps_to_its_queries(
    client: Client, news: NewsIndexPage, django_assert_max_num_queries: Any
) -> None:
    item(news, 1)
    titles(client)
    with django_assert_max_num_queries(14) as one:
        titles(client)
    for day in range(2, 10):
        item(news, day)
    with django_assert_max_num_queries(14) as nine:
        titles(client)
    assert len(one) == len(nine)


def test_a_piece_of_news_leads_to_the_newest_of_the_others(
    client: Client, news: NewsIndexPage, django_assert_max_num_queries: Any
) -> None:
    for day in range(1, 8):
        item(news, day, live=day != 6)

    with django_assert_max_num_queries(14):
        response = client.get("/news/day-5/")

    assert [page.title for page in response.context["others"]] == [
        *("Day 7", "Day 4", "Day 3", "Day 2"),
    ]
    assert '<a href="/news/day-7/">Day 7</a>' in response.text
