"""A visitor has so many tries, and no more, whatever the cache."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from config.settings.base import CACHES
from core import clock
from core.jobs.worker import clean_up
from core.web.rate_limits import within_limit


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    caches["attempts"].clear()
    yield
    caches["attempts"].clear()


def attempts(who: str, number: int, what: str = "verify") -> list[bool]:
    return [within_limit(what, who, most=3, seconds=60) for _ in range(number)]


def test_attempts_run_out() -> None:
    assert attempts("192.0.2.7", 5) == [True, True, True, False, False]


def test_everyone_has_their_own_attempts_at_each_thing() -> None:
    attempts("192.0.2.7", 3)
    assert attempts("192.0.2.8", 1) == [True]
    assert attempts("192.0.2.7", 1, what="search") == [True]


def test_an_attempt_falls_free_by_itself() -> None:
    attempts("192.0.2.7", 3)
    caches["attempts"].clear()  # as when their time is over
    assert attempts("192.0.2.7", 1) == [True]


def test_an_attempt_lost_to_another_process_is_not_taken_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempts("192.0.2.7", 3)
    monkeypatch.setattr(
        caches["attempts"], "get_many", lambda keys: {}
    )  # read before the others' attempts
    assert attempts("192.0.2.7", 1) == [False]


def test_addresses_are_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stored: list[str] = []
    monkeypatch.setattr(caches["attempts"], "add", lambda key, *_: stored.append(key) or True)
    attempts("192.0.2.7", 1)
    assert stored
    assert "192.0.2.7" not in stored[0]


@pytest.fixture
def real_caches(db: None, settings: Any) -> None:
    """Those of the product, in the database."""
    settings.CACHES = CACHES
    call_command("createcachetable", verbosity=0)


def entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM core_attempts")
        return int(cursor.fetchone()[0])


def test_no_flood_washes_a_limit_away(real_caches: None) -> None:
    """Django keeps 300 entries unless told, and drops those whose keys come first."""
    caches["default"].add("allauth:rl:login_failed", [1], 300)
    caches["default"].add("second-factor-used:1:123456", 1, 90)
    attempts("192.0.2.7", 3)

    for number in range(350):
        within_limit("verify", f"visitor {number}", most=3, seconds=60)
        caches["default"].set(f"~{number}", 1, 60)

    assert attempts("192.0.2.7", 1) == [False]
    assert caches["default"].get("allauth:rl:login_failed") == [1]
    assert caches["default"].get("second-factor-used:1:123456") == 1


def test_what_has_run_out_is_dropped_by_the_worker(real_caches: None) -> None:
    attempts("192.0.2.7", 3)

    clean_up(clock.now() + timedelta(seconds=59))
    assert entries() == 3

    clean_up(clock.now() + timedelta(seconds=61))
    assert entries() == 0
