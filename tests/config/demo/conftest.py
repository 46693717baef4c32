"""The whole demonstration, loaded once for the tests of a file that only read it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from config.demo.load import load
from config.demo.world import World

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The demonstration as on Wednesday 11 November 2026; gone after the file's last test."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield load(NOW)
        transaction.set_rollback(True)
