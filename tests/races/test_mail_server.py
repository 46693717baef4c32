"""A mail server in every mood, and a real worker: one copy each, and nothing else waits for it."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from tests import fixed_clock
from tests.core.mail.mail_server import Mood, mail_server
from tests.evidence import size
from tests.live_server import LiveServer
from tests.server_template import ServerTemplate

pytestmark = pytest.mark.evidence
MANY = 20
# What is promised, and in every check, beside another suite, room enough; the figures are recorded.
STOP_SECONDS, RETURN_SECONDS, TAKE_UP_SECONDS = size(20, 5), 5, size(60, 30)
THINKS, LOOKS = size(4, 12), size(10, 30)  # seconds
ROUND_SECONDS = 45  # offers that ran out are looked for every thirty


@pytest.fixture
def mood() -> Iterator[Mood]:
    with mail_server() as (found, port):
        found.port = port
        yield found


@pytest.fixture
def site(mood: Mood, server_template: ServerTemplate) -> Iterator[LiveServer]:
    """A site that sends by it, its worker not started yet."""
    url = f"smtp://127.0.0.1:{mood.port}"
    environ = {"EMAIL_URL": url}
    with LiveServer(server_template, workers=1, threads=1, jobs=0, environ=environ) as server:
        yield server


def put(site: LiveServer, number: int = MANY) -> None:
    site.call("tests.races.seed", "put_messages", first=0, number=number)


def wait(site: LiveServer, holds: Callable[[], bool], what: str, seconds: float) -> float:
    began = time.monotonic()
    site.wait_for(holds, what, seconds)
    return time.monotonic() - began


def all_sent(site: LiveServer) -> Callable[[], bool]:
    return lambda: not site.call("tests.races.seed", "unsent")


def copies(mood: Mood) -> int:
    """The most that anybody got of one message."""
    return max(Counter(mood.heard).values())


def stop(site: LiveServer) -> float:
    """SIGTERM, and how long the worker then took."""
    (worker,) = site.jobs
    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    worker.wait(30)
    site.jobs.remove(worker)
    return time.monotonic() - began


@pytest.mark.parametrize("kind", ["hangs", "trickles"])
def test_a_server_that_hangs_or_trickles_holds_up_no_offer_and_no_end(
    site: LiveServer, mood: Mood, kind: str, record: Callable[..., None]
) -> None:
    mood.hangs, mood.seconds_a_byte = kind == "hangs", 0.5 if kind == "trickles" else 0
    put(site)
    offer = site.call("tests.races.seed", "make_offer", seconds=1)
    site.start_worker()
    wait(site, lambda: mood.calls > 0, "call at the mail server", 30)

    ended = wait(
        site,
        lambda: (
            site.call("tests.races.seed", "offer_ended", ref=offer["ref"])["second"] == "offered"
        ),
        "end to the offer",
        ROUND_SECONDS,
    )
    took = stop(site)

    record(f"mail-server-{kind}", offer_ended_in=ended, stopped_in=took)
    assert took < STOP_SECONDS


def test_what_was_in_hand_at_a_kill_goes_within_seconds_and_once(
    site: LiveServer, mood: Mood, record: Callable[..., None]
) -> None:
    mood.hangs = True
    put(site)
    worker = site.start_worker()
    wait(site, lambda: mood.calls >= 1, "call at the mail server", 30)
    site.kill(worker)
    mood.hangs = False
    site.start_worker()

    took = wait(site, all_sent(site), "end to the queue", TAKE_UP_SECONDS)

    record("mail-in-hand-at-a-kill", taken_up_in=took)
    assert took < TAKE_UP_SECONDS
    assert (len(set(mood.heard)), copies(mood)) == (MANY, 1)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_thinks_for_long_gets_one_copy_though_its_worker_ends(
    site: LiveServer, mood: Mood, end: signal.Signals
) -> None:
    mood.seconds_to_take = THINKS
    put(site, 2)
    worker = site.start_worker()
    wait(site, lambda: len(mood.heard) == 2, "message at the mail server", 30)
    worker.send_signal(end)
    worker.wait(30)
    site.jobs.clear()
    mood.seconds_to_take = 0
    site.start_worker()
    time.sleep(LOOKS)

    assert copies(mood) == 1
    site.move_clock(fixed_clock.NOW.replace(hour=20))
    wait(site, all_sent(site), "second copy hours later", 30)
    assert copies(mood) == 2


@pytest.mark.full
def test_a_server_that_takes_thirty_seconds_gets_one_copy_each(
    site: LiveServer, mood: Mood
) -> None:
    mood.seconds_to_take = 30
    put(site, 6)  # three at a time
    site.start_worker()

    wait(site, all_sent(site), "end to the queue", 120)

    assert (len(mood.heard), copies(mood)) == (6, 1)


@pytest.mark.full
def test_a_code_leaves_within_seconds_of_the_servers_return(
    site: LiveServer, mood: Mood, record: Callable[..., None]
) -> None:
    mood.hangs = True
    put(site)
    site.start_worker()
    wait(site, lambda: mood.calls >= 3, "call at the mail server", 30)
    time.sleep(25)  # until they gave up, and one door is tried
    site.call("tests.races.seed", "put_code")
    time.sleep(5)
    mood.hangs = False

    took = wait(site, lambda: any(to == "code@race.example" for to, _ in mood.taken), "code", 30)

    record("code-after-an-outage", left_in=took)
    assert took < RETURN_SECONDS
