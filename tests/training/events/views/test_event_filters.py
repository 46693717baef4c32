"""Filters of the dates, and the month as a grid."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area
from tests.factories.training import CourseFactory, EventFactory, SessionFactory
from tests.factories.venues import VenueFactory
from training.courses.models import Course
from training.events.models import Event
from training.events.queries import event as queries
from training.events.views import event as views

pytestmark = pytest.mark.django_db
NONSENSE = ["", "x", "9999-99", "0000-00", "2026-13", "2026-1", "²⁰²⁶-12", "'; --", "9" * 400]


def soup(client: Client, **query: Any) -> BeautifulSoup:
    response = client.get("/dates/", query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".event-row h3 a, .month__part a")]


@pytest.fixture
def online(regional: Area) -> Event:
    """Tuesday 1 December 2026, online, full."""
    return EventFactory(
        course=CourseFactory(slug="adversity", title="Adversity"),
        area=regional,
        starts_at=datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
        capacity=5,
        places_taken=5,
    )


@pytest.fixture
def in_birmingham(birmingham: Area) -> Event:
    """Thursday 14 January 2027, in Birmingham, with places."""
    return EventFactory(
        course=CourseFactory(
            slug="exploitation", title="Exploitation", workstream=Course.Workstream.EXPLOITATION
        ),
        area=birmingham,
        mode=Course.Mode.IN_PERSON,
        venue=VenueFactory(name="Council House", area=birmingham),
        starts_at=datetime(2027, 1, 14, 9, 30, tzinfo=UTC),
    )


# The filter


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Adversity", "Exploitation"]),
        ({"course": "adversity"}, ["Adversity"]),
        ({"area": "330"}, ["Exploitation"]),
        ({"mode": "online"}, ["Adversity"]),
        ({"places": "yes"}, ["Exploitation"]),
        ({"month": "2027-01"}, ["Exploitation"]),
        ({"theme": "exploitation"}, ["Exploitation"]),
        ({"from": "2026-12-02"}, ["Exploitation"]),
        ({"to": "2026-12-01"}, ["Adversity"]),
        ({"from": "2026-12-01", "to": "2027-01-14"}, ["Adversity", "Exploitation"]),
        ({"from": "2026-12-02", "to": "2027-01-13"}, []),
        ({"from": "2026-12-02", "area": "330"}, ["Exploitation"]),
        ({"course": "adversity", "area": "330"}, []),
    ],
)
def test_a_filter_shows_only_what_fits(
    client: Client,
    online: Event,
    in_birmingham: Event,
    query: dict[str, str],
    expected: list[str],
) -> None:
    assert titles(soup(client, **query)) == expected


@pytest.mark.parametrize(
    "name", ["course", "area", "mode", "theme", "places", "month", "view", "from", "to"]
)
@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_left_out(client: Client, online: Event, name: str, value: str) -> None:
    assert titles(soup(client, **{name: value})) == ["Adversity"]


@pytest.mark.parametrize(
    "days",
    [
        ("2026-12-02", "2026-12-01"),
        ("2026-01-01", "2126-01-01"),
        ("0001-01-01", "9999-12-31"),
        ("2026-02-30", ""),
        ("", "tomorrow"),
        ("2026-12-01", "9" * 500),
    ],
)
def test_days_that_cannot_be_shown_are_refused_in_words(
    client: Client, online: Event, days: tuple[str, str]
) -> None:
    page = soup(client, **{"from": days[0], "to": days[1]})

    assert titles(page) == ["Adversity"]
    assert "Those days cannot be shown" in page.text
    assert "none after 13 November 2029" in page.text


def test_the_days_stay_when_another_filter_is_chosen(
    client: Client, online: Event, in_birmingham: Event
) -> None:
    page = soup(client, **{"from": "2026-12-01", "to": "2026-12-31", "mode": "online"})

    assert page.select_one(".date-filter__days input[name=mode]")["value"] == "online"  # type: ignore[index]
    assert "Days: 1 December 2026 to 31 December 2026" in page.text
    assert any(
        link["href"] == "/dates/?from=2026-12-01&to=2026-12-31" for link in page.select("a[href]")
    )
    (clear,) = page.select(".date-filter__clear")
    assert clear["href"] == "/dates/"


def test_a_course_without_dates_is_not_every_date(client: Client, online: Event) -> None:
    CourseFactory(slug="first-aid")
    page = soup(client, course="first-aid")
    assert titles(page) == []
    assert "No dates match" in page.text


def test_every_link_of_a_filter_shows_as_many_dates_as_it_says(
    client: Client, online: Event, in_birmingham: Event
) -> None:
    links = soup(client, mode="online").select(".date-filter a")
    assert len(links) >= 6
    for link in links:
        count = link.find("span")
        assert isinstance(count, Tag)
        address = str(link["href"])
        shown = BeautifulSoup(client.get(address).content, "html.parser")
        assert len(titles(shown)) == int(count.text), address


def test_a_choice_keeps_the_others_and_can_be_taken_away(
    client: Client, online: Event, in_birmingham: Event
) -> None:
    page = soup(client, mode="in_person", places="yes")
    chosen = [link.find(string=True) for link in page.select(".date-filter [aria-current]")]
    assert [str(words).strip() for words in chosen] == ["Any", "Any", "Any", "In person"]
    (toggle,) = page.select(".date-filter__toggle")
    assert toggle["href"] == "/dates/?mode=in_person"
    (clear,) = page.select(".date-filter__clear")
    assert clear["href"] == "/dates/"
    assert any(
        link["href"] == "/dates/?area=330&mode=in_person&places=yes"
        for link in page.select(".date-filter a")
    )


def test_the_filter_costs_at_most_four_queries_for_any_number_of_dates(
    client: Client, regional: Area, now: datetime
) -> None:
    course = CourseFactory(slug="adversity")
    client.get("/dates/")
    counts = []
    for wanted in (10, 990):
        Event.objects.bulk_create(
            EventFactory.build(
                course=course, area=regional, starts_at=now + timedelta(hours=number + 1)
            )
            for number in range(wanted)
        )
        with CaptureQueriesContext(connection) as captured:
            client.get("/dates/?course=adversity&area=REGIONAL&mode=online&places=yes&page=1")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 4


# The month


def day(page: BeautifulSoup, iso: str) -> str:
    moment = page.select_one(f'.month time[datetime="{iso}"]')
    assert moment is not None
    cell = moment.find_parent("td")
    assert cell is not None
    return " ".join(cell.text.split())


def test_a_month_is_a_table_with_each_part_on_its_day(client: Client, regional: Area) -> None:
    event = EventFactory(course__title="Adversity", area=regional, capacity=2, places_taken=1)
    second = event.starts_at + timedelta(days=7)
    SessionFactory(event=event, number=2, starts_at=second, ends_at=second + timedelta(hours=1))
    page = soup(client, view="month", month="2026-12")
    caption = page.select_one(".month caption")
    assert caption is not None
    assert caption.text == "December 2026"
    headings = [cell.text for cell in page.select('.month th[scope="col"]')]
    assert headings[0] == "Monday"
    assert len(headings) == 7
    assert all(len(row.select("td")) == 7 for row in page.select(".month tbody tr"))
    first_day = day(page, "2026-12-03")
    assert "Thursday 3 December 2026" in first_day
    assert "9:30am to 12:30pm" in first_day
    assert "1 place left" in first_day
    assert "Adversity, part 2" in day(page, "2026-12-10")
    assert titles(page) == ["Adversity", "Adversity, part 2"]


def test_a_month_leads_to_its_neighbours_with_the_filter(client: Client, online: Event) -> None:
    page = soup(client, view="month", month="2026-12", mode="online")
    addresses = [str(link["href"]) for link in page.select(".month-steps a")]
    assert addresses == [
        "/dates/?view=month&month=2026-11&mode=online",
        "/dates/?view=month&month=2027-01&mode=online",
    ]


@pytest.mark.parametrize(
    ("month", "steps"),
    [
        ("2025-11", ["/dates/?view=month&month=2025-12"]),
        ("2029-11", ["/dates/?view=month&month=2029-10"]),
    ],
)
def test_months_end_where_the_limits_are(client: Client, month: str, steps: list[str]) -> None:
    page = soup(client, view="month", month=month)
    assert [str(link["href"]) for link in page.select(".month-steps a")] == steps


@pytest.mark.parametrize("month", ["2025-10", "2029-12", "1926-01", "2126-01", "9999-99", "x"])
@pytest.mark.parametrize("view", ["month", "list"])
def test_a_month_out_of_reach_says_what_there_is(client: Client, month: str, view: str) -> None:
    text = soup(client, view=view, month=month).text
    assert "That month cannot be shown" in text
    assert "November 2025 to November 2029" in text


def test_a_month_shows_what_was_and_leaves_out_what_is_not_open(
    client: Client, regional: Area, now: datetime
) -> None:
    yesterday = now - timedelta(days=1)
    EventFactory(course__title="Yesterday", area=regional, starts_at=yesterday)
    EventFactory(area=regional, starts_at=yesterday, entry=Event.Entry.RESERVED)
    EventFactory(area=regional, starts_at=yesterday, status=Event.Status.CANCELLED)
    page = soup(client, view="month")
    assert titles(page) == ["Yesterday"]
    assert "Started" in day(page, "2026-11-10")
    assert "Today" in day(page, "2026-11-11")


def test_a_month_with_more_than_fits_says_so(
    client: Client, regional: Area, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (queries, views):
        monkeypatch.setattr(module, "MOST_IN_A_MONTH", 2)
    for number in range(3):
        EventFactory(area=regional, starts_at=now + timedelta(days=number))
    page = soup(client, view="month")
    assert len(titles(page)) == 2
    assert "its first 2 dates" in page.text


def nearest(page: BeautifulSoup) -> tuple[str, list[str]]:
    """What is said when nothing is to come, and the months it leads to."""
    words = page.select_one(".month-none")
    assert words is not None
    links = [str(link["href"]) for link in words.select('a[href*="view=month&month="]')]
    return " ".join(words.text.split()), [link.partition("month&")[2] for link in links]


def test_an_empty_month_says_so_and_leads_to_the_nearest_that_are_not(
    client: Client, online: Event, in_birmingham: Event
) -> None:
    words, months = nearest(soup(client, view="month", month="2027-05"))
    assert words.startswith("No dates in May 2027.")
    assert months == ["month=2027-01"]

    words, months = nearest(soup(client, view="month"))
    assert words.endswith("The next to come: December 2026.")
    assert months == ["month=2026-12"]

    words, months = nearest(soup(client, view="month", month="2026-12", mode="in_person"))
    assert words.startswith("Nothing in December 2026 matches these filters.")
    assert months == ["month=2026-12", "month=2027-01&mode=in_person"]  # without the filter first


def test_a_month_with_nothing_more_to_come_leads_to_the_next(
    client: Client, regional: Area, now: datetime, online: Event
) -> None:
    EventFactory(area=regional, starts_at=now - timedelta(days=1))
    words, months = nearest(soup(client, view="month"))
    assert words.startswith("Nothing more is to come in November 2026.")
    assert months == ["month=2026-12"]

    assert soup(client, view="month", month="2026-12").select_one(".month-none") is None


def test_a_nearest_month_out_of_reach_is_not_led_to(client: Client, regional: Area) -> None:
    for year in (2024, 2031):
        EventFactory(area=regional, starts_at=datetime(year, 6, 1, 9, tzinfo=UTC))
    assert nearest(soup(client, view="month", month="2027-05"))[1] == []


def test_an_empty_month_with_strange_filters_costs_no_more(client: Client, online: Event) -> None:
    client.get("/dates/?view=month")
    with CaptureQueriesContext(connection) as captured:
        client.get("/dates/?view=month&month=2027-05&course=adversity&area=REGIONAL")
    assert len(captured) <= 4


@pytest.mark.parametrize(
    ("starts_at", "iso"),
    [
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), "2027-03-27"),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2027-03-28"),
        (datetime(2027, 5, 31, 23, 30, tzinfo=UTC), "2027-06-01"),
    ],
)
def test_a_part_stands_on_its_london_day(
    client: Client, regional: Area, starts_at: datetime, iso: str
) -> None:
    EventFactory(course__title="Night", area=regional, starts_at=starts_at)
    page = soup(client, view="month", month=iso[:7])
    assert "Night" in day(page, iso)


def test_a_month_costs_the_same_for_any_number_of_parts(
    client: Client, regional: Area, now: datetime
) -> None:
    client.get("/dates/?view=month")
    counts = []
    for wanted in (1, 2, 30):
        for number in range(wanted):
            EventFactory(area=regional, starts_at=now + timedelta(hours=number + 1))
        with CaptureQueriesContext(connection) as captured:
            client.get("/dates/?view=month")
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2] <= 4


def test_both_ways_of_looking_keep_filter_and_month(client: Client, online: Event) -> None:
    page = soup(client, view="month", month="2026-12", mode="online")
    ways = [str(link["href"]) for link in page.select(".ways a")]
    assert ways == [
        "/dates/?month=2026-12&mode=online",
        "/dates/?view=month&month=2026-12&mode=online",
    ]


def test_the_page_names_its_own_address_and_its_feed(client: Client, online: Event) -> None:
    page = soup(client, mode="online", junk="1")
    canonical = page.select_one('link[rel="canonical"]')
    feed = page.select_one('link[rel="alternate"][type="text/calendar"]')
    assert canonical is not None
    assert feed is not None
    assert str(canonical["href"]).endswith("/dates/?mode=online")
    assert feed["href"] == "/dates.ics?mode=online"
