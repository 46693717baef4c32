"""What was not sent: one summary a day, by name, with what to do."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.actions.dropped_message import tell_messages_not_sent
from accounts.emails.dropped_message import MESSAGES_NOT_SENT
from accounts.models import User
from core import clock
from core.jobs.chore import chores
from core.mail import delivery, outbox
from core.models import Message
from tests.pages import page

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def drop(now: datetime, *names: str, **values: Any) -> None:
    """Messages that are claimed once they are of no use any more."""
    for name in names:
        fields = {
            "kind": "tests/letter",
            "created_at": now - 3 * DAY,
            "due_at": now - 3 * DAY,
            "not_after": now - HOUR,
        }
        Message.objects.create(
            dedupe_key=name,
            message_id=outbox.message_id(name),
            to=f"{name}@learner.example",
            subject=f"Letter {name}",
            body_text="Words",
            **{**fields, **values},
        )
        claimed = delivery.claim_message(now)
        assert claimed is not None
        delivery.deliver(claimed, lambda: now)


def summaries() -> list[Message]:
    return list(Message.objects.filter(kind=MESSAGES_NOT_SENT.name).order_by("pk"))


def test_it_names_them_once_to_each_of_the_office(
    coordinator: User, lead: User, now: datetime
) -> None:
    drop(now, "amina", "ben")

    for minutes in range(0, 600, 10):
        chores["messages-not-sent"].act(now + minutes * MINUTE)

    assert {one.to for one in summaries()} == {coordinator.email, lead.email}
    assert len(summaries()) == 2
    first = summaries()[0]
    assert first.subject == "Not sent in time: 2 messages"
    assert (
        "Letter amina, to amina@learner.example, of use until Wednesday 11 November 2026 at 9am"
        in first.body_text
    )
    assert "write to them or ring them" in first.body_text
    assert "/team/messages/?state=late" in first.body_text


def test_many_are_told_of_when_it_is_over_and_counted(coordinator: User, now: datetime) -> None:
    drop(now, *(f"person-{number}" for number in range(25)))

    assert tell_messages_not_sent(now + 5 * MINUTE) == 0, "more may come"
    assert tell_messages_not_sent(now + 10 * MINUTE) == 25

    assert "And 5 more." in summaries()[0].body_text


def test_an_outage_without_an_end_is_told_of_after_an_hour(
    coordinator: User, now: datetime
) -> None:
    for minutes in range(0, 70, 5):
        drop(now + minutes * MINUTE, f"person-{minutes}")

    assert tell_messages_not_sent(now + 65 * MINUTE) == 14


def test_the_next_day_says_what_is_new(coordinator: User, now: datetime) -> None:
    drop(now, "amina")
    tell_messages_not_sent(now + HOUR)
    drop(now + 2 * HOUR, "ben")
    later = [tell_messages_not_sent(now + hours * HOUR) for hours in (3, 20, 44, 90)]

    assert later == [0, 1, 0, 0]
    first, second = summaries()
    assert "amina@" in first.body_text
    assert "amina@" not in second.body_text
    assert "ben@" in second.body_text


def test_codes_and_what_nobody_needs_are_no_news(coordinator: User, now: datetime) -> None:
    drop(now, "code", is_secret=True)
    drop(now, "own", kind=MESSAGES_NOT_SENT.name, created_at=now - 9 * DAY)

    assert tell_messages_not_sent(now + HOUR) == 0


def test_it_is_one_entry_of_the_queue_for_a_week(
    client: Client, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(now, *(f"person-{number}" for number in range(7)))
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "database_now", lambda: now)
    client.force_login(coordinator)
    first = page(client, "/team/")
    Message.objects.update(given_up_at=now - 7 * DAY - HOUR)
    later = page(client, "/team/")

    assert "7 messages not sent in the last seven days" in first
    assert "Letter person-6, to person-6@learner.example" in first
    assert "not sent in the last seven days" not in later
