"""Personal links: a key that is known to its reader alone, and can be ended."""

import re
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest

from core.changes import retry
from core.mail import delivery, message_types, outbox, personal_links, transport
from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, Text, always
from core.mail.personal_links import NewLink, Purpose
from core.models import Message, PersonalLink

pytestmark = pytest.mark.django_db
PURPOSE = Purpose("tests/answer", "picture")  # any address that takes one word
ASKED = MessageType(
    "tests/asked",
    "Somebody is asked",
    {"answer": "x"},
    key=by_ref,
    is_still_needed=always,
)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(personal_links.purposes._found, PURPOSE.name, PURPOSE)
    monkeypatch.setitem(message_types.message_types._found, ASKED.name, ASKED)
    monkeypatch.setattr(
        message_types, "default_text", lambda name: Text("Answer", "Say so: {answer}")
    )


def put(now: datetime, about: str = "1") -> Message:
    outbox.put(
        ASKED,
        key=ASKED.key(about),
        to="manager@work.example",
        context={"answer": Link("Answer", "[link]")},
        now=now,
        link=NewLink(PURPOSE, "abc", now + timedelta(days=5)),
    )
    return Message.objects.get(dedupe_key=f"tests/asked:{about}")


def token_in(message: Message) -> str:
    return message.link_path.rsplit("/", 1)[1]


def test_the_link_is_in_the_mail_and_nowhere_in_the_words_kept(
    now: datetime, settings: Any
) -> None:
    settings.BASE_URL = "https://up.example"
    message = put(now)

    words = transport.with_link(message, message.body_text)

    assert message.body_text == "Say so: [link]\n"
    assert "[link]" in message.body_html
    found = re.search(r"https://up.example(/\S+)", words)
    assert found
    assert found[1] == message.link_path
    assert 'href="https://up.example/' in transport.with_link(message, message.body_html)


@pytest.mark.guard("a personal link ended, run out or of another purpose")
def test_a_token_opens_what_it_was_made_for_and_only_its_digest_is_kept(now: datetime) -> None:
    token = token_in(put(now))
    row = PersonalLink.objects.get()

    assert personal_links.find(PURPOSE, token) == row
    assert personal_links.find(PURPOSE, f"{token}x") is None
    assert personal_links.find(Purpose("tests/other", "picture"), token) is None
    assert len(token) >= 22
    assert token not in (row.digest, row.about)
    assert personal_links.opens(row, now)
    assert not personal_links.opens(row, row.expires_at)


def test_put_twice_makes_one_link(now: datetime) -> None:
    put(now)
    put(now)

    assert PersonalLink.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.guard("a new link ends the old")
def test_a_new_link_ends_the_old_one(now: datetime) -> None:
    old = token_in(put(now))
    row = PersonalLink.objects.get()

    newer, path = personal_links.renew(row, now=now)

    row.refresh_from_db()
    assert not personal_links.opens(row, now)
    assert personal_links.opens(newer, now)
    assert (newer.about, newer.expires_at) == (row.about, row.expires_at)
    assert old not in path


@pytest.mark.guard("a link is wiped once sent", where="core/mail/delivery.py")
def test_a_link_is_wiped_once_it_is_sent(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    monkeypatch.setattr(transport, "send", lambda message, **_: went.append(message.link_path))
    message = put(now)

    deliver(now)

    message.refresh_from_db()
    assert went[0].startswith("/media/images/")
    assert (message.link_path, message.body_text) == ("", "Say so: [link]\n")


@pytest.mark.parametrize(("code", "is_wiped"), [(550, True), (452, False)])
def test_a_link_is_wiped_when_its_message_can_never_go(
    now: datetime, monkeypatch: pytest.MonkeyPatch, code: int, is_wiped: bool
) -> None:
    """What failed for a reason that may pass is tried again, and needs its link."""

    def refuse(message: Message, **_: Any) -> None:
        raise SMTPRecipientsRefused({message.to: (code, b"No")})

    monkeypatch.setattr(transport, "send", refuse)
    failed, late = put(now), put(now, "2")
    Message.objects.filter(pk=failed.pk).update(attempts=retry.MOST_TRIES - 1)
    Message.objects.filter(pk=late.pk).update(not_after=now - timedelta(minutes=1))

    deliver(now)
    deliver(now)

    failed.refresh_from_db()
    late.refresh_from_db()
    assert (failed.has_failed, failed.may_pass) == (True, not is_wiped)
    assert (failed.link_path == "") is is_wiped
    assert (late.failed_reason, late.link_path) == (Message.TOO_LATE, "")


def test_a_link_is_kept_while_its_message_still_has_tries(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(message: Message, **_: Any) -> Any:
        raise OSError

    monkeypatch.setattr(transport, "send", refuse)
    message = put(now)

    deliver(now)

    message.refresh_from_db()
    assert message.link_path


def deliver(now: datetime) -> None:
    message = delivery.claim_message(now)
    assert message is not None
    delivery.deliver(message, lambda: now)
