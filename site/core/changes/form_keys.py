"""One form key, one effect (rules 12 and 13)."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError

from core.changes.locks import transact
from core.errors import Refusal
from core.models import FormKey

# A small JSON value: a reference, a number, a list, a TypedDict of such. No names and no free
# text: it is kept for a week beside nobody's row.
R = TypeVar("R", bound=str | int | list[str] | Mapping[str, object])


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What came of a form, the same however often it is sent, and whether this was a repeat."""

    result: R
    repeated: bool

    @property
    def ref(self: "Outcome[str]") -> str:
        """The reference of the row it made or changed, which is what most forms come to."""
        return self.result


def fingerprint(*parts: object) -> str:
    """A hash of what was asked: method, path and answers."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def once(actor: str, key: UUID, asked: str, act: Callable[[], R]) -> Outcome[R]:
    """Run `act` unless this actor's key already did, in which case repeat its result.

    The key is written in the same transaction as the effect, so a crash keeps both or neither.
    It goes in first: a second click waits for the first one's commit and then finds its result.
    Refuses with stale_key when the key comes back with other answers; raises whatever `act` raises
    (then nothing is kept).
    """
    try:
        return _first(actor, key, asked, act)
    except _KeyTakenError:
        known: Outcome[R] | None = _known(actor, key, asked)
        if known is None:  # the other click was refused and rolled back between our two looks
            return _first(actor, key, asked, act)
        return known


class _KeyTakenError(Exception):
    """This key was used before, or by another request that committed first."""


@transact
def _first(actor: str, key: UUID, asked: str, act: Callable[[], R]) -> Outcome[R]:
    try:  # without a savepoint: nothing came before it that a failure could undo
        row = FormKey.objects.create(actor=actor, key=key, fingerprint=asked)
    except IntegrityError as error:
        raise _KeyTakenError from error
    # As a repeat will read it: what JSON would change must differ at the first click already.
    row.result = json.loads(json.dumps(act()))
    row.save(update_fields=["result"])
    return Outcome(cast(R, row.result), repeated=False)


def _known(actor: str, key: UUID, asked: str) -> Outcome[R] | None:
    row = FormKey.objects.filter(actor=actor, key=key).first()
    if row is None:
        return None
    if row.fingerprint != asked:
        raise Refusal(
            "This form was already sent with other answers. Open it again to send it once more.",
            code="stale_key",
        )
    return Outcome(cast(R, row.result), repeated=True)
