"""What every test may ask for. Which engine a run is on is decided by DATABASE_URL alone."""

import gc
import os
from datetime import timedelta
from math import inf

import pytest

from accounts.models import User
from core import clock
from core.web import ttl_cache
from tests.postgres import engine
from tests.sign_in import StaffClient

pytest_plugins = [
    "tests.browser",
    "tests.cached_pages",
    "tests.cast",
    "tests.client_handler",
    "tests.costs",
    "tests.evidence",
    "tests.frozen_clock",
    "tests.migrated_database",
    "tests.live_server",
    "tests.table_deletion",
    "tests.attended",
]

# Hypothesis keeps its examples where everything else that a run makes is kept.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", "var/cache/hypothesis")


# What asks for one of these has a database, its own or a live server's.
DATABASE_FIXTURES = {"db", "transactional_db", "migrated"}
ENGINE_MARKS = ("once", "either", "postgres", "sqlite")


@pytest.hookimpl(tryfirst=True)  # before -m chooses by these marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say of each test which engine it needs, where its own file does not."""
    for item in items:
        if not any(map(item.get_closest_marker, ENGINE_MARKS)) and asks_no_database(item):
            item.add_marker("once")
        skip_on_other_engine(item)


def asks_no_database(item: pytest.Item) -> bool:
    """Whether a test has no database, its own or a live server's."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return not item.get_closest_marker("django_db") and DATABASE_FIXTURES.isdisjoint(fixtures)


def skip_on_other_engine(item: pytest.Item) -> None:
    """Skip, with a reason that shows, what is about the other engine."""
    other = "sqlite" if engine() == "postgresql" else "postgres"
    reasons = {
        "postgres": "needs PostgreSQL: `make test` runs it too when PostgreSQL is installed",
        "sqlite": "is about SQLite, and this run is on PostgreSQL",
    }
    if item.get_closest_marker(other):
        item.add_marker(pytest.mark.skip(reason=reasons[other]))


def pytest_collection_finish() -> None:
    """What is loaded by now stays, so nobody looks again and again whether it is litter."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def client() -> StaffClient:
    """Signs people in, by force_login(), as a whole sign-in does: second factor included."""
    return StaffClient()


@pytest.fixture
def office(client: StaffClient, coordinator: User) -> StaffClient:
    """The browser of somebody in the office."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def signed_in(client: StaffClient, learner: User) -> StaffClient:
    """The browser of a professional."""
    client.force_login(learner)
    return client


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Menus and the like stay for seconds in a process; no test sees those of another's."""
    ttl_cache.forget()


@pytest.fixture(autouse=True)
def clocks_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far the clocks are apart is kept for half a minute: none, for a test that stops one."""
    monkeypatch.setattr(clock, "_skew", [inf, timedelta()])
