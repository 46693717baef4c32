"""The office moves a date from its page."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from core import clock
from tests.training.forms_sent import send
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(
    client: Client, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Client:
    monkeypatch.setattr(clock, "now", lambda: now)
    client.force_login(coordinator)
    return client


def answers(**changed: str) -> dict[str, str]:
    return {
        "date_1_day": "10",
        "date_1_month": "12",
        "date_1_year": "2026",
        "start_1": "1:30pm",
        "minutes_1": "180",
        "join_link": "https://meet.example/new",
        "asks_again": "no",
        **changed,
    }


def test_the_page_starts_on_what_is(office: Client, open_event: Event) -> None:
    shown = office.get(f"/team/events/{open_event.ref}/move/").content.decode()
    assert 'value="9:30am"' in shown
    assert 'value="180"' in shown
    assert 'name="venue"' not in shown


def test_a_date_moves_and_may_be_shorter(office: Client, open_event: Event) -> None:
    url = f"/team/events/{open_event.ref}/move/"
    answer = send(office, url, **answers(minutes_1="120"))
    assert answer.status_code == 302
    open_event.refresh_from_db()
    assert open_event.starts_at == datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
    assert open_event.ends_at == datetime(2026, 12, 10, 15, 30, tzinfo=UTC)
    assert open_event.join_link == "https://meet.example/new"


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_1": ""},
        {"minutes_1": "5"},
        {"date_1_month": "13"},
        {"join_link": "http://meet.example"},
    ],
)
def test_wrong_answers_are_shown_again(
    office: Client, open_event: Event, wrong: dict[str, str]
) -> None:
    url = f"/team/events/{open_event.ref}/move/"
    assert send(office, url, **answers(**wrong)).status_code == 422


def test_a_refusal_is_said_on_the_page(office: Client, open_event: Event) -> None:
    Event.objects.filter(pk=open_event.pk).update(status="cancelled")
    url = f"/team/events/{open_event.ref}/move/"
    assert send(office, url, **answers()).status_code == 409
