"""References made from words instead of chance, so that a second run finds what the first made."""

import hashlib
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from core.dates import academic_year
from core.public_ids import ALPHABET, PRINTED


def letters_of(key: str, alphabet: str, length: int) -> str:
    """As many letters as wanted, the same for the same key."""
    number = int.from_bytes(hashlib.sha256(f"upstander/{key}".encode()).digest())
    found = []
    for _ in range(length):
        number, index = divmod(number, len(alphabet))
        found.append(alphabet[index])
    return "".join(found)


def ref_of(*parts: object) -> str:
    """A public reference, as core.public_ids.new_ref makes them."""
    return letters_of("/".join(map(str, parts)), ALPHABET, 12)


def reference_of(day: date, *parts: object) -> str:
    """A booking's reference, as bookings make them."""
    year = academic_year(day)
    tail = letters_of("/".join(map(str, parts)), PRINTED, 6)
    return f"VRP-{year[2:4]}{year[5:7]}-{tail}"


def uuid_of(*parts: object) -> UUID:
    """A mark's identifier."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, ("upstander", *parts))))
