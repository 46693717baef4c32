"""How often one visitor may try something: at most so many times in any span of seconds."""

import hashlib

from django.core.cache import cache


def within_limit(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Take one of the visitor's turns; False when none is left.

    A turn is a place in the cache that falls free by itself after `seconds`, so that no span of
    that length ever holds more than `most`. `add` is the one step of every cache that two
    processes cannot both win. Addresses are not kept, only their hash.
    """
    mark = hashlib.sha256(f"{what}\x1f{who}".encode()).hexdigest()[:32]
    turns = [f"turn:{mark}:{number}" for number in range(most)]
    taken = cache.get_many(turns)
    return any(cache.add(turn, 1, seconds) for turn in turns if turn not in taken)
