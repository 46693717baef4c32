"""Several places at once: all of them as they are under the locks, or none."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest
from django.db.models import Model

from accounts.models import User
from core.changes.locks import Held, lock_resources
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from training.enrolments.actions import bulk
from training.enrolments.actions.bulk import apply_bulk_action
from training.enrolments.models import Enrolment
from training.enrolments.queries.bulk import BulkAction, BulkRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(open_event: Event, learner: User) -> Enrolment:
    """A firm place."""
    Event.objects.update(places_taken=1)
    return EnrolmentFactory(event=open_event, person=learner)


@pytest.mark.guard("several places are looked at again under the lock")
def test_a_place_that_ended_while_the_locks_were_waited_for_stops_them_all(
    place: Enrolment, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_and_lock(*rows: Model, then: Callable[[Held], Iterable[Model]]) -> Held:
        Enrolment.objects.update(status=Enrolment.Status.EXPIRED)  # by somebody else
        return lock_resources(*rows, then=then)

    monkeypatch.setattr(bulk, "lock_resources", wait_and_lock)

    with refused("bulk", match="cannot be done to the place of Amina"):
        apply_bulk_action(
            place.event, BulkRequest(BulkAction.CANCEL, [place.ref]), actor=coordinator, now=now
        )


@pytest.mark.parametrize("others", [["gone"], []])
def test_a_place_that_is_not_of_the_date_stops_them_all(
    place: Enrolment, coordinator: User, now: datetime, others: list[str]
) -> None:
    refs = [place.ref, *others] if others else []

    with refused("bulk", match="have changed in the meantime"):
        apply_bulk_action(
            place.event, BulkRequest(BulkAction.CANCEL, refs), actor=coordinator, now=now
        )
    assert Enrolment.objects.get().status == Enrolment.Status.CONFIRMED


def test_places_of_another_date_stay_where_they_are(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    other = make_event(place.event.course, place.event.area)

    with refused("bulk", match="have changed in the meantime"):
        apply_bulk_action(
            other, BulkRequest(BulkAction.CANCEL, [place.ref]), actor=coordinator, now=now
        )


def test_nobody_moves_to_where_they_are(place: Enrolment, coordinator: User, now: datetime) -> None:
    request = BulkRequest(BulkAction.MOVE, [place.ref], to_event=place.event)

    with refused("bulk", match="Choose another date to move them to"):
        apply_bulk_action(place.event, request, actor=coordinator, now=now)


def test_a_full_date_has_no_place_for_one_person(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    other = make_event(place.event.course, place.event.area, capacity=1)
    Event.objects.filter(pk=other.pk).update(places_taken=1)
    request = BulkRequest(BulkAction.MOVE, [place.ref], to_event=other)

    with refused("bulk", match="has 0 places left for 1 person"):
        apply_bulk_action(place.event, request, actor=coordinator, now=now)


@pytest.mark.guard("several: not once the date has begun")
def test_nobody_is_approved_once_the_date_has_begun(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    until = now + timedelta(days=99)
    Enrolment.objects.update(
        status=Enrolment.Status.AWAITING_APPROVAL, needs_office=True, held_until=until
    )
    Event.objects.update(starts_at=now)

    with refused("bulk", match="has already started"):
        apply_bulk_action(
            place.event, BulkRequest(BulkAction.APPROVE, [place.ref]), actor=coordinator, now=now
        )
