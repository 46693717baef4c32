"""One form key, one effect (rules 12 and 13)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError

from core.changes.locks import transact
from core.errors import StaleKeyError
from core.models import IdempotencyKey


@dataclass(frozen=True)
class Outcome:
    """What came of a form: the reference of the row it made, and whether this was a repeat."""

    ref: str
    repeated: bool


def fingerprint(*parts: object) -> str:
    """A hash of what was asked: method, path and answers."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def once(actor: str, key: UUID, asked: str, act: Callable[[], str]) -> Outcome:
    """Run `act` unless this actor's key already did, in which case repeat its result.

    The key is written in the same transaction as the effect, so a crash keeps both or neither.
    It goes in first: a second click waits for the first one's commit and then finds its result.
    `act` returns the reference to send the visitor to. Raises StaleKeyError when the key
    comes back with other answers, and whatever `act` raises (then nothing is kept).
    """
    try:
        return _first(actor, key, asked, act)
    except _KeyTakenError:
        known = _known(actor, key, asked)
        if known is None:  # the other click was refused and rolled back between our two looks
            return _first(actor, key, asked, act)
        return known


class _KeyTakenError(Exception):
    """This key was used before, or by another request that committed first."""


@transact
def _first(actor: str, key: UUID, asked: str, act: Callable[[], str]) -> Outcome:
    try:  # without a savepoint: nothing came before it that a failure could undo
        row = IdempotencyKey.objects.create(actor=actor, key=key, fingerprint=asked)
    except IntegrityError as error:
        raise _KeyTakenError from error
    row.result = act()
    row.save(update_fields=["result"])
    return Outcome(ref=row.result, repeated=False)


def _known(actor: str, key: UUID, asked: str) -> Outcome | None:
    row = IdempotencyKey.objects.filter(actor=actor, key=key).first()
    if row is None:
        return None
    if row.fingerprint != asked:
        raise StaleKeyError
    return Outcome(ref=row.result, repeated=True)
