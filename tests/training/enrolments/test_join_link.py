"""The link to join is for people with a place, from 24 hours before, and nowhere else."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from bookings.rota.actions.event_move import move_event
from core import clock
from core.models import Message
from tests.cast import make_person
from tests.factories.cms import make_course_page, make_home, make_index
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.substitution import substitute
from training.enrolments.actions.waiting_list import join_waiting_list
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.events.rules.blocks import Block

pytestmark = pytest.mark.django_db
SECRET = "https://meet.example/secret-room"
DAY = timedelta(days=1)


@pytest.fixture
def online(open_event: Event) -> Event:
    Event.objects.filter(pk=open_event.pk).update(join_link=SECRET)
    return Event.objects.get(pk=open_event.pk)


@pytest.fixture
def place(online: Event, learner: User, now: datetime) -> Enrolment:
    return enrol(learner, online, actor=learner, now=now)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.parametrize(
    "path",
    [
        "/dates/",
        "/dates/?view=month&month=2026-12",
        "/dates/{ref}/",
        "/dates/{ref}/calendar.ics",
        "/dates.ics",
        "/search/?q=violence",
    ],
)
def test_no_public_page_feed_or_search_has_it(
    client: Client, online: Event, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    at(monkeypatch, online.starts_at - timedelta(hours=1))
    answer = client.get(path.format(ref=online.ref))
    assert answer.status_code == 200
    assert "secret-room" not in answer.content.decode()


def test_no_page_of_its_course_has_it(
    client: Client, online: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, online.starts_at - timedelta(hours=1))
    index = make_index(make_home())
    page = make_course_page(index, online.course)
    for path in (index.url, page.url):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "secret-room" not in answer.content.decode()


@pytest.mark.guard(
    "the link to join: 24 hours before, until the end",
    where="training/enrolments/models/enrolment.py",
)
def test_a_person_with_a_place_sees_it_from_the_day_before(
    client: Client, place: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts_at = place.event.starts_at
    for moment, shown in (
        (starts_at - DAY - timedelta(seconds=1), False),
        (starts_at - DAY, True),
        (place.event.ends_at - timedelta(seconds=1), True),
        (place.event.ends_at + timedelta(seconds=1), False),
    ):
        at(monkeypatch, moment)
        client.logout()  # a sign-in does not last from day to day
        client.force_login(place.person)
        page = client.get(f"/my/places/{place.ref}/").text
        assert "Preventing violence" in page
        assert ("secret-room" in page) is shown
        assert place.join_link_at(moment) == (SECRET if shown else "")


@pytest.mark.guard(
    "the link to join: confirmed people only", where="training/enrolments/models/enrolment.py"
)
@pytest.mark.parametrize(
    "status", [name for name in Enrolment.Status if name != Enrolment.Status.CONFIRMED]
)
def test_no_other_state_of_a_place_shows_it(
    client: Client, place: Enrolment, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    moment = place.event.starts_at - timedelta(hours=1)
    at(monkeypatch, moment)
    held = {"waitlisted_at": place.created_at, "held_until": place.event.starts_at}
    Enrolment.objects.filter(pk=place.pk).update(status=status, needs_office=True, **held)
    place.refresh_from_db()
    assert place.join_link_at(moment) == ""
    client.force_login(place.person)
    answer = client.get(f"/my/places/{place.ref}/", follow=True)
    assert answer.status_code == 200
    assert "secret-room" not in answer.content.decode()


def test_the_calendar_of_a_place_never_has_it(
    client: Client, place: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, place.event.starts_at - timedelta(hours=1))
    client.force_login(place.person)
    file = client.get(f"/my/places/{place.ref}/calendar.ics").content.decode()
    assert "secret-room" not in file.replace("\r\n ", "")


def test_no_message_of_any_change_has_it(
    online: Event,
    place: Enrolment,
    coordinator: User,
    stranger: User,
    now: datetime,
) -> None:
    """Those of a change tell people who have a place, had one, or wait for one."""
    Event.objects.filter(pk=online.pk).update(capacity=1)
    waiting = make_person("waits@work.example", "Waits")
    join_waiting_list(waiting, online, actor=waiting, now=now)
    event = Event.objects.get(pk=online.pk)
    block = Block(event.starts_at + DAY, event.ends_at + DAY)
    move_event(event, [block], "", SECRET, actor=coordinator, now=now)
    passed = substitute(place, stranger, named="Ade", actor=coordinator, now=now)
    set_capacity(event, 2, actor=coordinator, now=now)
    set_capacity(event, 1, moving=[Departure(passed, to_waiting=True)], actor=coordinator, now=now)
    assert Message.objects.count() >= 8
    for message in Message.objects.all():
        words = message.subject + message.body_text + message.body_html
        assert "secret-room" not in words + message.calendar.replace("\r\n ", "")
