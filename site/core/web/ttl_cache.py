"""Values read again every few seconds in each process: nothing has to announce a change."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

SECONDS = 5  # with the seconds of kept pages, a change shows within ten
MOST = 500


class Kept(Generic[K, V]):
    """What was read under each key, for SECONDS. Two threads may read at once; both are right."""

    everything: list["Kept[object, object]"] = []

    def __init__(self) -> None:
        self.held: dict[K, tuple[float, V]] = {}
        Kept.everything.append(self)  # type: ignore[arg-type]

    def get(self, key: K, read: Callable[[], V]) -> V:
        """The value, read now unless it was read a moment ago."""
        begun = monotonic()
        found = self.held.get(key)
        if found is not None and begun - found[0] < SECONDS:
            return found[1]
        value = read()
        if len(self.held) >= MOST:
            self.held.clear()
        self.held[key] = (begun, value)
        return value


def forget() -> None:
    """Read everything again at the next request: for tests, whose rows come and go."""
    for kept in Kept.everything:
        kept.held.clear()
