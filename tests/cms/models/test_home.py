"""The front page: doors, next dates, the year, whom we reached."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Area
from cms.models import HomePage
from tests.cast import make_event
from tests.factories.cms import make_door, make_home
from tests.pages import page
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db


def body(client: Client) -> str:
    return page(client, "/")


def test_home_says_what_we_do_and_opens_doors(client: Client, home: HomePage) -> None:
    text = body(client)
    assert "<h1>Be the one who stands up, early</h1>" in text
    assert '<a href="/dates/">I work with young people</a>' in text


def test_home_has_no_doors_before_an_editor_makes_one(client: Client) -> None:
    make_home(doors=[])
    assert "What brings you here?" not in body(client)


def test_a_door_leads_to_a_page_before_a_screen(client: Client, home: HomePage) -> None:
    home.doors = [("door", make_door(page=home))]
    home.save()
    assert '<a href="/">I work with young people</a>' in body(client)


def test_home_lists_the_next_four_dates(
    client: Client, home: HomePage, course: Course, regional: Area
) -> None:
    first = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    events = [
        make_event(course, regional, starts_at=first + timedelta(weeks=week)) for week in range(5)
    ]
    text = body(client)
    assert [f"/dates/{event.ref}/" in text for event in events] == [True] * 4 + [False]
    assert "Thursday 3 December 2026, 9:30am to 12:30pm" in text
    assert "50 of 50 places left" in text


def test_home_says_when_no_date_is_open(client: Client, home: HomePage, open_event: Event) -> None:
    open_event.status = Event.Status.CANCELLED
    open_event.save()
    text = body(client)
    assert "No dates are open just now" in text
    assert open_event.ref not in text


def test_the_year_is_a_picture_with_a_table(client: Client, home: HomePage) -> None:
    text = body(client)
    assert 'role="img"' in text
    assert '<caption class="govuk-visually-hidden">A year in a school</caption>' in text
    assert "Autumn 2 to Summer 2" in text


def test_home_hides_the_figures_until_a_register_is_closed(client: Client, home: HomePage) -> None:
    assert "Whom we reached" not in body(client)


def test_home_takes_the_same_queries_for_one_date_and_four(
    client: Client,
    home: HomePage,
    course: Course,
    regional: Area,
    django_assert_max_num_queries: Any,
) -> None:
    make_event(course, regional)
    body(client)  # content types and the like are read once in a process
    with django_assert_max_num_queries(14) as one:
        body(client)
    for day in (10, 17, 24):
        make_event(course, regional, starts_at=datetime(2026, 12, day, 9, 30, tzinfo=UTC))
    with django_assert_max_num_queries(14) as four:
        body(client)
    assert len(one) == len(four)
