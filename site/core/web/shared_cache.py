"""A cache of all processes: Redis where it is configured, and the database while that is away."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as AwayError
from redis.exceptions import TimeoutError as SlowError

logger = logging.getLogger(__name__)
AGAIN_SECONDS = 10  # until it is asked again: each page would wait for it otherwise
METHODS = (
    *("add", "get", "set", "touch", "delete", "has_key", "incr", "clear"),
    *("get_many", "set_many", "delete_many"),
)
_away_until = 0.0  # of this process, for all its threads


class RedisOrDatabase(RedisCache):
    """Counts of a guard go on in the database; those in Redis are not read meanwhile."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        table = options.pop("table")
        in_database = {"OPTIONS": {"MAX_ENTRIES": options.pop("MAX_ENTRIES")}}
        super().__init__(server, {**params, "OPTIONS": options})
        self.in_database = DatabaseCache(table, {**params, **in_database})


def _either(name: str) -> Callable[..., Any]:
    in_redis = getattr(RedisCache, name)

    def call(self: RedisOrDatabase, *args: Any, **kwargs: Any) -> Any:
        global _away_until  # noqa: PLW0603, what one thread has met spares the others
        if monotonic() >= _away_until:
            try:
                return in_redis(self, *args, **kwargs)
            except (AwayError, SlowError):
                logger.warning("Redis is away: its work is done in the database")
                _away_until = monotonic() + AGAIN_SECONDS
        return getattr(self.in_database, name)(*args, **kwargs)

    return call


for _name in METHODS:
    setattr(RedisOrDatabase, _name, _either(_name))
