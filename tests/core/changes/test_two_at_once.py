"""Two connections at once: what one has in hand, the other waits for or passes by."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from core.changes.form_keys import Outcome, once
from core.changes.locks import is_busy, lock_resources, transact
from core.mail import delivery
from core.models import Message
from training.events.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def elsewhere(act: Callable[[], object]) -> BaseException | None:
    """Do something over a connection of its own, and wait for it; what it raised."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - reported by the test itself
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    return raised[0] if raised else None


def take_hold(event: Event) -> None:
    """Lock the row of a date, or say at once that somebody else has it."""
    with transaction.atomic():
        list(Event.objects.filter(pk=event.pk).select_for_update(nowait=True))


def somebody_waits() -> bool:
    """Whether another connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        (waits,) = cursor.fetchone()
    return bool(waits)


@pytest.mark.guard("the row of a date is locked (PostgreSQL)", where="core/changes/locks.py")
@pytest.mark.guard(
    "who waits for a lock waits two seconds, and few wait on", where="config/settings/base.py"
)
def test_a_locked_row_is_nobody_elses_until_the_end(open_event: Event) -> None:
    found: list[BaseException | None] = []

    @transact
    def act() -> str:
        lock_resources(open_event)
        found.append(elsewhere(lambda: take_hold(open_event)))
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            (longest,) = cursor.fetchone()
        return str(longest)

    assert act() == "2s"  # whoever waits for others does so no longer than this
    (refusal,) = found
    assert isinstance(refusal, OperationalError)
    assert is_busy(refusal)
    assert elsewhere(lambda: take_hold(open_event)) is None


@pytest.mark.guard(
    "one form key: two clicks at once (PostgreSQL)", where="core/changes/form_keys.py"
)
def test_a_second_click_waits_for_the_first_and_finds_its_result() -> None:
    key = uuid4()
    done: list[int] = []
    outcomes: list[Outcome] = []

    def act() -> str:
        done.append(1)
        if len(done) == 1:
            second.start()
            while second.is_alive() and not somebody_waits():
                time.sleep(0.01)
        return f"row-{len(done)}"

    def click_again() -> None:
        outcomes.append(once("user:1", key, "asked", act))

    second = threading.Thread(target=elsewhere, args=[click_again])
    first = once("user:1", key, "asked", act)
    second.join(20)

    assert (first.ref, first.repeated, len(done)) == ("row-1", False, 1)
    assert outcomes == [Outcome("row-1", repeated=True)]


@pytest.mark.guard(
    "a worker passes by what another locks (PostgreSQL)", where="core/mail/delivery.py"
)
def test_a_worker_passes_by_what_another_has_in_hand(now: datetime) -> None:
    first, second = (
        Message.objects.create(
            dedupe_key=key, kind="a/b", created_at=now, due_at=now + timedelta(seconds=later)
        )
        for later, key in enumerate("ab")
    )
    claimed: list[Message | None] = []

    def claim() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")  # a worker that waits fails soon
        claimed.append(delivery.claim_message(now + timedelta(seconds=9)))

    with transaction.atomic():
        list(Message.objects.filter(pk=first.pk).select_for_update())
        assert elsewhere(claim) is None

    assert claimed == [second]
