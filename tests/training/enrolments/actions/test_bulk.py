"""Several places at once: all of them as they are under the locks, or none."""

from datetime import datetime, timedelta

import pytest
from django.db.models import Model

from accounts.models import User
from core.changes.locks import Held, lock_resources
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory
from training.enrolments.actions import bulk
from training.enrolments.actions.bulk import SeveralError, do_to_several
from training.enrolments.models import Enrolment
from training.enrolments.queries.bulk import Do, Wish
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(open_event: Event, learner: User) -> Enrolment:
    """A firm place."""
    Event.objects.update(places_taken=1)
    return EnrolmentFactory(event=open_event, person=learner)


def test_a_place_that_ended_while_the_locks_were_waited_for_stops_them_all(
    place: Enrolment, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_and_lock(*rows: Model) -> Held:
        Enrolment.objects.update(status=Enrolment.Status.EXPIRED)  # by somebody else
        return lock_resources(*rows)

    monkeypatch.setattr(bulk, "lock_resources", wait_and_lock)

    with pytest.raises(SeveralError, match="cannot be done to the place of Amina"):
        do_to_several(place.event, Wish(Do.CANCEL, [place.ref]), actor=coordinator, now=now)


@pytest.mark.parametrize("others", [["gone"], []])
def test_a_place_that_is_not_of_the_date_stops_them_all(
    place: Enrolment, coordinator: User, now: datetime, others: list[str]
) -> None:
    refs = [place.ref, *others] if others else []

    with pytest.raises(SeveralError, match="have changed in the meantime"):
        do_to_several(place.event, Wish(Do.CANCEL, refs), actor=coordinator, now=now)
    assert Enrolment.objects.get().status == Enrolment.Status.CONFIRMED


def test_places_of_another_date_stay_where_they_are(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    other = make_event(place.event.course, place.event.area)

    with pytest.raises(SeveralError, match="have changed in the meantime"):
        do_to_several(other, Wish(Do.CANCEL, [place.ref]), actor=coordinator, now=now)


def test_nobody_moves_to_where_they_are(place: Enrolment, coordinator: User, now: datetime) -> None:
    wish = Wish(Do.MOVE, [place.ref], to_event=place.event)

    with pytest.raises(SeveralError, match="Choose another date to move them to"):
        do_to_several(place.event, wish, actor=coordinator, now=now)


def test_nobody_is_approved_once_the_date_has_begun(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    until = now + timedelta(days=99)
    Enrolment.objects.update(
        status=Enrolment.Status.AWAITING_APPROVAL, needs_office=True, offer_expires_at=until
    )
    Event.objects.update(starts_at=now)

    with pytest.raises(SeveralError, match="has already started"):
        do_to_several(place.event, Wish(Do.APPROVE, [place.ref]), actor=coordinator, now=now)
