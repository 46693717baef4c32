"""How often one visitor may try something: at most so many times in any span of seconds."""

import hashlib

from django.core.cache import caches

ATTEMPTS = "attempts"  # in settings.CACHES: apart from sign-in, whose limits nothing may push out


def within_limit(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Take one of the visitor's attempts; False when none is left.

    An attempt is a key of the cache that falls free by itself after `seconds`, so that no span of
    that length ever holds more than `most`. `add` is the one step of every cache that two
    processes cannot both win. Addresses are not stored, only their hash.
    """
    cache = caches[ATTEMPTS]
    mark = hashlib.sha256(f"{what}\x1f{who}".encode()).hexdigest()[:32]
    attempts = [f"attempt:{mark}:{number}" for number in range(most)]
    taken = cache.get_many(attempts)
    return any(cache.add(attempt, 1, seconds) for attempt in attempts if attempt not in taken)
