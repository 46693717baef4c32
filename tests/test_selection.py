"""Which engine a test needs, whose middleware its client has, and to which room it counts."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import asks_no_database
from tests.costs import room_of


def test_what_asks_no_database_runs_once(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("once")


def test_what_asks_for_rows_runs_on_both(request: pytest.FixtureRequest, db: None) -> None:
    assert not asks_no_database(request.node)


def test_a_live_server_runs_on_both(request: pytest.FixtureRequest, migrated: str) -> None:
    assert not asks_no_database(request.node)


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("tests/training/enrolments/views/test_move.py::test_it", "views"),
        ("tests/core/mail/test_outbox.py::test_it[a/b]", "core"),
        ("tests/races/test_rush.py::test_it", "races"),
        ("tests/test_docs.py::test_it", "docs"),
    ],
)
def test_a_test_is_counted_under_its_room(path: str, room: str) -> None:
    assert room_of(path) == room


def test_clients_share_their_middleware_until_settings_change(db: None, settings: Any) -> None:
    first, second, third = Client(), Client(), Client()
    first.get("/healthz")
    second.get("/healthz")
    settings.SECURE_HSTS_SECONDS = 60
    third.get("/healthz")

    assert first.handler._middleware_chain is second.handler._middleware_chain
    assert first.handler._middleware_chain is not third.handler._middleware_chain
