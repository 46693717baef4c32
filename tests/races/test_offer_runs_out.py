"""An offer accepted in the moment in which it runs out: it is one or the other, never both."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.evidence import size
from tests.live_server import LiveServer
from tests.races.clients import BUSY, Post, send

pytestmark = pytest.mark.evidence
ROUNDS = size(10, 100)
HELD = 0.4  # seconds from the laying out until the offer runs out
WORDS = {("confirmed", "waiting"): "accepted", ("expired", "offered"): "expired"}


def test_an_answer_and_the_end_of_its_time_meet(
    crowded: LiveServer, record: Callable[..., None]
) -> None:
    dice = random.Random(11)  # noqa: S311 - the same moments each time, no secret
    ends: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    for _ in range(ROUNDS):
        laid = crowded.call("tests.races.seed", "make_offer", seconds=HELD)
        begun = time.monotonic()
        answer = Post(laid["session"], laid["path"], {"form_key": str(uuid4())})
        at = begun + HELD + dice.uniform(-0.3, 0.05)
        with ThreadPoolExecutor(1) as person:
            came = person.submit(press, crowded, answer, at)
            time.sleep(max(begun + HELD - time.monotonic(), 0))
            crowded.call("tests.races.seed", "expire", ref=laid["ref"])
        crowded.call("tests.races.seed", "expire", ref=laid["ref"])
        found = crowded.call("tests.races.seed", "offer_ended", ref=laid["ref"])
        ends[WORDS.get((found["first"], found["second"]), str(found))] += 1
        assert found["taken"] == found["holding"] == found["capacity"] == 1, found
        assert found["broken"] == []
        statuses[came.result()] += 1

    record("offer-runs-out", rounds=ROUNDS, ends=dict(ends), statuses=dict(statuses))
    assert set(ends) <= {"accepted", "expired"}
    assert set(statuses) <= {302, 409, BUSY}


def press(server: LiveServer, post: Post, at: float) -> int:
    """Send the answer at a moment."""
    return send(server, post, wait=lambda: time.sleep(max(at - time.monotonic(), 0)))
