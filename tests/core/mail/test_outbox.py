"""Messages: put with the change, sent once, never lost."""

import email
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import QuerySet

from core.changes import retry
from core.mail import delivery, outbox, transport
from core.models import Message

pytestmark = pytest.mark.django_db
SECRET = {"name": "code", "to": "amina@learner.example", "subject": "Your code", "body_text": "1"}


@pytest.fixture
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.EMAIL_URL = f"file://{tmp_path}"  # type: ignore[attr-defined]
    return tmp_path


def make_message(now: datetime, key: str = "greeting:1", **fields: object) -> Message:
    values: dict[str, object] = {
        "dedupe_key": key,
        "kind": "greeting",
        "to": "amina@learner.example",
        "subject": "Hello",
        "body_text": "Hello Amina\n",
        "created_at": now,
        "due_at": now,
        "message_id": outbox.message_id(key),
    }
    return Message.objects.create(**{**values, **fields})


def sent_mail(folder: Path) -> list[EmailMessage]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]


def deliver_next(now: datetime) -> Message:
    message = delivery.claim_message(now)
    assert message is not None
    delivery.deliver(message, lambda: now)
    message.refresh_from_db()
    return message


@pytest.mark.guard("what was sent is not sent again", where="core/mail/delivery.py")
def test_a_message_goes_with_its_calendar_and_one_recipient(now: datetime, folder: Path) -> None:
    make_message(now, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST")

    message = deliver_next(now)

    (received,) = sent_mail(folder)
    assert message.sent_at == now
    assert received["To"] == "amina@learner.example"
    assert received["Message-ID"] == message.message_id
    (part,) = received.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert delivery.claim_message(now + delivery.LEASE) is None  # it is not sent again


@pytest.mark.guard("one message for a key")
def test_a_second_put_with_the_same_key_makes_no_second_message(now: datetime) -> None:
    for _ in range(2):
        outbox.put_secret(now=now, **SECRET)
    for _ in range(2):
        Message.objects.bulk_create(
            [Message(dedupe_key="same", created_at=now, due_at=now)], ignore_conflicts=True
        )

    assert Message.objects.filter(kind="code").count() == 2
    assert Message.objects.filter(dedupe_key="same").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_rolls_back_with_its_change(now: datetime) -> None:
    @transaction.atomic
    def change() -> None:
        outbox.put_secret(now=now, **SECRET)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change()

    assert not Message.objects.exists()


@pytest.mark.guard("the Message-ID stays")
def test_the_message_id_depends_on_the_key_alone() -> None:
    assert outbox.message_id("a") == outbox.message_id("a")
    assert outbox.message_id("a") != outbox.message_id("b")


@pytest.mark.guard("a code is wiped once sent", where="core/mail/delivery.py")
def test_sign_in_mail_goes_first_and_is_wiped(now: datetime, folder: Path) -> None:
    make_message(now - timedelta(hours=1))
    outbox.put_secret(now=now, **SECRET)

    message = deliver_next(now)

    assert message.is_secret
    assert message.body_text == ""
    assert len(sent_mail(folder)) == 1


@pytest.mark.guard("a lease lasts", where="core/mail/delivery.py")
def test_a_claimed_message_is_not_claimed_again_until_its_lease_ends(now: datetime) -> None:
    make_message(now)

    first = delivery.claim_message(now)

    assert first is not None
    assert delivery.claim_message(now) is None
    again = delivery.claim_message(now + delivery.LEASE)
    assert again is not None
    assert again.message_id == first.message_id


@pytest.mark.guard("a message is claimed by one worker", where="core/mail/delivery.py")
def test_a_message_that_another_worker_was_quicker_to_claim_is_left_to_it(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_message(now)
    waiting, looks = delivery.waiting, []

    def and_then_the_other_is_quicker(moment: datetime) -> QuerySet[Message]:
        if len(looks) > 1:  # between this worker's look at what waits and its claim
            Message.objects.update(lease_until=now + delivery.LEASE)
        looks.append(moment)
        return waiting(moment)

    monkeypatch.setattr(delivery, "waiting", and_then_the_other_is_quicker)

    assert delivery.claim_message(now) is None


def test_a_message_waits_until_it_is_due(now: datetime) -> None:
    make_message(now, due_at=now + timedelta(minutes=1))

    assert delivery.claim_message(now) is None
    assert delivery.claim_message(now + timedelta(minutes=1)) is not None


@pytest.mark.guard("too late is not sent", where="core/mail/delivery.py")
def test_a_stale_message_is_never_sent(now: datetime, folder: Path) -> None:
    make_message(now, not_after=now + timedelta(hours=1))

    later = now + timedelta(hours=2)
    message = deliver_next(later)

    assert message.sent_at is None
    assert message.failed_reason == "Too late to be of use"
    assert sent_mail(folder) == []
    assert delivery.claim_message(later) is None


def test_the_wait_between_tries_doubles_up_to_four_hours() -> None:
    waits = [retry.back_off(attempts).total_seconds() for attempts in range(1, 13)]

    assert 4 <= waits[0] <= 6
    assert 8 <= waits[1] <= 12
    assert max(waits) <= 4 * 60 * 60 * 1.2


def test_a_subject_never_breaks_a_header(now: datetime, folder: Path) -> None:
    outbox.put_secret(now=now, **{**SECRET, "subject": "Code\r\nBcc: all@example.org"})

    deliver_next(now)

    (received,) = sent_mail(folder)
    assert received["Bcc"] is None
    assert received["Subject"] == "Code Bcc: all@example.org"


@pytest.mark.parametrize("url", ["", "imap://host", "smtp://", "http://mail.example"])
def test_a_mail_address_we_cannot_use_is_refused_at_start(url: str) -> None:
    with pytest.raises(transport.ImproperlyConfigured):
        transport.check_address(url)
