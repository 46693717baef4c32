"""More places, fewer places, and whether people still come to a date that moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from core import clock
from core.jobs.worker import Worker
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from tests.training.calendars import last_message
from training.courses.models import Course
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.reconfirmation import (
    reconfirm,
    refuse_reconfirmation,
    release_unconfirmed,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.event_change import not_reconfirmed
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
JANUARY = datetime(2027, 1, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def later(course: Course, regional: Area) -> Event:
    return make_event(course, regional, starts_at=JANUARY, capacity=1)


def at(status: str, person: User) -> Enrolment:
    return Enrolment.objects.get(status=status, person=person)


def counts(event: Event) -> tuple[int, int]:
    row = Event.objects.get(pk=event.pk)
    return row.capacity, row.places_taken


@pytest.mark.guard("more places")
def test_more_places_go_to_those_who_wait(
    open_event: Event, places: list[Enrolment], coordinator: User, learner: User, now: datetime
) -> None:
    Event.objects.filter(pk=open_event.pk).update(capacity=3)
    waiting = EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    set_capacity(open_event, 4, actor=coordinator, now=now)
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert counts(open_event) == (4, 4)
    log = ModelLogEntry.objects.get(action="upstander.set_capacity")
    assert (log.data["was"], log.data["capacity"]) == (3, 4)


@pytest.mark.guard("fewer places than are taken")
def test_fewer_than_are_taken_is_refused(
    open_event: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    with refused("too_many_people", match="Choose 2 people who leave"):
        set_capacity(open_event, 1, actor=coordinator, now=now)
    assert counts(open_event) == (50, 3)


def test_the_office_chooses_who_leaves_and_where_to(
    open_event: Event,
    later: Event,
    places: list[Enrolment],
    coordinator: User,
    now: datetime,
) -> None:
    first, second, third = places
    moving = [Departure(first, to_event=later), Departure(second, to_waiting=True)]
    set_capacity(open_event, 1, moving=moving, actor=coordinator, now=now, reason="Small room")
    assert counts(open_event) == (1, 1)
    assert at(Status.CONFIRMED, first.person).event == later
    assert at(Status.WAITING, second.person).event == open_event
    assert at(Status.CONFIRMED, third.person) == third
    assert "first in line" in last_message("put_on_list").body_text


def test_who_goes_nowhere_else_is_cancelled(
    open_event: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    set_capacity(open_event, 2, moving=[Departure(places[2])], actor=coordinator, now=now)
    assert at(Status.CANCELLED, places[2].person) == places[2]
    assert last_message("enrolment_cancelled").to == places[2].person.email


def test_those_sent_to_the_list_come_before_all_others_in_their_order(
    open_event: Event, places: list[Enrolment], coordinator: User, learner: User, now: datetime
) -> None:
    long_ago = now - timedelta(days=90)
    kept = {"status": Status.WAITING, "has_priority": True, "waitlisted_at": long_ago}
    EnrolmentFactory(event=open_event, person=learner, **kept)
    Event.objects.filter(pk=open_event.pk).update(capacity=3)
    moving = [Departure(row, to_waiting=True) for row in places[1:]]
    set_capacity(open_event, 1, moving=moving, actor=coordinator, now=now)
    set_capacity(open_event, 3, actor=coordinator, now=now)
    offered = Enrolment.objects.filter(status=Status.OFFERED).order_by("waitlisted_at")
    assert [row.person for row in offered] == [row.person for row in places[1:]]
    assert all(row.approval_carried_over for row in offered)


@pytest.mark.guard("who leaves is not on the other date")
def test_all_or_nothing(
    open_event: Event,
    later: Event,
    places: list[Enrolment],
    coordinator: User,
    now: datetime,
) -> None:
    both = [Departure(row, to_event=later) for row in places[:2]]
    with refused("event_full"):
        set_capacity(open_event, 1, moving=both, actor=coordinator, now=now)
    EnrolmentFactory(event=later, person=places[0].person, status=Status.WAITING)
    with refused("already_enrolled", match="P 0"):
        set_capacity(open_event, 2, moving=both[:1], actor=coordinator, now=now)
    assert (counts(open_event), counts(later)) == ((50, 3), (1, 0))


def test_the_course_and_the_booking_have_their_say(
    open_event: Event, course: Course, coordinator: User, now: datetime
) -> None:
    Course.objects.filter(pk=course.pk).update(group_hard_max=60)
    with refused("capacity"):
        set_capacity(open_event, 61, actor=coordinator, now=now)
    Event.objects.filter(pk=open_event.pk).update(entry="reserved")
    with refused("event_reserved"):
        set_capacity(open_event, 10, actor=coordinator, now=now)


# Still coming to a date that moved?

Clock = Callable[[datetime], datetime]


@pytest.fixture
def the_time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clocks of this machine and of the database."""

    def set_to(moment: datetime) -> datetime:
        monkeypatch.setattr(clock, "database_now", lambda: moment)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def asked(places: list[Enrolment], now: datetime) -> Enrolment:
    Enrolment.objects.filter(pk=places[0].pk).update(reconfirm_by=now + timedelta(days=5))
    return Enrolment.objects.get(pk=places[0].pk)


def test_who_still_comes_keeps_the_place(asked: Enrolment, now: datetime, the_time: Clock) -> None:
    the_time(now)
    for _ in range(2):
        kept = reconfirm(asked, actor=asked.person, now=now)
        assert (kept.status, kept.reconfirm_by) == (Status.CONFIRMED, None)


def test_who_cannot_is_never_late(
    asked: Enrolment, open_event: Event, learner: User, the_time: Clock
) -> None:
    now = the_time(open_event.starts_at - timedelta(hours=2))
    Event.objects.filter(pk=open_event.pk).update(capacity=3)
    waiting = EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    for _ in range(2):
        ended = refuse_reconfirmation(asked, actor=asked.person, now=now)
        assert ended.status == Status.CANCELLED
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED


def test_no_answer_in_time_lets_the_place_go(
    asked: Enrolment, open_event: Event, now: datetime, the_time: Clock
) -> None:
    the_time(now)
    assert release_unconfirmed(asked, now).status == Status.CONFIRMED
    over = the_time(now + timedelta(days=5))
    assert list(not_reconfirmed(over)) == [asked]
    Worker().run_once()
    asked.refresh_from_db()
    assert asked.status == Status.CANCELLED
    assert counts(open_event) == (50, 2)
    message = last_message("enrolment_released")
    assert (message.to, message.calendar_method) == (asked.person.email, "CANCEL")


def test_a_date_that_moved_makes_nobody_late(
    asked: Enrolment, later: Event, open_event: Event, the_time: Clock
) -> None:
    now = the_time(open_event.starts_at - timedelta(hours=2))
    other = Enrolment.objects.exclude(pk=asked.pk)[0]
    assert (asked.is_late_at(now), other.is_late_at(now)) == (False, True)
    assert move_enrolment(asked, later, actor=asked.person, now=now).status == Status.CONFIRMED
