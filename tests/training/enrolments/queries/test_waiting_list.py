"""Order and position on waiting lists, in few queries."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Area, User
from core.options.store import set_options
from tests.cast import make_event
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.options import OFFER_HOURS, OFFER_HOURS_SOON, SOON_DAYS
from training.enrolments.queries.waiting_list import (
    OfferTimes,
    Position,
    events_owing_offers,
    offer_times,
    position_of,
    positions_among,
)
from training.events.models import Event

pytestmark = pytest.mark.django_db


def queue(event: Event, now: datetime, **more: Any) -> Enrolment:
    """One more in line, unless told the last."""
    person = more.pop("person", None) or UserFactory()
    behind = event.enrolments.count()
    values = {"waitlisted_at": now + timedelta(seconds=behind), **more}
    return EnrolmentFactory(event=event, person=person, status="waiting", **values)


def test_a_party_stands_where_its_first_stands(open_event: Event, now: datetime) -> None:
    first = queue(open_event, now, group_ref="abc")
    between = queue(open_event, now)
    second = queue(open_event, now, group_ref="abc")
    preferred = queue(open_event, now, has_priority=True)
    found = [position_of(row) for row in (preferred, first, second, between)]
    assert found == [Position(number, of=4) for number in (1, 2, 3, 4)]


def test_who_does_not_wait_has_no_position(open_event: Event, learner: User) -> None:
    assert position_of(EnrolmentFactory(event=open_event, person=learner)) is None


def test_many_lists_take_one_query(
    course: Course,
    regional: Area,
    learner: User,
    now: datetime,
    django_assert_num_queries: Any,
) -> None:
    for number in range(1, 4):
        event = make_event(course, regional)
        for _ in range(number):
            queue(event, now)
        queue(event, now, person=learner)
    mine = list(Enrolment.objects.filter(person=learner))
    with django_assert_num_queries(1):
        found = positions_among(mine)
    assert sorted((one.number, one.of) for one in found.values()) == [(2, 2), (3, 3), (4, 4)]


def test_an_event_owes_offers_only_to_those_who_fit(open_event: Event, now: datetime) -> None:
    Event.objects.update(capacity=2, places_taken=1)
    for _ in range(2):
        queue(open_event, now, group_ref="abc")
    assert not events_owing_offers(now).exists()
    alone = queue(open_event, now)
    assert list(events_owing_offers(now)) == [open_event]
    assert not events_owing_offers(open_event.starts_at).exists()
    for change in ({"status": Event.Status.CANCELLED}, {"entry": Event.Entry.RESERVED}):
        Event.objects.update(status=Event.Status.SCHEDULED, entry=Event.Entry.OPEN)
        Event.objects.update(**change)
        assert not events_owing_offers(now).exists()
    Event.objects.update(status=Event.Status.SCHEDULED, entry=Event.Entry.OPEN, places_taken=0)
    alone.delete()
    assert list(events_owing_offers(now)) == [open_event]


def test_the_time_to_answer_is_what_the_office_has_set(lead: User, now: datetime) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    assert offer_times() == OfferTimes(24 * hour, near=4 * hour, near_within=3 * day)
    changes = {OFFER_HOURS.key: 48 * hour, OFFER_HOURS_SOON.key: hour, SOON_DAYS.key: 0 * day}
    set_options(changes, actor=lead, now=now)
    assert offer_times() == OfferTimes(48 * hour, near=hour, near_within=0 * day)
