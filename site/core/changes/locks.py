"""Lock, read again, decide, write: one transaction, one call of lock_resources().

The order is the same everywhere, so that no two transactions wait for each other: each model
that may be locked carries `lock_rank` (plan 10, booking 20, course 25, event 30, session 40,
facilitator 50, organisation 55, venue 57, person 60, enrolment 70, assignment 72, register 74,
certificate 80, message 90). What it names in `lock_with` is read along, not locked.

What decides is read behind the lock, and so is which rows there are to lock: a reading before it
is of a moment that has passed. Rows that only other locked rows can tell are named by `then`.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, models, transaction

from core import clock
from core.changes import waiting
from core.errors import BusyError, Refusal

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

PG_BUSY = frozenset({"55P03", "40P01", "40001"})  # lock timeout, deadlock, serialisation
_held: ContextVar["Held | None"] = ContextVar("held", default=None)
_asked: ContextVar[list[waiting.Key] | None] = ContextVar("asked", default=None)
_in_action: ContextVar[bool] = ContextVar("in_action", default=False)


@dataclass(frozen=True)
class Held:
    """Rows as they are now that nobody else can change them."""

    rows: dict[tuple[str, Any], models.Model] = field(default_factory=dict)

    @functools.cached_property
    def now(self) -> datetime:
        """The database's time when first asked for, the rows being locked; the same from then."""
        return clock.database_now()

    def __getitem__(self, row: M) -> M:
        """The locked, freshly read row that stands for the one passed in."""
        return cast(M, self.rows[(row._meta.label_lower, row.pk)])


def transact(act: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction, once more after a lock timeout or a deadlock.

    It waits five seconds in all, and only a few in a process wait longer than one.

    Inside another transaction it joins that one, without a savepoint: a refusal undoes all.
    Raises BusyError when the second try meets the same.
    """

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _in_action.get():
            return act(*args, **kwargs)
        asked: list[waiting.Key] = []
        try:
            return _once(act, args, kwargs, asked)
        except OperationalError as error:
            if not is_busy(error):
                raise
        try:
            with waiting.place_in_line(asked):
                return _once(act, args, kwargs, None)
        except OperationalError as error:
            if is_busy(error):
                raise BusyError from error
            raise

    return run


def _once(
    act: Callable[..., R],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    asked: list[waiting.Key] | None,
) -> R:
    """One try; the rows it asks for are noted in `asked`, which the second try has not."""
    # durable: raises within a transaction somebody else began, whose locks we know nothing of.
    with _one_lock_call(asked), transaction.atomic(durable=True):
        if asked is None:
            waiting.wait_longer()
        return act(*args, **kwargs)


@contextmanager
def _one_lock_call(asked: list[waiting.Key] | None) -> Iterator[None]:
    inside = _in_action.set(True)
    held = _held.set(None)
    noted = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(noted)
        _held.reset(held)
        _in_action.reset(inside)


def is_busy(error: OperationalError) -> bool:
    """Whether the database only says that others hold the rows."""
    # Django's error has no code: the driver's own has, and SQLite's has words.
    state = getattr(error.__cause__, "sqlstate", None)
    return state in PG_BUSY or "database is locked" in str(error)


def lock_resources(
    *rows: models.Model, then: Callable[[Held], Iterable[models.Model]] | None = None
) -> Held:
    """Lock rows in the house's one order and read them again.

    `then` is asked once they are held, and answers with more to lock that depend on them: the
    places of a date, who delivers it. They rank behind the rows that decide which they are.
    Must be called inside @transact, and only once in it: a second call could deadlock.
    On SQLite the transaction itself (IMMEDIATE) holds the whole database.
    Raises RuntimeError when called twice or outside; ObjectDoesNotExist for a vanished row;
    refuses with changed_meanwhile when a row now belongs to another than the one locked with it.
    """
    if not _in_action.get():
        raise RuntimeError("lock_resources() belongs inside @transact.")
    if _held.get() is not None:
        raise RuntimeError("lock_resources() was already called in this transaction.")
    held = Held()
    _held.set(held)
    last = _lock(rows, held, after=0)
    if then is not None:
        more = tuple(then(held))
        _lock(more, held, after=last)
        rows += more
    for row in rows:
        _refuse_other_owner(row, held)
    return held


def _lock(rows: tuple[models.Model, ...], held: Held, *, after: int) -> int:
    """Lock rows that rank behind what is held already; the rank of the last of them."""
    _note(rows)
    for label, model, keys in _in_order(rows):
        rank: int = model.lock_rank  # type: ignore[attr-defined]
        if rank <= after:
            raise RuntimeError(f"{label} is locked before what `then` may depend on.")
        # By key within a model too: two actions with the same rows take them in one order.
        query = model._default_manager.order_by("pk").filter(pk__in=keys)
        if beside := getattr(model, "lock_with", ()):
            query = query.select_related(*beside)
        # of self: PostgreSQL refuses to lock what an outer join reads along.
        for row in query.select_for_update(of=("self",)):
            held.rows[(label, row.pk)] = row
        missing = keys - {pk for name, pk in held.rows if name == label}
        if missing:
            raise ObjectDoesNotExist(f"{label} vanished before it could be locked.")
    return max((row.lock_rank for row in rows), default=after)  # type: ignore[attr-defined]


def _note(rows: tuple[models.Model, ...]) -> None:
    """Note what is asked for, at the first try; refuse what others here wait for already."""
    asked = _asked.get()
    if asked is None:
        return
    keys = [(row._meta.label_lower, row.pk) for row in rows]
    waiting.refuse_contended(keys)
    asked.extend(keys)


def _refuse_other_owner(row: models.Model, held: Held) -> None:
    """Refuse when a row was given to another before the lock: the wrong one is locked with it.

    So a place whose person has just been merged into another account is never changed for the
    account that is no more.
    """
    fresh = held[row]
    for link in row._meta.concrete_fields:
        key, model = row.__dict__.get(link.attname), link.related_model
        if key is None or not isinstance(model, type):
            continue
        is_locked = (model._meta.label_lower, key) in held.rows
        if is_locked and getattr(fresh, link.attname) != key:
            raise Refusal(
                "This has changed in the meantime, so nothing was done. Look at it again.",
                code="changed_meanwhile",
            )


def _in_order(
    rows: tuple[models.Model, ...],
) -> list[tuple[str, type[models.Model], set[Any]]]:
    groups: dict[str, tuple[type[models.Model], set[Any]]] = {}
    for row in rows:
        label = row._meta.label_lower
        groups.setdefault(label, (row._meta.model, set()))[1].add(row.pk)
    # A model without a rank is not to be locked: AttributeError.
    ranked = sorted(groups, key=lambda label: groups[label][0].lock_rank)  # type: ignore[attr-defined]
    return [(label, *groups[label]) for label in ranked]
