"""A public address asks the database as often with 250 rows as with 10."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from wagtail.models import Site

from accounts.models import Area, User
from cms.models import (
    CourseIndexPage,
    CoursePage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ResourceIndexPage,
    ResourcePage,
)
from core.web import ttl_cache
from tests.factories.cms import make_page
from tests.factories.many import make_many_courses, make_many_events, make_many_pages
from tests.pages import queries
from tests.sign_in import StaffClient
from training.courses.models import Course

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEW, MANY = 10, 250
LIST, PAGE, OTHER = 4, 14, 12
Fill = Callable[[int, int], None]


def check(client: Client, fill: Fill, budgets: dict[str, int]) -> None:
    """Every address keeps within its budget, and asks the same of few rows and of many."""
    fill(0, FEW)
    for address in budgets:
        client.get(address)  # what a process keeps is there
    few = {address: queries(client, address) for address in budgets}
    fill(FEW, MANY)
    many = {address: queries(client, address) for address in budgets}
    assert few == many
    assert {address: number for address, number in many.items() if number > budgets[address]} == {}


@pytest.fixture(autouse=True)
def _kept_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps for seconds is there, however long the test takes."""
    monkeypatch.setattr(ttl_cache, "SECONDS", 1_000)


def test_pages(client: Client, home: HomePage, index: CourseIndexPage, now: datetime) -> None:
    news = make_page(NewsIndexPage, home, title="News")
    resources = make_page(ResourceIndexPage, home, title="Resources")
    story = {"introduction": "A day of safety.", "date": now.date()}
    kit = {"introduction": "Safe.", "kind": "guide", "workstream": "sport"}

    def fill(first: int, last: int) -> None:
        courses = make_many_courses(first, last)
        values = [{"title": course.title, "course": course} for course in courses]
        make_many_pages(index, CoursePage, values)
        make_many_pages(news, NewsPage, [story] * (last - first))
        day = {"published_on": now.date()}
        make_many_pages(resources, ResourcePage, [kit | day] * (last - first))

    pages = dict.fromkeys(["/courses/?q=saftey&mode=online", "/news/", "/resources/"], PAGE)
    others = dict.fromkeys(["/news/feed/", "/sitemap.xml", "/search/?q=number"], OTHER)
    check(client, fill, pages | others)


def test_dates(
    client: Client, home: HomePage, course: Course, walsall: Area, now: datetime
) -> None:
    def fill(first: int, last: int) -> None:
        make_many_events(course, walsall, first, last, now)

    lists = dict.fromkeys(["/dates/", "/dates/?view=month"], LIST)
    others = dict.fromkeys(["/dates.ics", "/sitemap.xml", "/search/?q=voilence"], OTHER)
    check(client, fill, lists | others)


def test_the_editors_list_of_pages_asks_no_more_for_many(
    administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []  # from a cache that is the database, but not in tests
    paths = Site.get_site_root_paths
    monkeypatch.setattr(Site, "get_site_root_paths", lambda: read.append(1) or paths())
    client = StaffClient()
    client.force_login(administrator)
    index = make_page(NewsIndexPage, HomePage.objects.get(), title="More news", slug="more-news")
    address = f"/cms/pages/{index.pk}/"
    asked = []
    for number in (5, 45):
        for row in range(number):
            name = f"news-{number}-{row}"
            make_page(NewsPage, index, title=name, slug=name, date=date(2026, 11, 2))
        client.get(address)  # what a process keeps is there
        read.clear()
        asked.append((queries(client, address), len(read)))
    assert asked[0] == asked[1]
