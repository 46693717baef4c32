"""A moved date asks who still comes: only those asked may answer, and only until it begins."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accounts.models import User
from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from training.enrolments.actions.reconfirmation import (
    reconfirm,
    refuse_reconfirmation,
    release_unconfirmed,
)
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
Act = Callable[[Enrolment, datetime], Enrolment]


@pytest.fixture
def asked(
    open_event: Event, learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Enrolment:
    """The only place, whose person has not said whether they still come; time has just run out."""
    monkeypatch.setattr(clock, "database_now", lambda: now)
    Event.objects.update(capacity=1, places_taken=1)
    return EnrolmentFactory(event=open_event, person=learner, reconfirm_by=now)


@pytest.mark.guard("a moved date: only those asked answer")
def test_nobody_answers_for_a_place_that_has_ended_or_without_being_asked(
    asked: Enrolment, now: datetime
) -> None:
    Enrolment.objects.update(reconfirm_by=None)
    with refused("enrolment_ended"):  # else giving up late would never be late
        refuse_reconfirmation(asked, actor=asked.person, now=now)

    Enrolment.objects.update(status=Status.DECLINED)
    with refused("enrolment_ended"):
        reconfirm(asked, actor=asked.person, now=now)


@pytest.mark.guard("a moved date's place given up, or not kept")
@pytest.mark.parametrize(
    "act",
    [
        lambda row, now: refuse_reconfirmation(row, actor=row.person, now=now),
        lambda row, now: reconfirm(row, actor=row.person, now=now),  # an answer too late
        release_unconfirmed,
    ],
)
def test_a_place_nobody_keeps_goes_to_the_next(asked: Enrolment, now: datetime, act: Act) -> None:
    waits = EnrolmentFactory(event=asked.event, person=UserFactory(), status=Status.WAITING)

    assert act(asked, now).status == Status.CANCELLED

    waits.refresh_from_db()
    assert (waits.status, waits.event.places_taken) == (Status.OFFERED, 1)


@pytest.mark.guard("a moved date: nobody loses a place once it has begun")
def test_nobody_loses_a_place_once_the_date_has_begun(asked: Enrolment, now: datetime) -> None:
    Event.objects.update(starts_at=now - timedelta(hours=1))

    assert release_unconfirmed(asked, now).status == Status.CONFIRMED
