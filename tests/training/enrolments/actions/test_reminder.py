"""What the worker had in hand is looked at again before anybody is told: the place may be gone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accounts.models import Area, User
from core.models import Message
from tests.factories.training import EnrolmentFactory, EventFactory
from training.enrolments.actions.reminder import send_joining, send_reminder, tell_no_show
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import joining_due, reminders_due
from training.events.models import Event

pytestmark = pytest.mark.django_db
ABSENT = Enrolment.Outcome.ABSENT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ACTS: dict[str, tuple[Callable[[Enrolment, datetime], None], timedelta]] = {
    "reminder": (send_reminder, 2 * DAY),  # how long before the start
    "joining": (send_joining, DAY),
    "no show": (tell_no_show, -9 * DAY),
}


@pytest.fixture
def place(regional: Area, learner: User) -> Enrolment:
    """On a date online; the register says that its person did not come."""
    event = EventFactory(area=regional, join_link="https://meet.example.org/room")
    return EnrolmentFactory(event=event, person=learner, outcome=ABSENT)


@pytest.mark.guard("only who still has a place is told")
@pytest.mark.parametrize("name", ACTS)
def test_only_who_still_has_a_place_is_told(name: str, place: Enrolment) -> None:
    act, before = ACTS[name]
    at = place.event.starts_at - before

    Enrolment.objects.update(status=Enrolment.Status.CANCELLED)
    act(place, at)
    Enrolment.objects.update(status=Enrolment.Status.CONFIRMED)
    Event.objects.update(status=Event.Status.CANCELLED)
    act(place, at)
    assert not Message.objects.exists()

    Event.objects.update(status=Event.Status.SCHEDULED)
    act(place, at)
    assert Message.objects.filter(to=place.person.email).count() == 1
    assert not reminders_due(at).exists()  # nor is the place looked at again
    assert not joining_due(at).exists()


@pytest.mark.guard("a reminder is looked at again by the worker")
def test_what_is_not_due_any_more_is_not_written(place: Enrolment) -> None:
    starts_at = place.event.starts_at
    Enrolment.objects.update(outcome="")  # the register was put right

    send_reminder(place, starts_at - HOUR)
    send_reminder(place, starts_at - 3 * DAY)
    send_joining(place, starts_at - DAY - HOUR)
    send_joining(place, place.event.ends_at + HOUR)
    tell_no_show(place, starts_at + 9 * DAY)

    assert not Message.objects.exists()
