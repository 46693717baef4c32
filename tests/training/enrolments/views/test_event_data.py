"""What search engines read of a date: schema.org's own words, and nothing that is not so."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from django.test import Client

from training.courses.models import Course
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
# What schema.org's readers want of each thing, required and recommended.
WANTED = {
    "Course": {"name", "description", "provider", "hasCourseInstance"},
    "CourseInstance": {
        "url",
        "name",
        "startDate",
        "endDate",
        "courseMode",
        "eventStatus",
        "location",
    },
    "Organization": {"name"},
    "Place": {"name", "address"},
    "Offer": {"price", "priceCurrency", "availability", "url"},
}


def items_of(page: str) -> list[tuple[str, dict[str, str]]]:
    """Each thing a page tells of, with its own properties."""
    found = []
    for item in BeautifulSoup(page, "html.parser").select("[itemscope]"):
        kind = str(item["itemtype"]).removeprefix("https://schema.org/")
        own = [one for one in item.select("[itemprop]") if one.find_parent(itemscope=True) is item]
        found.append((kind, {str(one["itemprop"]): value_of(one) for one in own}))
    return found


def value_of(one: Tag) -> str:
    return str(one.get("content") or one.get("href") or one.get("datetime") or one.text)


def page_of(client: Client, event: Event) -> dict[str, dict[str, str]]:
    return dict(items_of(client.get(f"/dates/{event.ref}/").text))


def test_a_date_says_all_that_is_wanted_by_londons_clock(client: Client, open_event: Event) -> None:
    starts_at = datetime.fromisoformat("2027-06-03T08:30:00.123456+00:00")
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    Event.objects.update(**times, mode=Course.Mode.IN_PERSON)
    Session.objects.update(**times)

    items = page_of(client, open_event)

    for kind, wanted in WANTED.items():
        assert wanted <= set(items[kind]), kind
    assert items["CourseInstance"]["startDate"] == "2027-06-03T09:30:00+01:00"
    assert items["CourseInstance"]["eventStatus"] == "https://schema.org/EventScheduled"
    assert items["Offer"]["availability"] == "https://schema.org/InStock"
    assert items["Offer"]["url"].startswith("http")


@pytest.mark.parametrize(
    ("change", "availability"),
    [
        (lambda now: {"capacity": 1, "places_taken": 1}, "https://schema.org/SoldOut"),
        (lambda now: {"starts_at": now - timedelta(minutes=1)}, None),
        (lambda now: {"starts_at": now - timedelta(days=2), "ends_at": now}, None),
    ],
)
def test_what_cannot_be_had_is_not_offered(
    client: Client,
    open_event: Event,
    now: datetime,
    change: Callable[[datetime], dict[str, Any]],
    availability: str | None,
) -> None:
    Event.objects.update(**change(now))

    items = page_of(client, open_event)

    assert items.get("Offer", {}).get("availability") == availability


def test_a_page_that_is_shared_says_what_it_is(client: Client, open_event: Event) -> None:
    page = BeautifulSoup(client.get(f"/dates/{open_event.ref}/").text, "html.parser")
    shared = {str(one["property"]): str(one["content"]) for one in page.select("meta[property]")}

    assert {"og:title", "og:type", "og:url", "og:image"} <= set(shared)
    assert all(shared.values())
    assert shared["og:url"] == str(page.select_one("link[rel=canonical]")["href"])  # type: ignore[index]
