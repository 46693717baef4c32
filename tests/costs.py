"""What the tests cost, room by room: `make slowest`, or pytest with --costs.

Seconds of the clock say how long one waits; seconds of the processor, those of programs that a test
started among them, say the same on a machine that has other work. PostgreSQL's own are not seen.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
ROOMS = (
    *("rules", "models", "queries", "presenters", "emails", "forms", "actions", "views"),
    *("journeys", "races"),
)
LISTED = 30


@dataclass
class Cost:
    """Seconds that went by and seconds that processors worked."""

    elapsed: float = 0.0
    worked: float = 0.0


@dataclass
class RoomCost(Cost):
    """The same for all tests of a room."""

    number: int = 0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--costs", action="store_true", help="list what each room's tests cost, and the dearest"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--costs"):
        config.pluginmanager.register(CostReport(), "costs")


class CostReport:
    """Measures tests with their fixtures: what is shared is paid by the test that asks first."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Time one test from setup to teardown."""
        began, worked = time.perf_counter(), work_done()
        result = yield
        self.costs[item.nodeid] = Cost(time.perf_counter() - began, work_done() - worked)
        return result

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Two lists: rooms, and the tests that worked longest."""
        terminalreporter.section("costs")
        terminalreporter.line(
            f"{'room':<12}{'tests':>7}{'elapsed s':>11}{'work s':>9}{'ms each':>9}"
        )
        rooms = self.by_room()
        for name, room in sorted(rooms.items(), key=lambda pair: -pair[1].worked):
            terminalreporter.line(
                f"{name:<12}{room.number:>7}{room.elapsed:>11.1f}{room.worked:>9.1f}"
                f"{room.worked / room.number * 1000:>9.0f}"
            )
        dearest = sorted(self.costs.items(), key=lambda pair: -pair[1].worked)
        for nodeid, cost in dearest[:LISTED]:
            terminalreporter.line(f"{cost.elapsed:7.2f} s {cost.worked:7.2f} s work  {nodeid}")

    def by_room(self) -> dict[str, RoomCost]:
        """What each room's tests cost together."""
        rooms: dict[str, RoomCost] = defaultdict(RoomCost)
        for nodeid, cost in self.costs.items():
            room = rooms[room_of(nodeid)]
            room.number += 1
            room.elapsed += cost.elapsed
            room.worked += cost.worked
        return rooms


def room_of(nodeid: str) -> str:
    """The room a test is about, or its app for what stands at an app's root."""
    parts = nodeid.split("::", maxsplit=1)[0].split("/")[1:]
    named = [part.removeprefix("test_").removesuffix(".py") for part in parts]
    return next((part for part in reversed(named) if part in ROOMS), named[0])


def work_done() -> float:
    """Seconds of processor time of this program and of those it started that have ended."""
    return sum(os.times()[:4])
