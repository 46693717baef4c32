"""The whole demonstration, loaded once for the tests of a file that only read it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import pytest
from django.db import connections, transaction
from wagtail.models import Collection

from config.demo.load import load
from config.demo.world import World

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The demonstration as on Wednesday 11 November 2026; gone after the file's last test.

    Its tests must be marked django_db: each then runs in a savepoint of this transaction, for
    which the connection has to stay open between them.
    """
    connection = connections["default"]
    with django_db_blocker.unblock(), transaction.atomic():
        with mock.patch.object(connection, "close"):
            if Collection.get_first_root_node() is None:  # a migration of Wagtail's makes it
                Collection.add_root(name="Root")
            yield load(NOW)
        transaction.set_rollback(True)
