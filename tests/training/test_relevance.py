"""A message about a place goes out only while what it says holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Area, User
from core import mail, outbox, worker
from core.models import Message
from core.relevance import still_needed
from tests.factories.training import EnrolmentFactory, EventFactory
from training import wordings
from training.models import Enrolment, Event
from training.queries.reminder import link_told_of, told_of

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
SOON = datetime.fromisoformat("2026-11-12T10:00Z")
HOLDS: dict[str, dict[str, Any]] = {
    wordings.ENROLMENT_CONFIRMED.name: {"status": Status.CONFIRMED},
    wordings.PLACE_MOVED.name: {"status": Status.CONFIRMED},
    wordings.PLACE_RECEIVED.name: {"status": Status.CONFIRMED},
    wordings.EVENT_CHANGED.name: {"status": Status.OFFERED},
    wordings.PUT_ON_LIST.name: {"status": Status.WAITING},
    wordings.REMINDER.name: {"status": Status.CONFIRMED},
    wordings.JOINING.name: {"status": Status.CONFIRMED},
    wordings.OFFER_MADE.name: {"status": Status.OFFERED, "offer_expires_at": SOON},
    wordings.COLLEAGUE_OFFERED.name: {"status": Status.OFFERED, "offer_expires_at": SOON},
    wordings.WAITING_JOINED.name: {"status": Status.WAITING},
    wordings.APPROVAL_AWAITED.name: {"status": Status.AWAITING_APPROVAL},
    wordings.MANAGER_ASKED.name: {"status": Status.AWAITING_APPROVAL},
    wordings.MANAGER_TOLD.name: {"status": Status.CONFIRMED},
    wordings.EVENT_CHANGED_ASKS.name: {"status": Status.CONFIRMED, "keep_by": SOON},
    wordings.NO_SHOW.name: {"status": Status.CONFIRMED, "outcome": "absent"},
    wordings.MANAGER_NO_SHOW.name: {"status": Status.CONFIRMED, "outcome": "absent"},
}


@pytest.fixture
def event(regional: Area) -> Event:
    return EventFactory(area=regional)


ENDS = {wordings.REMINDER.name: told_of, wordings.JOINING.name: link_told_of}
DATED = [
    wordings.ENROLMENT_CONFIRMED,
    wordings.PLACE_MOVED,
    wordings.PLACE_RECEIVED,
    wordings.EVENT_CHANGED,
    wordings.EVENT_CHANGED_ASKS,
    wordings.REMINDER,
    wordings.JOINING,
]


def message(kind: str, place: Enrolment, now: datetime) -> Message:
    end = ENDS[kind](place.event) if kind in ENDS else place.sequence_on(place.event)
    return Message.objects.create(
        dedupe_key=f"{kind}:{place.ref}:{end}",
        kind=kind,
        to=place.person.email,
        subject="About a place",
        body_text="Words",
        about=place.ref,
        created_at=now,
        due_at=now,
        message_id=outbox.message_id(kind),
    )


@pytest.mark.parametrize("kind", HOLDS)
def test_it_holds_and_then_it_does_not(
    kind: str, event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **HOLDS[kind])
    written = message(kind, place, now)
    assert still_needed(written, now)

    Enrolment.objects.update(status=Status.CANCELLED)
    assert not still_needed(written, now)

    Enrolment.objects.all().delete()
    assert not still_needed(written, now)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (wordings.OFFER_MADE, {"status": Status.CONFIRMED}),
        (wordings.OFFER_MADE, {"offer_expires_at": SOON - timedelta(days=2)}),
        (wordings.MANAGER_ASKED, {"needs_manager": False, "needs_office": True}),
        (wordings.EVENT_CHANGED_ASKS, {"keep_by": None}),
        (wordings.NO_SHOW, {"outcome": "attended"}),
    ],
)
def test_what_was_answered_or_put_right_is_not_sent(
    kind: wordings.Kind, change: dict[str, Any], event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **HOLDS[kind.name])
    written = message(kind.name, place, now)

    Enrolment.objects.update(**change)

    assert not still_needed(written, now)


@pytest.mark.parametrize("kind", DATED)
def test_what_names_the_time_of_a_date_that_moved_since_is_held_back(
    kind: wordings.Kind, event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **HOLDS[kind.name])
    written = message(kind.name, place, now)

    Event.objects.update(calendar_sequence=1)

    assert not still_needed(written, now)


@pytest.mark.parametrize("kind", [wordings.REMINDER, wordings.JOINING])
def test_nobody_is_reminded_of_a_date_that_is_off_or_over(
    kind: wordings.Kind, event: Event, learner: User, now: datetime
) -> None:
    written = message(kind.name, EnrolmentFactory(event=event, person=learner), now)
    assert still_needed(written, event.ends_at - timedelta(seconds=1))
    assert not still_needed(written, event.ends_at)

    Event.objects.update(status=Event.Status.CANCELLED)

    assert not still_needed(written, now)


def test_the_worker_asks_before_it_sends(
    event: Event, learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(mail, "send", lambda message: went.append(message.kind))
    place = EnrolmentFactory(event=event, person=learner, status=Status.CANCELLED)
    for kind in (wordings.REMINDER, wordings.ENROLMENT_CANCELLED):
        message(kind.name, place, now)

    while claimed := worker.claim_message(now):
        worker.deliver(claimed, lambda: now)

    assert went == [wordings.ENROLMENT_CANCELLED.name]
    assert Message.objects.get(kind=wordings.REMINDER.name).parked_reason == Message.NOT_NEEDED
