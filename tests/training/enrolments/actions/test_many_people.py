"""What is done to all people of a date at once: how much it asks, and what a kill leaves."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from bookings.rota.actions.event_move import move_event
from core.changes import pending_rows
from core.models import Message
from tests.cast import make_event
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from training.courses.models import Course
from training.enrolments.actions.event_cancel import cancel_and_offer_next, cancel_event
from training.enrolments.actions.roster import write_to_people
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.events.queries.event import sessions_of
from training.events.rules.blocks import Block

FEW, MANY = 4, 30
MOST_INSERTS = MANY // 2  # SQLite takes some forty mails in one statement
Act = Callable[[Event, Event, User, datetime], object]


def cancel(event: Event, later: Event, office: User, now: datetime) -> object:
    return cancel_event(event, actor=office, now=now, reason="Trainer ill")


def offer_next(event: Event, later: Event, office: User, now: datetime) -> object:
    return cancel_and_offer_next(event, later, actor=office, now=now, reason="Trainer ill")


def move(event: Event, later: Event, office: User, now: datetime) -> object:
    day = timedelta(days=1)
    blocks = [Block(one.starts_at + day, one.ends_at + day, "") for one in sessions_of(event)]
    return move_event(event, blocks, event.venue, "", asks_again=True, actor=office, now=now)


def write(event: Event, later: Event, office: User, now: datetime) -> object:
    return write_to_people(
        event, subject="Parking", words="At the back", actor=office, now=now, statuses=["confirmed"]
    )


ACTS: list[Act] = [cancel, offer_next, move, write]


@pytest.fixture
def later(course: Course, regional: Area, now: datetime) -> Event:
    return make_event(course, regional, starts_at=now + timedelta(days=60), capacity=20)


def fill(event: Event, people: int) -> None:
    """So many people with a place, and half as many in line; a colleague booked for every other."""
    booker = UserFactory()
    for number in range(people):
        named = {"name_given": "Sam Lee", "booked_by": booker} if number % 2 else {}
        boss = "boss@work.example"
        EnrolmentFactory(event=event, person=UserFactory(), manager_email=boss, **named)
    for _ in range(people // 2):
        EnrolmentFactory(event=event, person=UserFactory(), status=Enrolment.Status.WAITING)
    Event.objects.filter(pk=event.pk).update(places_taken=people)
    event.refresh_from_db()
    Message.objects.all().delete()
    ModelLogEntry.objects.all().delete()


def standing() -> list[object]:
    """All that such an act writes."""
    fields = "pk", "event", "status", "reconfirm_by", "calendar_sequence", "changed_at"
    return [
        *Event.objects.order_by("pk").values_list("pk", "status", "places_taken", "starts_at"),
        *Enrolment.objects.order_by("pk").values_list(*fields),
        *Message.objects.order_by("pk").values_list("dedupe_key"),
        *ModelLogEntry.objects.order_by("pk").values_list("action", "object_id"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_it_asks_no_more_for_many_people_than_for_few(
    act: Act, course: Course, regional: Area, coordinator: User, now: datetime
) -> None:
    asked = []
    for number, people in enumerate((FEW, FEW, MANY)):  # the first asks what is kept afterwards
        start = now + timedelta(days=20 + number)
        event = make_event(course, regional, starts_at=start, capacity=MANY)
        later = make_event(course, regional, starts_at=start + timedelta(days=30), capacity=2)
        fill(event, people)
        with CaptureQueriesContext(connection) as found:
            act(event, later, coordinator, now)
        inserts = [one for one in found.captured_queries if one["sql"].startswith("INSERT")]
        asked.append(len(found) - len(inserts))
        assert Message.objects.count() >= people
    assert len(inserts) <= MOST_INSERTS
    assert asked[1] == asked[2]


@pytest.mark.guard(
    "all people of a date are told, or nothing has happened to them",
    where="site/core/changes/pending_rows.py",
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["message", "log"])
@pytest.mark.parametrize("act", ACTS)
def test_a_kill_before_everybody_is_told_leaves_it_undone_and_the_next_try_tells_everybody(
    act: Act,
    table: str,
    open_event: Event,
    later: Event,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(open_event, FEW)
    before, real = standing(), pending_rows._insert

    def die(rows: list[Model]) -> None:
        if (table == "message") == isinstance(rows[0], Message):
            raise KeyboardInterrupt  # as abrupt as it gets within a process
        real(rows)

    with monkeypatch.context() as patch:
        patch.setattr(pending_rows, "_insert", die)
        with pytest.raises(KeyboardInterrupt):
            act(open_event, later, coordinator, now)
    assert standing() == before

    act(open_event, later, coordinator, now)
    told = set(Message.objects.values_list("to", flat=True))
    people = Enrolment.objects.filter(event=open_event, replaces=None)
    if act is write:  # only those who come
        people = people.filter(status=Enrolment.Status.CONFIRMED)
    told.discard("boss@work.example")
    assert told == set(people.values_list("person__email", flat=True))
