"""The mail server is gone for a while: nothing uses up its tries, and all goes when it is back."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from core import clock
from core.changes import retry
from core.jobs.worker import Worker
from core.mail import delivery, outbox, server_watch, transport
from core.mail.delivery import Outcome
from core.mail.server_watch import ServerWatch
from core.models import Message
from tests.core.mail.mail_server import Mood, mail_server
from tests.core.mail.test_mail_server import Clock, put

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def hands(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock(now)
    monkeypatch.setattr(clock, "now", lambda: found.at)
    return found


@pytest.fixture
def server(settings: Any) -> Iterator[Mood]:
    with mail_server() as (mood, port):
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
        yield mood


@pytest.fixture
def nobody(settings: Any) -> int:
    """A port at which nobody answers; the mail server, once there is one."""
    with mail_server() as (_, port):
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    return port


def until(holds: Callable[[], bool], seconds: float = 5) -> float:
    """Wait for it; how long it took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds
        time.sleep(0.01)
    return time.monotonic() - began


def test_an_outage_costs_no_message_its_tries(nobody: int, hands: Clock) -> None:
    put(hands.at, 20)

    for _ in range(2 * retry.MOST_TRIES):
        Worker()._send_messages()
        hands.move(hours=5)

    assert set(Message.objects.values_list("attempts", "failed_reason")) == {(0, "")}
    assert delivery.waiting(hands.at).count() == 20


def test_while_it_lasts_one_door_is_tried_and_no_message(nobody: int, hands: Clock) -> None:
    loop = Worker()
    put(hands.at, 20)

    sent = [loop._send_messages() for _ in range(5)]
    assert loop._mail_server.away_since == hands.at
    assert sent == [0] * 5
    with mail_server(nobody) as (mood, _):
        loop._mail_server._look_at = 0
        loop._send_messages()
        until(lambda: loop._mail_server.away_since is None)
        assert (mood.calls, len(mood.taken)) == (1, 0)
        loop._send_messages()

    assert len(mood.taken) == 20


def test_a_code_leaves_within_five_seconds_of_the_servers_return(
    nobody: int, hands: Clock, now: datetime
) -> None:
    loop = Worker()
    outbox.put_secret(name="code", to="a@learner.example", subject="s", body_text="1", now=now)
    loop._send_messages()
    with mail_server(nobody) as (mood, _):

        def has_gone() -> bool:
            loop._send_messages()
            return bool(mood.taken)

        assert until(has_gone) < 5


def test_a_server_that_hung_is_found_back_though_a_look_at_it_hangs_yet(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looks are made beside each other: an old one may wait for its twenty seconds."""
    monkeypatch.setattr(server_watch, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(transport, "SECONDS", 1.5)
    watch = ServerWatch()
    watch.went_away(transport.ServerAwayError(), hands.at)
    server.hangs = True
    until(lambda: not watch.is_there() and server.calls >= 3)
    server.hangs = False

    assert until(watch.is_there) < 1
    assert watch.take_return()
    assert not watch.take_return()


def test_no_more_than_a_few_looks_hang_at_once(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_watch, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(transport, "SECONDS", 1)
    watch = ServerWatch()
    watch.went_away(transport.ServerAwayError(), hands.at)
    server.hangs = True

    for _ in range(5 * server_watch.LOOKS_AT_ONCE):
        watch.is_there()

    assert watch._looks <= server_watch.LOOKS_AT_ONCE
    server.hangs = False
    until(watch.is_there)


def test_a_server_that_says_no_is_asked_once_a_minute(hands: Clock) -> None:
    """Wrong passwords every two seconds would lock us out for longer."""
    watch = ServerWatch(lambda: 0.0)
    error = transport.ServerAwayError()
    error.__cause__ = transport.SMTPResponseException(535, b"Wrong password")

    watch.went_away(error, hands.at)

    assert watch._look_at == server_watch.ASK_EVERY


def test_what_waits_between_two_tries_goes_at_once_when_one_has_gone(
    server: Mood, hands: Clock
) -> None:
    """A server that greets and then hangs: no door says when it is well again."""
    waits, failed, plain = put(hands.at, 3)
    unanswered = Message.objects.filter(pk=plain.pk)
    unanswered.update(unanswered_at=hands.at, due_at=hands.at + timedelta(hours=4), attempts=1)
    Message.objects.filter(pk=waits.pk).update(due_at=hands.at + timedelta(hours=1), attempts=9)
    Message.objects.filter(pk=failed.pk).update(
        due_at=hands.at + timedelta(hours=3), attempts=12, failed_reason="OSError", may_pass=True
    )
    loop = Worker()
    loop._mail_server.heard(Outcome.PUT_OFF)
    outbox.put_secret(name="c", to="c@l.example", subject="s", body_text="1", now=hands.at)

    loop._send_messages()

    assert {to for to, _ in server.taken} == {"c@l.example", waits.to, failed.to}


def test_a_message_that_always_fails_does_not_bring_back_the_rest_each_time(hands: Clock) -> None:
    seconds = [0.0]
    watch = ServerWatch(lambda: seconds[0])
    back = []
    for _ in range(10):
        seconds[0] += 30
        watch.heard(Outcome.PUT_OFF)
        watch.heard(Outcome.SENT)
        back.append(watch.take_return())

    assert back == [True, *[False] * 9]


def test_what_failed_for_a_reason_that_may_pass_is_tried_for_ever_and_seldom(
    server: Mood, hands: Clock
) -> None:
    put(hands.at)
    server.refuses, server.refusal = {"reader-0@mail.example"}, b"452 Mailbox full"
    failed = []
    for _ in range(2 * 24):
        Worker().run_once()
        failed.append(Message.objects.get().has_failed)
        hands.move(hours=1)
    asked = len(server.asked)
    server.refuses = set()
    for _ in range(6):
        Worker().run_once()
        hands.move(hours=1)

    assert not any(failed[:8])
    assert sum(failed[13:]) > 20, "the office sees it all the while but for the hour of a try"
    assert 18 < asked < 26
    assert len(server.taken) == 1
    assert Message.objects.get().sent_at is not None


def test_one_in_five_hundred_refused_for_a_while_holds_up_nobody_and_goes_later(
    server: Mood, hands: Clock
) -> None:
    put(hands.at, 1000)
    server.refuses_one_in, server.refusal = 500, b"451 Try again"

    Worker()._send_messages()
    assert len(server.taken) == 998
    hands.move(minutes=1)
    Worker()._send_messages()

    assert len(server.taken) == len(set(server.heard)) == 1000
    assert not Message.objects.filter(sent_at=None).exists()


def test_a_code_is_tried_every_few_seconds_as_long_as_it_is_of_use(
    server: Mood, hands: Clock
) -> None:
    server.refuses, server.refusal = {"a@learner.example"}, b"451 Try again"
    outbox.put_secret(name="code", to="a@learner.example", subject="s", body_text="1", now=hands.at)
    for _ in range(100):
        Worker()._send_messages()
        hands.move(seconds=5)
    assert len(server.asked) == 100
    server.refuses = set()

    Worker()._send_messages()

    assert len(server.taken) == 1


def test_a_worker_that_slept_through_its_lease_sends_nothing(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped or starved, it wakes while another has sent the message."""
    (message,) = put(hands.at)
    sleeper = delivery.claim_message(hands.at, worker="sleeper")
    hands.move(minutes=3)
    other = delivery.claim_message(hands.at, worker="other")
    assert sleeper is not None
    assert other is not None

    outcomes = [delivery.deliver(other, clock.now), delivery.deliver(sleeper, clock.now)]

    assert outcomes == [Outcome.SENT, Outcome.DROPPED]
    assert server.heard == [message.message_id]


def test_what_a_server_had_when_its_worker_died_waits_as_what_was_not_answered(
    server: Mood, hands: Clock
) -> None:
    put(hands.at)
    Message.objects.update(handed_at=hands.at, attempts=1)
    Worker()._send_messages()
    assert server.heard == []
    message = Message.objects.get()
    assert (message.unanswered_at, message.handed_at) == (hands.at, None)

    hands.move(hours=5)
    Worker()._send_messages()

    assert len(server.taken) == 1


def test_a_code_that_a_server_had_then_goes_again_at_once(server: Mood, hands: Clock) -> None:
    outbox.put_secret(name="code", to="a@learner.example", subject="s", body_text="1", now=hands.at)
    Message.objects.update(handed_at=hands.at, attempts=1)

    Worker()._send_messages()

    assert len(server.taken) == 1


def test_before_its_words_go_a_message_is_marked_as_handed_over(
    server: Mood, hands: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a kill while a server thinks would make a copy within seconds."""
    put(hands.at)
    marks = []
    server.seconds_to_take = 0.3
    monkeypatch.setattr(transport, "SECONDS", 0.1)
    send = transport.send

    def look(message: Message, *, when_slow: Callable[[], object], **more: Any) -> None:
        def slow() -> None:
            marks.append(Message.objects.values_list("handed_at", flat=True).get())
            when_slow()

        send(message, when_slow=slow, **more)

    monkeypatch.setattr(transport, "send", look)

    Worker()._send_messages()

    assert marks == [hands.at]
    message = Message.objects.get()
    assert (message.handed_at, message.held_by, message.lease_until) == (None, "", None)
    assert message.sent_at == hands.at
