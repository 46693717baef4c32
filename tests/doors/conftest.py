"""One world for all of these tests; whatever a visitor changes in it is undone at once."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from core import clock
from tests.cast import NOW
from tests.doors.asking import Asker, forget_attempts, undone
from tests.doors.world import World, make_world


@pytest.fixture(autouse=True)
def _django_db_helper() -> None:
    """The mark says that a database is needed; a transaction of each test's own is not."""


@pytest.fixture(scope="package")
def clock_stands_still() -> Iterator[None]:
    """It is the cast's moment wherever somebody asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(clock, "database_now", lambda: NOW)
        yield


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: Any, clock_stands_still: None
) -> Iterator[World]:
    """Seeded once, in a transaction that is never kept."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), undone():
        yield make_world()
    logging.disable(logging.NOTSET)
    cache.clear()  # nobody after us is to see this world's pages
    forget_attempts()


@pytest.fixture(scope="package")
def asker(world: World) -> Asker:
    """Everybody, signed in."""
    return Asker(world)
