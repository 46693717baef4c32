"""Values read again every few seconds in each process: nothing has to announce a change."""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from django.core.cache import caches

V = TypeVar("V")

SECONDS = 5  # with the seconds of kept pages, a change shows within ten
ALIAS = "moments"


class TtlCache(Generic[V]):
    """What was read under each key, for some seconds, in Django's cache in memory.

    Only for what costs more to read than to unpickle (some 20 microseconds) at nearly every page.
    """

    def __init__(self, name: str, seconds: int = SECONDS) -> None:
        """More seconds only for what nobody waits to see."""
        self.name, self.seconds = name, seconds

    def get(self, key: str | int, read: Callable[[], V]) -> V:
        """The value, read now unless it was read a moment ago."""
        return cast(V, caches[ALIAS].get_or_set(f"{self.name}:{key}", read, self.seconds))


def forget() -> None:
    """Read everything again at the next request: for tests, whose rows come and go."""
    caches[ALIAS].clear()
