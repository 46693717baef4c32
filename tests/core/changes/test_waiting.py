"""One locked row: few wait for it, the others hear at once that it is busy."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from core.changes import waiting
from core.changes.locks import lock_resources, transact
from core.errors import BusyError
from tests.cast import make_event
from training.events.models import Event


def key_of(event: Event) -> waiting.Key:
    return (event._meta.label_lower, event.pk)


@pytest.mark.django_db
@pytest.mark.guard("rows somebody waits for are busy at once", where="core/changes/locks.py")
def test_whoever_comes_for_rows_that_are_waited_for_is_told_at_once(open_event: Event) -> None:
    other = make_event(open_event.course, open_event.area)

    @transact
    def act(event: Event) -> int:
        return lock_resources(event)[event].pk

    with waiting.place_in_line([key_of(open_event)]):
        with pytest.raises(BusyError):
            act(open_event)
        assert act(other) == other.pk
    assert act(open_event) == open_event.pk


def test_only_a_few_wait_at_once() -> None:
    rows = [("events.event", number) for number in range(3)]
    with (
        waiting.place_in_line(rows[:1]),
        waiting.place_in_line(rows[1:2]),
        pytest.raises(BusyError),
        waiting.place_in_line(rows[2:]),
    ):
        pass
    with waiting.place_in_line(rows[2:]):
        pass


@pytest.mark.django_db
def test_a_busy_form_comes_back_with_what_was_typed(
    signed_in: Client, open_event: Event, birmingham: object
) -> None:
    url = f"/dates/{open_event.ref}/enrol/"
    form = signed_in.get(url).context["form"]
    answers = {
        "form_key": form["form_key"].value(), "area": "330", "access_needs": "Captions please",
    }  # fmt: skip
    with waiting.place_in_line([key_of(open_event)]):
        answer = signed_in.post(url, answers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert "your turn did not come" in answer.content.decode()
    assert "Captions please" in answer.content.decode()
    assert signed_in.post(url, answers).status_code == 302


@transact
def lock(event: Event) -> None:
    lock_resources(event)


def wait(event: Event) -> float:
    """How long somebody waited until they heard that it is busy."""
    begun = time.monotonic()
    with pytest.raises(BusyError):
        lock(event)
    connection.close()
    return time.monotonic() - begun


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_lock_that_is_held_keeps_nobody_longer_than_five_seconds(
    open_event: Event,
) -> None:
    let_go = threading.Event()
    locked = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(Event.objects.filter(pk=open_event.pk).select_for_update())
            locked.set()
            let_go.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(10)
    with ThreadPoolExecutor(4) as pool:
        took = sorted(pool.map(lambda _: wait(open_event), range(4)))
    let_go.set()
    holder.join(10)

    # Two of four are told after the first wait; the others wait on, and nobody twice as long.
    assert took[2] - took[1] > 1
    assert took[-1] < 9
