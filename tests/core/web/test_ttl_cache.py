"""Values that are read again every few seconds."""

import pytest

from core.web import ttl_cache
from core.web.ttl_cache import Kept


def test_a_value_is_read_again_when_its_seconds_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    held: Kept[str, int] = Kept()
    moment, reads = 1000.0, iter(range(10))
    monkeypatch.setattr(ttl_cache, "monotonic", lambda: moment)

    found = [held.get("a", lambda: next(reads)) for _ in range(3)]
    moment = 1004.9
    found.append(held.get("a", lambda: next(reads)))
    moment = 1005.0
    found.append(held.get("a", lambda: next(reads)))
    other = held.get("b", lambda: next(reads))

    assert (found, other) == ([0, 0, 0, 0, 1], 2)


def test_it_never_holds_more_than_its_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ttl_cache, "MOST", 3)
    held: Kept[int, int] = Kept()

    for number in range(10):
        held.get(number, lambda: 0)

    assert len(held.held) <= 3


def test_nothing_is_kept_when_reading_fails() -> None:
    held: Kept[str, int] = Kept()

    with pytest.raises(ZeroDivisionError):
        held.get("a", lambda: 1 // 0)

    assert held.get("a", lambda: 1) == 1
