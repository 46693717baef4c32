"""What editors should look at."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from accounts.models import Area, User
from cms.models import (
    CourseIndexPage,
    FrontDoor,
    HomePage,
    ResourceIndexPage,
    ResourcePage,
    StandardPage,
    WorriedPage,
)
from cms.presenters.attention import broken_concern, concerns_of, state_words
from cms.queries.attention import attention, front_doors
from cms.queries.broken_links import broken
from tests.factories.cms import make_course_page, make_index, make_page, make_standard_page
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 11)


def titles(now: datetime) -> dict[str, list[str]]:
    return {
        one.title: [row.words for row in one.rows] for one in concerns_of(attention(now), TODAY)
    }


def test_nothing_to_look_at(home: HomePage, now: datetime) -> None:
    assert titles(now) == {}


@pytest.mark.parametrize(
    ("number", "day", "note"),
    [
        ("", TODAY, "No number yet"),
        ("0121 496 0330", None, "until when"),
        ("0121 496 0330", TODAY - timedelta(days=1), "Not shown since 10 November 2026"),
        ("0121 496 0330", TODAY + timedelta(days=5), "Shown until 16 November 2026"),
        ("0121 496 0330", TODAY + timedelta(days=30), None),
    ],
)
def test_numbers(
    home: HomePage, birmingham: Area, number: str, day: date | None, note: str | None
) -> None:
    page = make_page(WorriedPage, home, body=[])
    FrontDoor.objects.create(page=page, area=birmingham, number=number, review_by=day)
    notes = [state_words(door, TODAY) for door in front_doors(TODAY)]
    assert [note in found for found in notes] == [True] if note else notes == []


def test_a_page_past_its_day(home: HomePage, now: datetime) -> None:
    make_standard_page(home, review_by=TODAY - timedelta(days=1))
    make_standard_page(home, slug="later", review_by=TODAY)
    make_standard_page(home, slug="draft", live=False, review_by=TODAY - timedelta(days=1))
    assert titles(now) == {"Pages to look at again": ["Contact the team"]}


def test_a_course_without_a_date(
    index: CourseIndexPage, course: Course, open_event: Event, now: datetime
) -> None:
    make_course_page(index, course)
    assert titles(now) == {}
    open_event.status = Event.Status.CANCELLED
    open_event.save()
    assert titles(now) == {"Courses without an open date": [course.title]}


@pytest.fixture
def target(home: HomePage) -> StandardPage:
    """A page that another leads to."""
    page = make_standard_page(home, slug="target")
    link = f'<p><a linktype="page" id="{page.pk}">there</a></p>'
    make_standard_page(home, title="Source", slug="source", body=[("text", link)])
    return page


def test_a_link_to_a_page_that_is_not_published(target: StandardPage, now: datetime) -> None:
    assert titles(now) == {}
    assert broken() == []
    target.unpublish()
    assert titles(now) == {"Links that lead nowhere": ["Source"]}
    assert [row.page.title for row in broken()] == ["Source"]


def test_a_link_to_a_page_that_was_deleted(target: StandardPage) -> None:
    target.delete()
    (found,) = map(broken_concern, broken())
    assert (found.words, found.note) == ("Source", "Leads to a page that was deleted.")


TYPED = "".join(
    f'<p><a href="{address}">there</a></p>'
    for address in (
        *("/dates/", "/dates/?area=330", "/source/", "/source", "/courses/", "/news/?x=1&amp;y=2"),
        *("https://elsewhere.example/nothing/", "mailto:a@b.example", "#below", "http://[", ""),
        *("http://testserver.example/x/", "/nothing/", "/source/lost/", "/moved-away/"),
    )
)


def test_addresses_typed_by_hand_are_followed(home: HomePage, settings: Any) -> None:
    settings.BASE_URL = "https://ours.example"
    Redirect.objects.create(old_path="/moved-away", redirect_link="/dates/")
    body = [("text", TYPED + '<p><a href="https://ours.example/gone/">there</a></p>')]
    make_standard_page(home, title="Source", slug="source", body=body)
    make_index(home)

    assert [broken_concern(row).note for row in broken()] == [
        f"Leads to {path}, where nothing is."
        for path in ("/gone/", "/news/", "/nothing/", "/source/lost/")
    ]


def test_an_address_in_a_field_of_its_own_is_followed(home: HomePage, settings: Any) -> None:
    settings.BASE_URL = "https://ours.example"
    values = {"kind": "toolkit", "workstream": "education", "published_on": TODAY, "made_by": "Us"}
    for title, host in (("Toolkit", "ours"), ("Elsewhere", "theirs")):
        link = f"https://{host}.example/nowhere/"
        resources = ResourceIndexPage.objects.first() or make_page(ResourceIndexPage, home)
        make_page(ResourcePage, resources, title=title, link=link, **values)

    assert [row.page.title for row in broken()] == ["Toolkit"]


def test_the_first_screen_shows_it(client: Client, administrator: User, home: HomePage) -> None:
    page = make_standard_page(home, review_by=TODAY - timedelta(days=1))
    client.force_login(administrator)
    text = client.get("/cms/").content.decode()
    assert "Needs attention" in text
    assert f'href="/cms/pages/{page.pk}/edit/"' in text
    assert 'href="/cms/reports/broken-links/"' in text.split("Needs attention")[1]


def test_the_report_of_broken_links(client: Client, administrator: User, home: HomePage) -> None:
    client.force_login(administrator)
    assert (
        "Every link leads somewhere." in client.get("/cms/reports/broken-links/").content.decode()
    )


def test_the_report_is_for_editors(client: Client, learner: User, home: HomePage) -> None:
    client.force_login(learner)
    assert client.get("/cms/reports/broken-links/").status_code == 403
