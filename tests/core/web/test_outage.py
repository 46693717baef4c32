"""The database is away: a page that says so, and what was kept goes on being shown."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache.backends.base import BaseCache
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError
from django.test import Client

from accounts.models import User
from core.web.outage import is_outage
from training.events.models import Event

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 11, 11, 10, tzinfo=UTC)


class DriverError(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def failed(kind: type[DatabaseError], words: str, sqlstate: str | None = None) -> DatabaseError:
    error = kind(words)
    error.__cause__ = DriverError(sqlstate)
    return error


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call it, and no statement is answered any more."""

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("connection refused")

    return lambda: monkeypatch.setattr(
        "django.db.models.sql.compiler.SQLCompiler.execute_sql", refuse
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (failed(OperationalError, "connection refused"), True),
        (failed(OperationalError, "the database system is shutting down", "57P01"), True),
        (failed(OperationalError, "too many clients", "53300"), True),
        (failed(InterfaceError, "connection already closed"), True),
        (failed(OperationalError, "unable to open database file"), True),
        (failed(OperationalError, "no such table: core_message"), False),
        (failed(OperationalError, "canceling statement", "57014"), False),
        (failed(ProgrammingError, "syntax error", "42601"), False),
        (ValueError("nothing of a database's"), False),
    ],
)
def test_an_outage_is_told_from_a_fault(error: Exception, expected: bool) -> None:
    assert is_outage(error) == expected


@pytest.mark.parametrize(
    "path", ["/", "/dates/", "/my/", "/team/", "/accounts/login/", "/verify/x/"]
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_every_page_says_so_and_when_to_come_back(
    visitor: Client, coordinator: User, away: Any, path: str, signed_in: bool
) -> None:
    if signed_in:
        visitor.force_login(coordinator)
    away()

    page = visitor.get(path)

    if page.status_code != 302:  # to sign-in: that asks no database
        assert page.status_code == 503
        assert page["Retry-After"] == "30"
        assert "Our records cannot be reached" in page.text


def test_a_fault_of_ours_is_no_outage(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: object) -> None:
        raise ValueError

    monkeypatch.setattr("core.jobs.health.readiness", broken)

    assert visitor.get("/readyz").status_code == 500


def test_what_was_kept_goes_on_being_shown(
    visitor: Client, open_event: Event, away: Any, cached_pages: BaseCache
) -> None:
    with time_machine.travel(BEGUN, tick=False) as clock:
        before = visitor.get("/dates/").content
        away()

        clock.shift(timedelta(minutes=30))
        kept, other = visitor.get("/dates/"), visitor.get(f"/dates/{open_event.ref}/")

        assert (kept.status_code, kept.content) == (200, before)
        assert other.status_code == 503
        clock.shift(timedelta(hours=1))
        assert visitor.get("/dates/").status_code == 503, "what is too old is no help"
