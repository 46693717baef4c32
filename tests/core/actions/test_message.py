"""Cancel, try again, send again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from core.actions.message import (
    cancel_message,
    resend_message,
    retry_message,
    retry_messages,
)
from core.mail import delivery, message_types, outbox, personal_links, transport
from core.mail.message_keys import by_ref
from core.mail.message_types import MessageType
from core.mail.personal_links import Purpose
from core.models import Message, PersonalLink
from tests.refusals import refused

pytestmark = pytest.mark.django_db
PURPOSE = Purpose("tests/answer", "picture")
OVER = MessageType(
    name="tests/over",
    label="What no longer holds",
    samples={},
    key=by_ref,
    is_still_needed=lambda message, now: False,
)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(personal_links.purposes._found, PURPOSE.name, PURPOSE)
    monkeypatch.setitem(message_types.message_types._found, OVER.name, OVER)


def make(now: datetime, key: str = "one", **fields: Any) -> Message:
    values: dict[str, Any] = {
        "kind": "tests/greeting",
        "to": "amina@learner.example",
        "subject": "Hello",
        "body_text": "Hello",
        "body_html": "<p>Hello</p>",
    }
    return Message.objects.create(
        dedupe_key=key,
        message_id=outbox.message_id(key),
        created_at=now,
        due_at=now,
        **{**values, **fields},
    )


def with_link(now: datetime, **fields: Any) -> Message:
    row, path = personal_links.make(
        personal_links.NewLink(PURPOSE, "abc", now + timedelta(days=2)), now=now
    )
    return make(now, personal_link=row, link_path=path, **fields)


def test_a_cancelled_message_never_goes(now: datetime, lead: User) -> None:
    message = with_link(now)

    for _ in range(2):
        done = cancel_message(message, reason="Sent by phone", actor=lead, now=now)

    assert (done.cancelled_at, done.cancelled_by, done.cancel_reason) == (
        now, lead, "Sent by phone",
    )  # fmt: skip
    assert done.link_path == ""
    assert delivery.claim_message(now) is None
    log = ModelLogEntry.objects.get(action="upstander.cancel_message")
    assert log.data == {"reason": "Sent by phone"}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"sent_at": datetime.fromisoformat("2026-11-11T09:00Z")}, "not_waiting"),
        ({"failed_reason": Message.TOO_LATE}, "not_waiting"),
        ({"lease_until": datetime.fromisoformat("2026-11-11T10:01Z")}, "on_its_way"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_what_is_gone_or_in_hand_is_not_cancelled(
    fields: dict[str, Any], refusal: str, now: datetime, lead: User
) -> None:
    message = make(now, **fields)

    with refused(refusal):
        cancel_message(message, reason="Wrong", actor=lead, now=now)

    message.refresh_from_db()
    assert message.cancelled_at is None


def test_one_that_went_out_while_it_was_cancelled_counts_as_sent(
    now: datetime, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = make(now)

    def cancel_in_between(message: Message, **_: Any) -> None:
        later = now + delivery.LEASE + timedelta(seconds=1)
        cancel_message(message, reason="Wrong", actor=lead, now=later)

    monkeypatch.setattr(transport, "send", cancel_in_between)
    claimed = delivery.claim_message(now)
    assert claimed is not None
    delivery.deliver(claimed, lambda: now)

    message.refresh_from_db()
    assert (message.sent_at, message.cancelled_at) == (now, None)


def test_a_stuck_message_tries_again_with_a_new_link(now: datetime, lead: User) -> None:
    message = with_link(now, failed_reason="OSError", attempts=12)
    old = PersonalLink.objects.get()
    Message.objects.update(link_path="")

    for _ in range(2):
        done = retry_message(message, actor=lead, now=now)

    old.refresh_from_db()
    assert (done.is_waiting, done.attempts) == (True, 0)
    assert done.link_path
    assert not personal_links.opens(old, now)
    assert PersonalLink.objects.count() == 2
    assert delivery.claim_message(now) == message


@pytest.mark.django_db(transaction=True)
def test_what_is_not_stuck_does_not_try_again(now: datetime, lead: User) -> None:
    message = make(now, sent_at=now)

    with refused("not_failed"):
        retry_message(message, actor=lead, now=now)


def test_after_an_outage_all_that_still_make_sense_try_again(now: datetime, lead: User) -> None:
    stuck = {"failed_reason": "OSError", "attempts": 12}
    rows = [
        make(now, "good", **stuck),
        make(now, "over", kind="tests/over", **stuck),
        make(now, "late", not_after=now - timedelta(hours=1), **stuck),
        make(now, "sent", sent_at=now),
    ]

    done = retry_messages(rows, actor=lead, now=now)

    assert [row.dedupe_key for row in done] == ["good"]
    assert [row.dedupe_key for row in delivery.waiting(now)] == ["good"]


def test_sending_again_is_a_message_of_its_own(now: datetime, lead: User) -> None:
    message = make(now, sent_at=now, calendar="BEGIN:VCALENDAR", calendar_method="REQUEST")

    first = resend_message(message, actor=lead, now=now)
    second = resend_message(message, actor=lead, now=now)

    assert len({row.message_id for row in (message, first, second)}) == 3
    assert (first.resends, first.is_waiting, first.to) == (message, True, message.to)
    assert (first.subject, first.body_text, first.calendar) == ("Hello", "Hello", "BEGIN:VCALENDAR")


def test_sending_again_makes_the_link_anew(now: datetime, lead: User) -> None:
    message = with_link(now, sent_at=now)
    old = message.personal_link
    Message.objects.update(link_path="")

    again = resend_message(message, actor=lead, now=now)

    assert old is not None
    old.refresh_from_db()
    assert not personal_links.opens(old, now)
    assert again.personal_link is not None
    assert personal_links.opens(again.personal_link, now)
    assert again.link_path
    message.refresh_from_db()
    assert message.link_path == ""


@pytest.mark.guard("a code or reset is never sent again; nor what is on its way")
@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"is_secret": True, "body_text": ""}, "secret"),
        ({"kind": "tests/over"}, "stale"),
        ({"not_after": datetime.fromisoformat("2026-11-11T09:30Z")}, "stale"),
        ({"lease_until": datetime.fromisoformat("2026-11-11T10:01Z")}, "on_its_way"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_what_is_secret_or_over_is_not_sent_again(
    fields: dict[str, Any], refusal: str, now: datetime, lead: User
) -> None:
    message = make(now, sent_at=now, **fields)

    with refused(refusal):
        resend_message(message, actor=lead, now=now)

    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_that_has_run_out_is_not_sent_again(now: datetime, lead: User) -> None:
    message = with_link(now, sent_at=now)

    with refused("stale", match="run out"):
        resend_message(message, actor=lead, now=now + timedelta(days=2))


def test_what_no_longer_makes_sense_is_not_sent(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[Message] = []
    monkeypatch.setattr(transport, "send", lambda message, **_: went.append(message))
    message = with_link(now, kind="tests/over")

    claimed = delivery.claim_message(now)
    assert claimed is not None
    delivery.deliver(claimed, lambda: now)

    message.refresh_from_db()
    assert went == []
    assert (message.failed_reason, message.link_path) == (Message.NOT_NEEDED, "")
    assert not message.has_failed
