"""A worker's sign of life ends with its process, and nothing sooner."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from core.jobs import owner
from core.jobs.owner import DeadWorkers, Owner, living
from core.models import JobItem, Message
from tests.core.mail.test_mail_server import put

pytestmark = pytest.mark.django_db
LONG = timedelta(minutes=5)
NAME = "machine:1:abcd"


@pytest.fixture
def sign() -> Iterator[Owner]:
    found = Owner(NAME)
    found.hold()
    yield found
    found.release()


def hold_something(now: datetime) -> tuple[Message, JobItem]:
    (message,) = put(now)
    held = {"held_by": NAME, "lease_until": now + LONG}
    Message.objects.update(**held)
    return message, JobItem.objects.create(job="settle", row="1", next_at=now, **held)


def leases() -> list[datetime | None]:
    return [
        Message.objects.values_list("lease_until", flat=True).get(),
        JobItem.objects.values_list("lease_until", flat=True).get(),
    ]


def test_who_gives_the_sign_lives_and_nobody_else(sign: Owner) -> None:
    sign.hold()  # again: it is still given

    assert living([NAME, "machine:1:beef"]) == {NAME}
    sign.release()
    assert living([NAME]) == set()


def test_the_leases_of_who_lives_stay(sign: Owner, now: datetime) -> None:
    hold_something(now)
    dead_workers = DeadWorkers("another")

    for seconds in range(60):
        dead_workers.free_leases(now, seconds)

    assert leases() == [now + LONG] * 2


def test_the_leases_of_who_is_gone_end_within_seconds(now: datetime) -> None:
    hold_something(now)
    dead_workers = DeadWorkers("another")

    dead_workers.free_leases(now, 0)
    first = leases()
    dead_workers.free_leases(now, owner.LOST_FOR)

    assert first == [now + LONG] * 2, "a connection that broke may be made again"
    assert leases() == [None, None]


def test_a_sign_that_was_lost_for_a_moment_ends_nothing(now: datetime) -> None:
    hold_something(now)
    dead_workers = DeadWorkers("another")
    dead_workers.free_leases(now, 0)
    sign = Owner(NAME)
    sign.hold()
    dead_workers.free_leases(now, 2)
    sign.release()
    dead_workers.free_leases(now, 5)

    assert leases() == [now + LONG] * 2


def test_what_nobody_is_named_for_waits_out_its_lease(now: datetime) -> None:
    hold_something(now)
    for rows in (Message.objects, JobItem.objects):
        rows.update(held_by="")
    dead_workers = DeadWorkers("another")

    for seconds in range(60):
        dead_workers.free_leases(now, seconds)

    assert leases() == [now + LONG] * 2


LIVES = """
import sys
sys.path[:0] = ["site", "."]
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[2]
from core.jobs.owner import Owner
owner = Owner(sys.argv[1])
owner.hold()
print("lives", flush=True)
import time
time.sleep(600)
"""


@pytest.fixture
def process() -> Iterator["subprocess.Popen[bytes]"]:
    """Another process that gives the sign."""
    name = str(connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    with subprocess.Popen(
        [sys.executable, "-c", LIVES, NAME, name],
        cwd=Path(__file__).resolve().parents[3],
        env=environment,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"lives\n"
        yield child
        child.kill()


@pytest.mark.guard("what a worker had in hand at kill -9 is taken up within seconds")
def test_kill_ends_the_sign_and_being_stopped_does_not(
    process: "subprocess.Popen[bytes]",
) -> None:
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(0.2)
    assert living([NAME]) == {NAME}, "it is merely slow"

    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    ends_at = time.monotonic() + 5
    while living([NAME]):
        assert time.monotonic() < ends_at
        time.sleep(0.05)
