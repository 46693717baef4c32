"""The mail server is down, slow, refuses somebody or hangs up: nothing is lost or doubled."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from core import clock
from core.changes import retry
from core.jobs import worker
from core.mail import delivery, outbox, transport
from core.models import Message
from tests.core.mail.mail_server import Mood, mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MANY = 3 * worker.AT_ONCE  # more than a worker takes in one go


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


@pytest.fixture
def hands(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the site."""
    found = Clock(now)
    monkeypatch.setattr(clock, "now", lambda: found.at)
    return found


@pytest.fixture
def server(settings: Any) -> Iterator[Mood]:
    """A mail server that the site sends by."""
    with mail_server() as (mood, port):
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
        yield mood


def put(now: datetime, number: int = 1) -> list[Message]:
    return Message.objects.bulk_create(
        Message(
            dedupe_key=f"letter:{index}",
            kind="tests/letter",
            to=f"reader-{index}@mail.example",
            subject=f"Letter {index}",
            body_text=f"Words of {index}\n",
            created_at=now,
            due_at=now,
            message_id=outbox.message_id(f"letter:{index}"),
        )
        for index in range(number)
    )


def send() -> None:
    worker.Worker()._send_messages()


def test_a_message_is_handed_over_as_it_was_written(server: Mood, hands: Clock) -> None:
    (message,) = put(hands.at)

    send()

    ((to, received),) = server.taken
    assert to == "reader-0@mail.example"
    assert received["Message-ID"] == message.message_id
    assert "Words of 0" in received.as_string()
    assert Message.objects.get().sent_at == hands.at


def test_one_refused_address_among_many_holds_up_nobody(server: Mood, hands: Clock) -> None:
    put(hands.at, MANY)
    server.refuses = {"reader-7@mail.example"}
    server.refusal = b"450 Greylisted"

    send()

    assert len(server.taken) == MANY - 1
    left = Message.objects.get(sent_at=None)
    assert (left.to, left.attempts) == ("reader-7@mail.example", 1)
    for _ in range(retry.MOST_TRIES):
        hands.move(hours=5)
        send()
    left.refresh_from_db()
    assert (left.attempts, left.failed_reason) == (12, "SMTPRecipientsRefused 450")
    assert left.has_failed
    assert len(server.taken) == MANY - 1


@pytest.mark.parametrize("refusal", [b"550 No such person", b"554 5.1.1 Gone"])
def test_an_address_refused_for_good_is_tried_once(
    server: Mood, hands: Clock, refusal: bytes
) -> None:
    put(hands.at, 2)
    server.refuses, server.refusal = {"reader-1@mail.example"}, refusal

    send()

    left = Message.objects.get(sent_at=None)
    assert (left.to, left.attempts, left.has_failed) == ("reader-1@mail.example", 1, True)


def test_what_waits_while_the_server_is_down_goes_when_it_is_back(
    hands: Clock, settings: Any
) -> None:
    with mail_server() as (_, port):
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    put(hands.at, 20)

    for _ in range(8):
        send()
        hands.move(minutes=12)
    waiting = Message.objects.filter(sent_at=None, failed_reason="").count()
    hands.move(hours=1)
    with mail_server(port) as (mood, _):
        send()

    assert waiting == 20
    assert sorted(to for to, _ in mood.taken) == sorted(
        Message.objects.values_list("to", flat=True)
    )
    assert not Message.objects.filter(sent_at=None).exists()


def test_a_server_that_hangs_up_after_the_words_gets_them_again_hours_later_under_the_same_id(
    server: Mood, hands: Clock
) -> None:
    (message,) = put(hands.at)
    server.drops_after_data = 1

    send()
    unsure = Message.objects.get()
    hands.move(hours=3)
    send()
    assert server.heard == [message.message_id]
    hands.move(hours=2)
    send()

    assert unsure.sent_at is None
    assert unsure.unanswered_at == unsure.created_at
    assert server.heard == [message.message_id] * 2
    assert len(server.taken) == 1
    assert Message.objects.get().sent_at == hands.at


@pytest.mark.parametrize("goodbye", [b"500 What?", b"421 Too late", b""])
def test_a_rude_goodbye_after_the_mail_was_taken_sends_nothing_twice(
    server: Mood, hands: Clock, goodbye: bytes
) -> None:
    put(hands.at)
    server.says_goodbye = goodbye

    send()
    hands.move(hours=1)
    send()

    assert len(server.taken) == 1
    assert Message.objects.get().sent_at is not None


def test_a_slow_server_has_a_limit_for_the_whole_conversation(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "SECONDS", 5)
    monkeypatch.setattr(transport, "MOST_SECONDS", 0.25)
    server.seconds_to_answer = 0.1
    put(hands.at)

    began = time.perf_counter()
    send()
    took = time.perf_counter() - began
    server.seconds_to_answer = 0
    hands.move(minutes=1)
    send()

    assert took < 3
    assert Message.objects.get().attempts == 2
    assert len(server.taken) == 1


def test_a_server_that_never_says_that_it_has_the_message_gets_it_three_times(
    server: Mood, hands: Clock
) -> None:
    put(hands.at)
    server.drops_after_data = 100

    for _ in range(30):
        send()
        hands.move(hours=1)

    message = Message.objects.get()
    assert len(server.heard) == 3
    assert (message.failed_reason, message.has_failed) == ("UnansweredError", True)


def test_a_server_that_is_slow_to_take_a_message_is_waited_for(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the message: hanging up would make a copy."""
    monkeypatch.setattr(transport, "SECONDS", 0.2)
    leases = []
    hand_over = transport.send

    def send_and_look(message: Message, **more: Any) -> None:
        hand_over(message, **more)
        leases.append(Message.objects.values_list("lease_until", flat=True).get())

    monkeypatch.setattr(transport, "send", send_and_look)
    server.seconds_to_take = 0.5
    put(hands.at)

    send()

    assert Message.objects.get().sent_at == hands.at
    assert len(server.heard) == 1
    assert leases == [hands.at + delivery.LONG_LEASE], "no other worker may take it meanwhile"


def test_a_server_that_answers_a_byte_at_a_time_has_the_same_limit(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MOST_SECONDS", 0.3)
    server.seconds_a_byte = 0.1
    put(hands.at)

    began = time.perf_counter()
    send()

    assert time.perf_counter() - began < 2
    assert Message.objects.get().sent_at is None


def test_the_lease_outlasts_the_slowest_conversation() -> None:
    longest = timedelta(seconds=transport.MOST_SECONDS + 2 * transport.SECONDS)
    last_answer = timedelta(seconds=transport.LAST_ANSWER_SECONDS + transport.SECONDS)

    assert longest < delivery.LEASE
    assert last_answer < delivery.LONG_LEASE


def test_two_workers_send_each_message_once(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(hands.at, 30)
    hand_over = transport.send
    depth = 0

    def send_while_another_worker_does(message: Message, **more: Any) -> None:
        nonlocal depth
        depth += 1
        if depth < 3:
            send()  # a second worker goes round while the first one has this message in hand
        depth -= 1
        hand_over(message, **more)

    monkeypatch.setattr(transport, "send", send_while_another_worker_does)

    send()

    assert len(server.heard) == len(set(server.heard)) == 30
    assert not Message.objects.filter(sent_at=None).exists()


def test_a_sign_in_code_does_not_wait_behind_the_others(server: Mood, hands: Clock) -> None:
    put(hands.at, 3)
    outbox.put_secret(
        name="code", to="amina@learner.example", subject="Your code", body_text="1", now=hands.at
    )

    send()

    assert server.taken[0][0] == "amina@learner.example"
