"""Rows that an action leaves by the way, its mails and its log: those of many people together."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

PER_STATEMENT = 250  # rows: PostgreSQL takes 65,535 values in one statement
_pending: ContextVar[list[models.Model] | None] = ContextVar("pending_rows", default=None)


@contextmanager
def inserted_together() -> Iterator[None]:
    """What is put within is inserted at the end, by one statement for some hundred rows.

    For what tells all people of a date: with a statement for each, the date would stay locked for
    seconds. No query finds a row before the end. It is still the same transaction: whatever ends
    that leaves nobody told of what has not happened, and nobody untold of what has.
    """
    if _pending.get() is not None:  # within another one, which inserts all of it
        yield
        return
    rows: list[models.Model] = []
    before = _pending.set(rows)
    try:
        yield
    finally:
        _pending.reset(before)
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for found in by_model.values():
        _insert(found)


def insert(row: models.Model) -> None:
    """Insert a row now, or with others when its action says so; one that is there stays as it is.

    The row is of use no more: whether it was inserted, and its number, nobody learns.
    """
    pending = _pending.get()
    if pending is None:
        _insert([row])
    else:
        pending.append(row)


def _insert(rows: list[models.Model]) -> None:
    # One statement: between a look and an INSERT another process may put the same.
    manager = type(rows[0])._default_manager
    manager.bulk_create(rows, batch_size=PER_STATEMENT, ignore_conflicts=True)
