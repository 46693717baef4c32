"""Values that are read again every few seconds."""

from types import SimpleNamespace

import pytest
from django.core.cache.backends import base, locmem

from core.web.ttl_cache import SECONDS, TtlCache, forget


def test_a_value_is_read_again_when_its_seconds_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    held: TtlCache[int] = TtlCache("held")
    moment, reads = 1000.0, iter(range(10))
    for module in (base, locmem):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: moment))

    found = [held.get("a", lambda: next(reads)) for _ in range(3)]
    moment += SECONDS - 0.1
    found.append(held.get("a", lambda: next(reads)))
    moment += 0.2
    found.append(held.get("a", lambda: next(reads)))

    assert (found, held.get("b", lambda: next(reads))) == ([0, 0, 0, 0, 1], 2)


def test_two_of_different_names_share_nothing() -> None:
    menus, sites = TtlCache[int]("menus"), TtlCache[int]("sites")

    assert [menus.get(1, lambda: 1), sites.get(1, lambda: 2), menus.get(1, lambda: 3)] == [1, 2, 1]


def test_nothing_is_a_value_too() -> None:
    held: TtlCache[None] = TtlCache("held")
    held.get("a", lambda: None)

    assert held.get("a", lambda: 1 // 0) is None  # type: ignore[arg-type, return-value]


def test_nothing_is_kept_when_reading_fails() -> None:
    held: TtlCache[int] = TtlCache("held")

    with pytest.raises(ZeroDivisionError):
        held.get("a", lambda: 1 // 0)

    assert held.get("a", lambda: 1) == 1


def test_all_is_read_again_once_forgotten() -> None:
    held: TtlCache[int] = TtlCache("held")
    held.get("a", lambda: 1)

    forget()

    assert held.get("a", lambda: 2) == 2
