"""What search engines are told."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.models import Area
from core import clock
from tests.factories.cms import make_course_page, make_home, make_index, make_standard_page
from tests.factories.training import CourseFactory, EventFactory, SessionFactory
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client: Client) -> list[str]:
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(response.content)  # noqa: S314 - it is our own
    return [str(place.text) for place in root.iter(LOC)]


def test_the_sitemap_has_screens_and_open_dates_only(client: Client, open_event: Event) -> None:
    found = addresses(client)
    assert len(found) == len(set(found))
    assert all(address.startswith("http") for address in found)
    assert any(address.endswith("/dates/") for address in found)
    assert any(address.endswith(f"/dates/{open_event.ref}/") for address in found)
    Event.objects.update(entry=Event.Entry.RESERVED)
    assert not any(open_event.ref in address for address in addresses(client))


def test_the_sitemap_has_pages_that_anyone_may_read(client: Client, course: Course) -> None:
    home = make_home()
    index = make_index(home)
    make_course_page(index, course)
    make_course_page(index, CourseFactory(slug="unlisted", is_listed=False))
    make_standard_page(home, slug="draft", live=False)
    private = make_standard_page(home, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    found = addresses(client)
    assert {address.split("/", 3)[3] for address in found} == {
        *("", "courses/", "courses/preventing-vawg/", "dates/", "framework/", "workshops/"),
    }


def test_robots_stay_out_of_where_people_sign_in(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    for prefix in ("/my/", "/team/", "/cms/", "/accounts/", "/registers/", "/verify/"):
        assert f"Disallow: {prefix}" in lines
    assert not any("/dates" in line or "/courses" in line for line in lines)
    assert lines[-1].startswith("Sitemap: http")


def test_a_date_says_what_it_is_for_search_engines(client: Client, open_event: Event) -> None:
    first = open_event.sessions.get()
    SessionFactory(event=open_event, number=2, starts_at=first.starts_at, ends_at=first.ends_at)
    page = BeautifulSoup(client.get(f"/dates/{open_event.ref}/").content, "html.parser")
    course, *_, instance = page.select('[itemtype$="/Course"], [itemtype$="/CourseInstance"]')
    values = {
        str(tag["itemprop"]): tag.get("content") or tag.get("href")
        for tag in instance.find_all(itemprop=True)
        if tag.find_parent(itemscope=True) is instance
    }
    assert course["itemtype"] == "https://schema.org/Course"
    assert values["startDate"] == "2026-12-03T09:30:00+00:00"
    assert values["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert values["eventStatus"] == "https://schema.org/EventScheduled"
    offer = instance.select_one('[itemtype$="/Offer"] [itemprop="availability"]')
    assert offer is not None
    assert str(offer["href"]).endswith("InStock")
    assert len(instance.select('[itemprop="subEvent"]')) == 2
    canonical = page.select_one('link[rel="canonical"]')
    assert canonical is not None
    assert str(canonical["href"]).endswith(f"/dates/{open_event.ref}/")


def test_a_course_names_its_dates_for_search_engines(
    client: Client, course: Course, regional: Area, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    make_course_page(make_index(make_home()), course)
    event = EventFactory(course=course, area=regional)
    page = BeautifulSoup(client.get("/courses/preventing-vawg/").content, "html.parser")
    (instance,) = page.select('[itemtype$="/Course"] [itemtype$="/CourseInstance"]')
    address = instance.select_one('[itemprop="url"]')
    starts = instance.select_one('[itemprop="startDate"]')
    assert address is not None
    assert starts is not None
    assert address["href"] == f"/dates/{event.ref}/"
    assert starts["content"] == "2026-12-03T09:30:00+00:00"
