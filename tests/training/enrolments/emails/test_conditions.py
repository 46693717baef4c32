"""A message about a place goes out only while what it says holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Area, User
from core.mail import delivery, outbox, transport
from core.mail.message_types import MessageType, is_still_needed
from core.models import Message
from tests.factories.training import EnrolmentFactory, EventFactory
from training.enrolments.emails.approval import APPROVAL_AWAITED
from training.enrolments.emails.change import (
    ENROLMENT_MOVED,
    ENROLMENT_RECEIVED,
    EVENT_CHANGED,
    EVENT_CHANGED_ASKS,
    PUT_ON_LIST,
)
from training.enrolments.emails.colleague import COLLEAGUE_OFFERED
from training.enrolments.emails.enrolment import ENROLMENT_CANCELLED, ENROLMENT_CONFIRMED
from training.enrolments.emails.manager import MANAGER_ASKED, MANAGER_TOLD
from training.enrolments.emails.reminder import JOINING, MANAGER_NO_SHOW, NO_SHOW, REMINDER
from training.enrolments.emails.waiting_list import OFFER_MADE, WAITING_JOINED
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import link_told_of, told_of
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
SOON = datetime.fromisoformat("2026-11-12T10:00Z")
HOLDS: dict[str, dict[str, Any]] = {
    ENROLMENT_CONFIRMED.name: {"status": Status.CONFIRMED},
    ENROLMENT_MOVED.name: {"status": Status.CONFIRMED},
    ENROLMENT_RECEIVED.name: {"status": Status.CONFIRMED},
    EVENT_CHANGED.name: {"status": Status.OFFERED},
    PUT_ON_LIST.name: {"status": Status.WAITING},
    REMINDER.name: {"status": Status.CONFIRMED},
    JOINING.name: {"status": Status.CONFIRMED},
    OFFER_MADE.name: {"status": Status.OFFERED, "held_until": SOON},
    COLLEAGUE_OFFERED.name: {"status": Status.OFFERED, "held_until": SOON},
    WAITING_JOINED.name: {"status": Status.WAITING},
    APPROVAL_AWAITED.name: {"status": Status.AWAITING_APPROVAL},
    MANAGER_ASKED.name: {"status": Status.AWAITING_APPROVAL},
    MANAGER_TOLD.name: {"status": Status.CONFIRMED},
    EVENT_CHANGED_ASKS.name: {"status": Status.CONFIRMED, "reconfirm_by": SOON},
    NO_SHOW.name: {"status": Status.CONFIRMED, "outcome": "absent"},
    MANAGER_NO_SHOW.name: {"status": Status.CONFIRMED, "outcome": "absent"},
}


@pytest.fixture
def event(regional: Area) -> Event:
    return EventFactory(area=regional)


ENDS = {REMINDER.name: told_of, JOINING.name: link_told_of}
DATED = [
    ENROLMENT_CONFIRMED,
    ENROLMENT_MOVED,
    ENROLMENT_RECEIVED,
    EVENT_CHANGED,
    EVENT_CHANGED_ASKS,
    REMINDER,
    JOINING,
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
    assert is_still_needed(written, now)

    Enrolment.objects.update(status=Status.CANCELLED)
    assert not is_still_needed(written, now)

    Enrolment.objects.all().delete()
    assert not is_still_needed(written, now)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (OFFER_MADE, {"status": Status.CONFIRMED}),
        (OFFER_MADE, {"held_until": SOON - timedelta(days=2)}),
        (MANAGER_ASKED, {"needs_manager": False, "needs_office": True}),
        (EVENT_CHANGED_ASKS, {"reconfirm_by": None}),
        (NO_SHOW, {"outcome": "attended"}),
    ],
)
def test_what_was_answered_or_put_right_is_not_sent(
    kind: MessageType, change: dict[str, Any], event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **HOLDS[kind.name])
    written = message(kind.name, place, now)

    Enrolment.objects.update(**change)

    assert not is_still_needed(written, now)


@pytest.mark.parametrize("kind", DATED)
def test_what_names_the_time_of_a_date_that_moved_since_is_held_back(
    kind: MessageType, event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **HOLDS[kind.name])
    written = message(kind.name, place, now)

    Event.objects.update(calendar_sequence=1)

    assert not is_still_needed(written, now)


@pytest.mark.parametrize("kind", [REMINDER, JOINING])
def test_nobody_is_reminded_of_a_date_that_is_off_or_over(
    kind: MessageType, event: Event, learner: User, now: datetime
) -> None:
    written = message(kind.name, EnrolmentFactory(event=event, person=learner), now)
    assert is_still_needed(written, event.ends_at - timedelta(seconds=1))
    assert not is_still_needed(written, event.ends_at)

    Event.objects.update(status=Event.Status.CANCELLED)

    assert not is_still_needed(written, now)


def test_the_worker_asks_before_it_sends(
    event: Event, learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(transport, "send", lambda message: went.append(message.kind))
    place = EnrolmentFactory(event=event, person=learner, status=Status.CANCELLED)
    for kind in (REMINDER, ENROLMENT_CANCELLED):
        message(kind.name, place, now)

    while claimed := delivery.claim_message(now):
        delivery.deliver(claimed, lambda: now)

    assert went == [ENROLMENT_CANCELLED.name]
    assert Message.objects.get(kind=REMINDER.name).failed_reason == Message.NOT_NEEDED
