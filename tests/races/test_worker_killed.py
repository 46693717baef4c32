"""kill -9 while two workers send: nothing lost, and every repeat can be recognised."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests import fixed_clock
from tests.evidence import size
from tests.live_server import LiveServer
from tests.server_template import ServerTemplate

pytestmark = pytest.mark.evidence
KILLS = size(3, 30)
A_KILL = 17  # messages put for each kill: some five hundred
SECONDS = 30
IN_HAND = 3  # messages: a worker sends by so many threads


@pytest.fixture
def post_office(server_template: ServerTemplate) -> Iterator[LiveServer]:
    with LiveServer(server_template, workers=1, threads=1, jobs=2) as server:
        yield server


def files(server: LiveServer) -> int:
    """How many messages went out, repeats included."""
    folder = server.folder / "mail"
    return sum(1 for _ in folder.glob("*.eml")) if folder.exists() else 0


def wait_for_files(server: LiveServer, number: int) -> None:
    """Look every two milliseconds, to strike while the worker is in the middle."""
    deadline = time.monotonic() + SECONDS
    while files(server) < number:
        assert time.monotonic() < deadline, server.logs()
        time.sleep(0.002)


def test_no_message_is_lost_and_a_repeat_has_the_same_message_id(
    post_office: LiveServer, record: Callable[..., None]
) -> None:
    dice = random.Random(7)  # noqa: S311 - the same moments each time, no secret
    unsent_at_kill = []
    for kill in range(KILLS):
        before = files(post_office)
        post_office.call("tests.races.seed", "put_messages", first=kill * A_KILL, number=A_KILL)
        wait_for_files(post_office, before + dice.randint(1, A_KILL // 4))
        post_office.kill(dice.choice(post_office.jobs))
        unsent_at_kill.append(post_office.call("tests.races.seed", "unsent"))
        post_office.start_worker()
    # What a dead worker had in hand is free again once its lease has run out.
    post_office.move_clock(fixed_clock.NOW + timedelta(minutes=30))
    post_office.wait_for(
        lambda: not post_office.call("tests.races.seed", "unsent"), "end to the queue", SECONDS
    )

    ids = [mail["Message-ID"] for mail in post_office.mail() if "@race.example" in mail["To"]]
    copies = Counter(ids)
    repeats = len(ids) - len(copies)
    record("worker-killed", kills=KILLS, messages=KILLS * A_KILL, repeats=repeats)
    assert len(copies) == KILLS * A_KILL
    assert repeats <= KILLS * IN_HAND
    assert max(unsent_at_kill) > 0
