"""The office looks at a year of dates, and opens them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, User
from tests.training.forms_sent import key_on
from training.courses.models import Course, CourseVersion
from training.events.models import Event, Series

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="seen" value="([0-9a-f]*)"')


@pytest.fixture
def office(client: Client, coordinator: User, regional: Area) -> Client:
    client.force_login(coordinator)
    return client


def answers(**changed: str) -> dict[str, str]:
    """The first Monday of each month of 2027."""
    return {
        "every": "m1",
        "weekday": "MO",
        "first_date_day": "1",
        "first_date_month": "1",
        "first_date_year": "2027",
        "last_date_day": "31",
        "last_date_month": "12",
        "last_date_year": "2027",
        "start_1": "9:30am",
        "skips_bank_holidays": "on",
        "capacity": "30",
        "area": "REGIONAL",
        "join_link": "",
        **changed,
    }


def page(course: Course) -> str:
    return f"/team/events/series/?course={course.slug}"


def look(office: Client, course: Course, **changed: str) -> tuple[str, dict[str, str]]:
    """What the dates look like, and what to send to open them."""
    sent = {"form_key": key_on(office, page(course)), **answers(**changed)}
    shown = office.post(page(course), sent).content.decode()
    found = SEEN.search(shown)
    assert found
    return shown, {**sent, "seen": found[1], "create": "yes"}


def test_only_the_office_opens_series(client: Client, course: Course, learner: User) -> None:
    client.force_login(learner)
    assert client.get(page(course)).status_code == 403


def test_first_the_course(office: Client, course: Course) -> None:
    assert course.title in office.get("/team/events/series/").content.decode()


def test_every_date_is_seen_before_any_is_open(office: Client, course: Course) -> None:
    shown, _ = look(office, course)
    assert "11 dates on the first Monday of each month" in shown
    assert "Monday 4 January 2027" in shown
    assert "skipped: Bank holiday: May Day" in shown
    assert not Event.objects.exists()


def test_what_was_seen_is_opened_once(office: Client, course: Course) -> None:
    _, sent = look(office, course)
    for _ in range(2):
        answer = office.post(page(course), sent)
        series = Series.objects.get()
        assert answer["Location"] == f"/team/events/series/{series.ref}/"
    assert Event.objects.filter(series=series).count() == 11
    assert "made on the first Monday" in office.get(answer["Location"]).content.decode()
    event = Event.objects.all()[0]
    assert answer["Location"] in office.get(f"/team/events/{event.ref}/").content.decode()


def test_a_date_of_a_series_names_the_next_ones(office: Client, course: Course) -> None:
    _, sent = look(office, course)
    office.post(page(course), sent)
    first, second, *_ = Event.objects.order_by("starts_at")
    shown = office.get(f"/dates/{first.ref}/").content.decode()
    assert f"/dates/{second.ref}/" in shown


def test_a_series_costs_the_same_for_any_number(office: Client, course: Course) -> None:
    counts = []
    for until in ("2", "12"):
        _, sent = look(office, course, last_date_month=until, last_date_day="28")
        url = office.post(page(course), sent)["Location"]
        Event.objects.update(status="cancelled")
        office.get(url)
        with CaptureQueriesContext(connection) as queries:
            office.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_other_dates_than_were_seen_are_not_opened(office: Client, course: Course) -> None:
    _, sent = look(office, course)
    answer = office.post(page(course), {**sent, "weekday": "TU"})
    assert answer.status_code == 409
    assert "Tuesday 5 January 2027" in answer.content.decode()
    assert not Event.objects.exists()


def test_each_further_part_has_its_days_and_time(office: Client, course: Course) -> None:
    parts = [{"title": "Day 1", "minutes": 180}, {"title": "Day 2", "minutes": 120}]
    CourseVersion.objects.filter(course=course).update(parts=parts)
    _, sent = look(office, course, after_2="7", start_2="1pm")
    office.post(page(course), sent)
    assert {event.sessions.count() for event in Event.objects.all()} == {2}


@pytest.mark.parametrize("wrong", [{"start_1": ""}, {"last_date_year": "2026"}])
def test_wrong_answers_are_shown_again(
    office: Client, course: Course, wrong: dict[str, str]
) -> None:
    sent = {"form_key": key_on(office, page(course)), **answers(**wrong), "create": "yes"}
    assert office.post(page(course), sent).status_code == 422
