"""The house that journeys and races run in is a real one, at a fixed time, and theirs alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.fixed_clock import NOW
from tests.server import House
from tests.template import Template

NEXT_SPRING = datetime(2027, 3, 28, 12, 0, tzinfo=UTC)


def the_time(house: House) -> datetime:
    """What the house's own code says the time is."""
    return datetime.fromisoformat(house.call("core.clock", "now"))


def test_a_house_is_ready_and_runs_on_the_fixed_day(house: House) -> None:
    assert house.status("/readyz") == 200
    assert NOW <= the_time(house) < NOW + timedelta(minutes=30)
    assert house.call("core.clock", "database_now") > str(NOW)


def test_the_clock_can_be_moved_for_everyone(house: House) -> None:
    house.move_clock(NEXT_SPRING)

    assert house.call("core.clock", "today") == "2027-03-28"

    house.move_clock(NOW)


def test_a_worker_can_be_killed_and_another_started(house: House) -> None:
    killed = house.jobs[0]

    house.kill(killed)
    started = house.start_worker()

    assert killed.returncode == -9
    assert started.poll() is None
    assert house.status("/readyz") == 200


def test_everyone_of_the_demonstration_is_there(house: House) -> None:
    booker = house.account("booker", "Foundry")

    assert booker["email"] == "booker@foundryrise.example"
    assert house.account("coordinator")["totp_secret"]


def test_a_failing_call_says_why(house: House) -> None:
    with pytest.raises(RuntimeError, match="no attribute 'tomorrow'"):
        house.call("core.clock", "tomorrow")


def test_two_houses_share_nothing(house: House, house_template: Template) -> None:
    with House(house_template, workers=1, threads=1, jobs=0) as other:
        assert other.database_url != house.database_url
        assert other.folder != house.folder
        assert other.status("/healthz") == 200
    assert not other.folder.exists()
