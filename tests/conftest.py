"""What every test may ask for. Which engine a run is on is decided by DATABASE_URL alone."""

import os

import pytest

from core.web import ttl_cache
from tests.postgres import engine
from tests.sign_in import StaffClient

pytest_plugins = [
    "tests.browser",
    "tests.cached_pages",
    "tests.cast",
    "tests.emptying",
    "tests.evidence",
    "tests.frozen_clock",
    "tests.migrated",
    "tests.server",
    "tests.attended",
]

# Hypothesis keeps its examples where everything else that a run makes is kept.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", "var/cache/hypothesis")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with a reason that shows, what is about the other engine."""
    other = "sqlite" if engine() == "postgresql" else "postgres"
    reasons = {
        "postgres": "needs PostgreSQL: `make test` runs it too when PostgreSQL is installed",
        "sqlite": "is about SQLite, and this run is on PostgreSQL",
    }
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=reasons[other]))


@pytest.fixture
def client() -> StaffClient:
    """Signs people in, by force_login(), as a whole sign-in does: second factor included."""
    return StaffClient()


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Menus and the like are kept for seconds in a process; no test sees those of another's."""
    ttl_cache.forget()
