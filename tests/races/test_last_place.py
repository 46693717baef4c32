"""Fifty people want the last place at the same instant, through HTTP against gunicorn."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.evidence import IS_FULL, size
from tests.live_server import LiveServer
from tests.races.clients import enrolment, fire, race
from tests.server_template import ServerTemplate

pytestmark = pytest.mark.evidence
ROUNDS = size(8, 100)
CONTROL_ROUNDS = size(5, 50)
CLIENTS = 50
WON, REFUSED, BUSY = 302, 409, 503


@pytest.fixture(scope="module")
def sessions(crowded: LiveServer) -> list[str]:
    return crowded.call("tests.races.seed", "make_people", number=CLIENTS)


def test_the_last_place_is_sold_exactly_once(
    crowded: LiveServer, sessions: list[str], record: Callable[..., None]
) -> None:
    rounds = [race(crowded, sessions) for _ in range(ROUNDS)]

    statuses = sum((one.statuses for one in rounds), Counter())
    busy = statuses.pop(BUSY, 0)
    record("last-place", busy=busy, rounds=ROUNDS, clients=CLIENTS, statuses=dict(statuses))
    assert [one for one in rounds if one.is_oversold] == []
    assert [one for one in rounds if one.is_undersold] == []
    assert {one.taken for one in rounds} == {1}
    assert statuses == {WON: ROUNDS, REFUSED: ROUNDS * (CLIENTS - 1)}
    assert busy <= ROUNDS * CLIENTS / 4  # on a machine with other work to do; none at rest


def test_five_places_are_sold_exactly_five_times(crowded: LiveServer, sessions: list[str]) -> None:
    rounds = [race(crowded, sessions, capacity=5) for _ in range(ROUNDS // 4)]

    assert {(one.taken, one.holding) for one in rounds} == {(5, 5)}
    assert {one.statuses[WON] for one in rounds} == {5}


def test_five_clicks_on_one_button_make_one_enrolment(
    crowded: LiveServer, sessions: list[str]
) -> None:
    ref = crowded.call("tests.races.seed", "make_event", capacity=10)
    key = "5f0c4c8e-3f6e-4a40-9c5b-0d6a4b8f7a11"

    statuses = fire(crowded, [enrolment(sessions[0], ref, key) for _ in range(5)])

    assert statuses == [WON] * 5
    assert crowded.call("tests.races.seed", "places", ref=ref)["holding"] == 1


@pytest.mark.postgres
def test_control_without_its_guards_the_last_place_is_sold_again_and_again(
    server_template: ServerTemplate, record: Callable[..., None]
) -> None:
    control = "tests.races.control_wsgi"
    with LiveServer(server_template, workers=4, threads=8, jobs=0, wsgi=control) as server:
        server.call("tests.races.seed", "drop_check_constraint")
        sessions = server.call("tests.races.seed", "make_people", number=CLIENTS)
        rounds = [race(server, sessions) for _ in range(CONTROL_ROUNDS)]

    oversold = sum(one.is_oversold for one in rounds)
    statuses = sum((one.statuses for one in rounds), Counter())
    record("last-place-control", rounds=CONTROL_ROUNDS, oversold=oversold, statuses=dict(statuses))
    assert oversold >= (0.9 if IS_FULL else 0.8) * CONTROL_ROUNDS  # of five rounds, four


@pytest.mark.sqlite
def test_control_with_deferred_transactions_the_database_is_locked(
    server_template: ServerTemplate, record: Callable[..., None]
) -> None:
    control = "tests.races.control_wsgi"
    with LiveServer(server_template, workers=4, threads=8, jobs=0, wsgi=control) as server:
        sessions = server.call("tests.races.seed", "make_people", number=CLIENTS)
        rounds = [race(server, sessions) for _ in range(CONTROL_ROUNDS)]
        logs = server.logs()

    statuses = sum((one.statuses for one in rounds), Counter())
    record("last-place-control", rounds=CONTROL_ROUNDS, statuses=dict(statuses))
    assert statuses[BUSY] + statuses[500] > 0, logs
