"""A visitor has so many tries, and no more, whatever the cache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from core.web.rate_limits import within_limit


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


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
    cache.clear()  # as when their time is over
    assert attempts("192.0.2.7", 1) == [True]


def test_an_attempt_lost_to_another_process_is_not_taken_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempts("192.0.2.7", 3)
    monkeypatch.setattr(cache, "get_many", lambda keys: {})  # read before the others' attempts
    assert attempts("192.0.2.7", 1) == [False]


def test_addresses_are_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stored: list[str] = []
    monkeypatch.setattr(cache, "add", lambda key, *_: stored.append(key) or True)
    attempts("192.0.2.7", 1)
    assert stored
    assert "192.0.2.7" not in stored[0]
