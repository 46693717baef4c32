"""Places that come free in some other way than by somebody giving one up."""

from datetime import datetime

import pytest

from accounts.models import User
from core.models import Message
from tests.factories.accounts import UserFactory
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.waiting_list import join_waiting_list, offer_places
from training.enrolments.models import Enrolment
from training.enrolments.queries.waiting_list import events_owing_offers
from training.events.models import Event

pytestmark = pytest.mark.django_db


def test_a_place_left_idle_is_found_and_offered(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(capacity=1)
    holder = UserFactory()
    enrol(holder, open_event, actor=holder, now=now)
    open_event.refresh_from_db()
    row = join_waiting_list(learner, open_event, actor=learner, now=now)
    Event.objects.update(capacity=2)
    (event,) = events_owing_offers(now)

    for _ in range(2):
        offer_places(event, now)

    row.refresh_from_db()
    assert row.status == Enrolment.Status.OFFERED
    assert not events_owing_offers(now).exists()
    assert Message.objects.filter(kind="enrolments/offer_made").count() == 1
