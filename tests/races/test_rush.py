"""Many people in a few seconds for a few places: the first get them, the rest line up."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from tests.evidence import size
from tests.live_server import LiveServer
from tests.races.clients import BUSY, enrolment, send

pytestmark = pytest.mark.evidence
PEOPLE, PLACES, SECONDS = size(60, 300), size(6, 30), size(2, 10)
IN, FULL = 302, 409


class Came(NamedTuple):
    """What one person met, and when they asked to join the list and were answered."""

    statuses: list[int]
    asked: float
    answered: float


def come(server: LiveServer, session: str, ref: str, at: float) -> Came:
    """Ask for a place at a moment; on a full date, for a place in line."""
    time.sleep(max(at - time.monotonic(), 0))
    statuses = [send(server, enrolment(session, ref))]
    while statuses[-1] == BUSY:
        statuses.append(send(server, enrolment(session, ref)))
    asked = time.monotonic()
    if statuses[-1] == FULL:
        statuses.append(send(server, enrolment(session, ref, page="wait")))
        while statuses[-1] == BUSY:
            asked = time.monotonic()
            statuses.append(send(server, enrolment(session, ref, page="wait")))
    return Came(statuses, asked, time.monotonic())


def test_first_come_first_served(crowded: LiveServer, record: Callable[..., None]) -> None:
    sessions = crowded.call("tests.races.seed", "make_people", number=PEOPLE)
    ref = crowded.call("tests.races.seed", "make_event", capacity=PLACES)
    begun = time.monotonic() + 0.5
    with ThreadPoolExecutor(PEOPLE) as pool:
        came = list(
            pool.map(
                lambda number: come(
                    crowded, sessions[number], ref, begun + number * SECONDS / PEOPLE
                ),
                range(PEOPLE),
            )
        )
    line = crowded.call("tests.races.seed", "line", ref=ref)
    found = crowded.call("tests.races.seed", "places", ref=ref)

    met = [status for one in came for status in one.statuses]
    record("rush", people=PEOPLE, places=PLACES, seconds=SECONDS, busy=met.count(BUSY))
    assert set(met) <= {IN, FULL, BUSY}
    assert found["holding"] == found["taken"] == PLACES
    assert len(line) == PEOPLE - PLACES
    assert overtaken(line, came) == []


def overtaken(line: list[int], came: list[Came]) -> list[tuple[int, int]]:
    """Pairs of whom the second stands first although the first was in line when they asked."""
    return [
        (later, earlier)
        for place, earlier in enumerate(line)
        for later in line[place + 1 :]
        if came[later].answered < came[earlier].asked
    ]
