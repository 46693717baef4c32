"""Every door that uses capacity against every other, through HTTP, at the same instant."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations_with_replacement

import pytest

from tests.evidence import size
from tests.live_server import LiveServer
from tests.races.clients import BUSY, Post, insist

pytestmark = pytest.mark.evidence
ROUNDS, CLIENTS = size(1, 10), size(6, 10)
TAKEN, REFUSED, NO_CHOICE = 302, 409, 422  # a full date is none of the choices to move to
NAMES = (
    *("enrol", "colleague", "office add", "import", "transfer in"),
    *("offer accept", "approval", "capacity cut"),
)
PAIRS = list(combinations_with_replacement(NAMES, 2))


def test_no_two_doors_sell_a_place_twice_or_leave_one(
    crowded: LiveServer, record: Callable[..., None]
) -> None:
    statuses: Counter[int] = Counter()
    faults = []
    for pair in PAIRS:
        for _ in range(ROUNDS):
            laid = crowded.call("tests.races.doors", "lay_out", names=pair, clients=CLIENTS)
            came = insist(crowded, [Post(**form) for form in laid["forms"]])
            found = crowded.call("tests.races.doors", "outcome", ref=laid["ref"])
            statuses += came
            is_sold = found["holding"] == min(found["capacity"], laid["wanted"])
            if not is_sold or found["taken"] != found["holding"] or found["broken"]:
                faults.append((pair, laid["wanted"], found, came))
            fine = {TAKEN, REFUSED, BUSY, *([NO_CHOICE] if "transfer in" in pair else [])}
            if set(came) - fine:
                faults.append((pair, came))

    record("doors", pairs=len(PAIRS), rounds=ROUNDS, clients=CLIENTS, statuses=dict(statuses))
    assert faults == []
    assert statuses[REFUSED] > 0
