"""kill -9 of web workers while people enrol: what was answered is there, and nothing twice."""

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.evidence import size
from tests.live_server import LiveServer
from tests.races.clients import Post, enrolment, send
from tests.server_template import ServerTemplate

pytestmark = [
    pytest.mark.evidence,
    pytest.mark.skipif(sys.platform != "linux", reason="children are found through /proc"),
]
PEOPLE, CLIENTS, EVERY = size(100, 1000), 8, 0.7  # seconds between two kills
TRIES = 60
DONE, NONE = 302, 0


@pytest.fixture
def mortal(server_template: ServerTemplate) -> Iterator[LiveServer]:
    with LiveServer(server_template, workers=3, threads=2, jobs=0) as server:
        yield server


def serving(server: LiveServer) -> list[int]:
    """The workers of the server's own web server."""
    assert server.web is not None
    pid = server.web.pid
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Killer(threading.Thread):
    """Kills one of them again and again, at odd moments, until told to stop."""

    def __init__(self, server: LiveServer) -> None:
        super().__init__()
        self.server = server
        self.kills = 0
        self.is_over = threading.Event()

    def run(self) -> None:
        """Wait, kill, wait."""
        dice = random.Random(5)  # noqa: S311 - no secret
        while not self.is_over.wait(EVERY * dice.uniform(0.5, 1.5)):
            workers = serving(self.server)
            if workers:
                os.kill(dice.choice(workers), signal.SIGKILL)
                self.kills += 1


def persist(server: LiveServer, post: Post) -> list[int]:
    """Send a form until it is answered, the same form each time, as a browser's reload does."""
    statuses: list[int] = []
    while len(statuses) < TRIES:
        statuses.append(send(server, post))
        if statuses[-1] == DONE:
            break
        time.sleep(0.2)
    return statuses


def test_an_answer_is_kept_and_a_repeat_makes_no_second(
    mortal: LiveServer, record: Callable[..., None]
) -> None:
    sessions = mortal.call("tests.races.seed", "make_people", number=PEOPLE)
    ref = mortal.call("tests.races.seed", "make_event", capacity=PEOPLE)
    posts = [enrolment(session, ref) for session in sessions]
    killer = Killer(mortal)
    killer.start()
    with ThreadPoolExecutor(CLIENTS) as pool:
        met = list(pool.map(lambda post: persist(mortal, post), posts))
    killer.is_over.set()
    killer.join()
    again = [persist(mortal, post)[-1] for post in posts[:: PEOPLE // 20]]
    found = mortal.call("tests.races.seed", "places", ref=ref)
    each = mortal.call("tests.races.seed", "places_each", ref=ref)

    statuses = Counter(status for one in met for status in one)
    record("web-killed", people=PEOPLE, kills=killer.kills, statuses=dict(statuses))
    assert killer.kills > 0
    assert {one[-1] for one in met} == {DONE}
    assert set(again) == {DONE}
    assert each == [1] * PEOPLE
    assert found["taken"] == found["holding"] == PEOPLE
    assert set(statuses) <= {DONE, NONE, 503}
