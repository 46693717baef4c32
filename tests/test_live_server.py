"""The server that journeys and races run in is a real one, at a fixed time, and theirs alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.fixed_clock import NOW
from tests.live_server import LiveServer
from tests.server_template import ServerTemplate

NEXT_SPRING = datetime(2027, 3, 28, 12, 0, tzinfo=UTC)


def the_time(server: LiveServer) -> datetime:
    """What the server's own code says the time is."""
    return datetime.fromisoformat(server.call("core.clock", "now"))


def test_a_live_server_is_ready_and_runs_on_the_fixed_day(server: LiveServer) -> None:
    assert server.status("/readyz") == 200
    assert NOW <= the_time(server) < NOW + timedelta(minutes=30)
    assert server.call("core.clock", "database_now") > str(NOW)


def test_the_clock_can_be_moved_for_everyone(server: LiveServer) -> None:
    server.move_clock(NEXT_SPRING)

    assert server.call("core.clock", "today") == "2027-03-28"

    server.move_clock(NOW)


def test_a_worker_can_be_killed_and_another_started(server: LiveServer) -> None:
    killed = server.jobs[0]

    server.kill(killed)
    started = server.start_worker()

    assert killed.returncode == -9
    assert started.poll() is None
    assert server.status("/readyz") == 200


def test_everyone_of_the_demonstration_is_there(server: LiveServer) -> None:
    booker = server.account("booker", "Foundry")

    assert booker["email"] == "booker@foundryrise.example"
    assert server.account("coordinator")["totp_secret"]


def test_a_failing_call_says_why(server: LiveServer) -> None:
    with pytest.raises(RuntimeError, match="no attribute 'tomorrow'"):
        server.call("core.clock", "tomorrow")


def test_two_live_servers_share_nothing(
    server: LiveServer, server_template: ServerTemplate
) -> None:
    with LiveServer(server_template, workers=1, threads=1, jobs=0) as other:
        assert other.database_url != server.database_url
        assert other.folder != server.folder
        assert other.status("/healthz") == 200
    assert not other.folder.exists()
