"""A message about a place goes out only while what it says holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Area, LineManager, Membership, Organisation, User
from core.mail import delivery, outbox, transport
from core.mail.message_keys import by_moment, by_ref, dedupe_key
from core.mail.message_types import MessageType, always, is_still_needed, message_types
from core.models import Message
from tests.factories.training import EnrolmentFactory, EventFactory
from training.enrolments.emails.approval import (
    APPROVAL_AWAITED,
    APPROVAL_DECLINED,
    APPROVAL_EXPIRED,
)
from training.enrolments.emails.change import (
    ENROLMENT_LEFT,
    ENROLMENT_MOVED,
    ENROLMENT_PASSED_ON,
    ENROLMENT_RECEIVED,
    ENROLMENT_RELEASED,
    EVENT_CHANGED,
    EVENT_CHANGED_ASKS,
    NEXT_EVENT_LIST,
    NEXT_EVENT_OFFERED,
    PUT_ON_LIST,
)
from training.enrolments.emails.colleague import (
    COLLEAGUE_NOT_COMING,
    COLLEAGUE_OFFERED,
    COLLEAGUE_TAKEN_BACK,
)
from training.enrolments.emails.enrolment import (
    ENROLMENT_CANCELLED,
    ENROLMENT_CONFIRMED,
    EVENT_CANCELLED,
)
from training.enrolments.emails.interest import INTEREST_EVENT
from training.enrolments.emails.manager import (
    MANAGER_ASKED,
    MANAGER_CANCELLED,
    MANAGER_CHANGED,
    MANAGER_EXPIRED,
    MANAGER_TOLD,
)
from training.enrolments.emails.reminder import JOINING, MANAGER_NO_SHOW, NO_SHOW, REMINDER
from training.enrolments.emails.roster import OFFICE_MESSAGE
from training.enrolments.emails.waiting_list import (
    OFFER_DECLINED,
    OFFER_EXPIRED,
    OFFER_MADE,
    WAITING_JOINED,
    WAITING_LEFT,
    WAITING_OVER,
)
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
SOON = datetime.fromisoformat("2026-11-12T10:00Z")
HOLDS: list[tuple[MessageType, dict[str, Any]]] = [
    (ENROLMENT_CONFIRMED, {"status": Status.CONFIRMED}),
    (ENROLMENT_MOVED, {"status": Status.CONFIRMED}),
    (ENROLMENT_RECEIVED, {"status": Status.CONFIRMED}),
    (EVENT_CHANGED, {"status": Status.OFFERED}),
    (PUT_ON_LIST, {"status": Status.WAITING}),
    (REMINDER, {"status": Status.CONFIRMED}),
    (JOINING, {"status": Status.CONFIRMED}),
    (OFFER_MADE, {"status": Status.OFFERED, "held_until": SOON}),
    (COLLEAGUE_OFFERED, {"status": Status.OFFERED, "held_until": SOON}),
    (WAITING_JOINED, {"status": Status.WAITING}),
    (APPROVAL_AWAITED, {"status": Status.AWAITING_APPROVAL}),
    (MANAGER_ASKED, {"status": Status.AWAITING_APPROVAL}),
    (MANAGER_TOLD, {"status": Status.CONFIRMED}),
    (MANAGER_CHANGED, {"status": Status.CONFIRMED}),
    (EVENT_CHANGED_ASKS, {"status": Status.CONFIRMED, "reconfirm_by": SOON}),
    (NO_SHOW, {"status": Status.CONFIRMED, "outcome": "absent"}),
    (MANAGER_NO_SHOW, {"status": Status.CONFIRMED, "outcome": "absent"}),
]


@pytest.fixture
def event(regional: Area) -> Event:
    return EventFactory(area=regional)


DATED = [
    ENROLMENT_CONFIRMED,
    ENROLMENT_MOVED,
    ENROLMENT_RECEIVED,
    EVENT_CHANGED,
    EVENT_CHANGED_ASKS,
    MANAGER_CHANGED,
    REMINDER,
    JOINING,
]


# What tells of an end, and how the place then stands.
ENDS: list[tuple[MessageType, Enrolment.Status]] = [
    (APPROVAL_DECLINED, Status.DECLINED),
    (APPROVAL_EXPIRED, Status.EXPIRED),
    (COLLEAGUE_TAKEN_BACK, Status.CANCELLED),
    (ENROLMENT_CANCELLED, Status.CANCELLED_LATE),
    (ENROLMENT_LEFT, Status.MOVED),
    (ENROLMENT_PASSED_ON, Status.SUBSTITUTED),
    (ENROLMENT_RELEASED, Status.CANCELLED),
    (EVENT_CANCELLED, Status.CANCELLED),
    (MANAGER_CANCELLED, Status.CANCELLED),
    (MANAGER_EXPIRED, Status.EXPIRED),
    (NEXT_EVENT_LIST, Status.CANCELLED),
    (NEXT_EVENT_OFFERED, Status.CANCELLED),
    (OFFER_DECLINED, Status.DECLINED),
    (OFFER_EXPIRED, Status.EXPIRED),
    (WAITING_LEFT, Status.CANCELLED),
    (WAITING_OVER, Status.EXPIRED),
]
# An end, and the news without which nobody need hear of it.
NEWS = [
    (COLLEAGUE_TAKEN_BACK, Status.CANCELLED, COLLEAGUE_OFFERED),
    (COLLEAGUE_TAKEN_BACK, Status.CANCELLED, WAITING_JOINED),
    (MANAGER_CANCELLED, Status.CANCELLED, MANAGER_TOLD),
    (MANAGER_CANCELLED, Status.CANCELLED_LATE, MANAGER_ASKED),
    (MANAGER_CANCELLED, Status.SUBSTITUTED, MANAGER_TOLD),
    (MANAGER_EXPIRED, Status.EXPIRED, MANAGER_ASKED),
]
OTHERS = [COLLEAGUE_NOT_COMING, INTEREST_EVENT, OFFICE_MESSAGE]


def test_every_type_is_asked_here() -> None:
    of_places = [one.name for one in message_types if one.name.startswith("enrolments/")]
    asked = [one.name for one, *_ in (*HOLDS, *ENDS)] + [one.name for one in OTHERS]
    assert sorted(asked) == of_places


@pytest.mark.guard("every message is asked again as it leaves", where="core/mail/message_types.py")
def test_no_message_of_the_house_goes_whatever_has_happened() -> None:
    assert [one.name for one in message_types if one.is_still_needed is always] == []


@pytest.mark.parametrize(("message_type", "status"), ENDS)
def test_an_end_is_told_of_a_place_that_stands_so(
    message_type: MessageType,
    status: Enrolment.Status,
    event: Event,
    learner: User,
    now: datetime,
) -> None:
    place = EnrolmentFactory(event=event, person=learner, status=status)
    written = write(message_type, place, now)
    assert is_still_needed(written, now)
    Enrolment.objects.update(status=Status.CONFIRMED)
    assert not is_still_needed(written, now)
    Enrolment.objects.all().delete()
    assert not is_still_needed(written, now)


@pytest.mark.parametrize(("message_type", "status", "news"), NEWS)
@pytest.mark.parametrize("left", ["", "sent_at", "unanswered_at"])
def test_nobody_hears_of_the_end_of_what_they_never_heard_of(
    message_type: MessageType,
    status: Enrolment.Status,
    news: MessageType,
    left: str,
    event: Event,
    learner: User,
    now: datetime,
) -> None:
    place = EnrolmentFactory(event=event, person=learner, status=status)
    written = write(message_type, place, now)
    first = write(news, place, now)
    if left:
        Message.objects.filter(pk=first.pk).update(**{left: now})
    assert is_still_needed(written, now) is bool(left)


def test_a_manager_hears_on_which_date_a_place_is_now_though_the_news_never_left(
    event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, status=Status.MOVED)
    write(MANAGER_TOLD, place, now)
    assert is_still_needed(write(MANAGER_CANCELLED, place, now), now)


@pytest.mark.parametrize(
    ("message_type", "values"),
    [
        (MANAGER_ASKED, {"status": Status.AWAITING_APPROVAL}),
        (MANAGER_TOLD, {"status": Status.CONFIRMED}),
        (MANAGER_CHANGED, {"status": Status.CONFIRMED}),
        (MANAGER_CANCELLED, {"status": Status.CANCELLED}),
        (MANAGER_EXPIRED, {"status": Status.EXPIRED}),
        (MANAGER_NO_SHOW, {"status": Status.CONFIRMED, "outcome": "absent"}),
    ],
)
def test_whoever_is_no_longer_the_manager_hears_no_more(
    message_type: MessageType, values: dict[str, Any], event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **values)
    written = write(message_type, place, now)
    assert is_still_needed(written, now)
    LineManager.objects.create(
        person=learner, email=written.to, state="ended", named_at=now, ended_at=now
    )
    assert not is_still_needed(written, now)


def test_a_booker_hears_of_colleagues_where_they_work_still(
    event: Event, learner: User, booker: User, school: Organisation, now: datetime
) -> None:
    place = EnrolmentFactory(
        event=event,
        person=learner,
        organisation=school,
        booked_by=booker,
        name_given="Amina",
        status=Status.DECLINED,
    )
    written = write(COLLEAGUE_NOT_COMING, place, now)
    assert is_still_needed(written, now)
    Membership.objects.filter(user=booker).update(state="left")
    assert not is_still_needed(written, now)


@pytest.mark.parametrize("over", ["withdrawn", "on a date"])
def test_nobody_hears_of_a_date_they_want_no_more(
    event: Event, learner: User, now: datetime, over: str
) -> None:
    wish = Interest.objects.create(person=learner, course=event.course, created_at=now, told_at=now)
    key = dedupe_key(INTEREST_EVENT.name, INTEREST_EVENT.key(wish.ref))
    written = Message(dedupe_key=key, kind=INTEREST_EVENT.name, about=wish.ref)
    assert is_still_needed(written, now)
    if over == "withdrawn":
        Interest.objects.update(ended_at=now)
    else:
        EnrolmentFactory(event=event, person=learner)
    assert not is_still_needed(written, now)


def values_for(message_type: MessageType) -> dict[str, Any]:
    """A place of which such a message holds."""
    return next(values for one, values in HOLDS if one is message_type)


def about(message_type: MessageType, place: Enrolment, now: datetime) -> tuple[Any, ...]:
    """What its key is made of."""
    if message_type is REMINDER:
        return (place.ref, 14, place.event)
    if message_type is JOINING:
        return (place.ref, place.event)
    if message_type.key is by_moment:
        return (place.ref, now)
    return (place.ref, place.sequence_on(place.event))[: 1 if message_type.key is by_ref else 2]


def write(message_type: MessageType, place: Enrolment, now: datetime) -> Message:
    return Message.objects.create(
        dedupe_key=dedupe_key(
            message_type.name, message_type.key(*about(message_type, place, now))
        ),
        kind=message_type.name,
        to=place.person.email,
        subject="About a place",
        body_text="Words",
        about=place.ref,
        created_at=now,
        due_at=now,
        message_id=outbox.message_id(f"{message_type.name}{place.pk}"),
    )


@pytest.mark.parametrize(("message_type", "values"), HOLDS)
def test_it_holds_and_then_it_does_not(
    message_type: MessageType, values: dict[str, Any], event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **values)
    written = write(message_type, place, now)
    assert is_still_needed(written, now)

    Enrolment.objects.update(status=Status.CANCELLED)
    assert not is_still_needed(written, now)

    Enrolment.objects.all().delete()
    assert not is_still_needed(written, now)


@pytest.mark.parametrize(
    ("message_type", "change"),
    [
        (OFFER_MADE, {"status": Status.CONFIRMED}),
        (OFFER_MADE, {"held_until": SOON - timedelta(days=2)}),
        (MANAGER_ASKED, {"needs_manager": False, "needs_office": True}),
        (EVENT_CHANGED_ASKS, {"reconfirm_by": None}),
        (NO_SHOW, {"outcome": "attended"}),
    ],
)
def test_what_was_answered_or_put_right_is_not_sent(
    message_type: MessageType, change: dict[str, Any], event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **values_for(message_type))
    written = write(message_type, place, now)

    Enrolment.objects.update(**change)

    assert not is_still_needed(written, now)


@pytest.mark.guard("what names an old time is not sent")
@pytest.mark.parametrize("message_type", DATED)
def test_what_names_the_time_of_a_date_that_moved_since_is_held_back(
    message_type: MessageType, event: Event, learner: User, now: datetime
) -> None:
    place = EnrolmentFactory(event=event, person=learner, **values_for(message_type))
    written = write(message_type, place, now)

    Event.objects.update(calendar_sequence=1)

    assert not is_still_needed(written, now)


@pytest.mark.parametrize("message_type", [REMINDER, JOINING])
def test_nobody_is_reminded_of_a_date_that_is_off_or_over(
    message_type: MessageType, event: Event, learner: User, now: datetime
) -> None:
    written = write(message_type, EnrolmentFactory(event=event, person=learner), now)
    assert is_still_needed(written, event.ends_at - timedelta(seconds=1))
    assert not is_still_needed(written, event.ends_at)

    Event.objects.update(status=Event.Status.CANCELLED)

    assert not is_still_needed(written, now)


@pytest.mark.guard("what no longer holds is not sent", where="core/mail/delivery.py")
def test_the_worker_asks_before_it_sends(
    event: Event, learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(transport, "send", lambda message, **_: went.append(message.kind))
    place = EnrolmentFactory(event=event, person=learner, status=Status.CANCELLED)
    for message_type in (REMINDER, ENROLMENT_CANCELLED):
        write(message_type, place, now)

    while claimed := delivery.claim_message(now):
        delivery.deliver(claimed, lambda: now)

    assert went == [ENROLMENT_CANCELLED.name]
    assert Message.objects.get(kind=REMINDER.name).failed_reason == Message.NOT_NEEDED
