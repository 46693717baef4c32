"""Reads whose SQL is written once in a process.

Django writes the SQL of a queryset anew at every request. For a wide join that takes several times
as long as the database takes to answer it, and nothing has changed but what it asks for
(docs/decisions/015).
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Key = int | str | datetime

# The first of those that stand for keys of each type: none of them is ever asked for.
LAST_NUMBER, LAST_MOMENT = 2_147_483_629, datetime(9998, 12, 31, tzinfo=UTC)


class UnfitReadError(Exception):
    """A key does not reach the SQL as it is: of such a read no SQL can be kept."""


class PreparedRead(Generic[M]):
    """Rows by one key or several, and what is read with them.

    `build` is called once, with keys that stand for all others, and must depend on nothing else: no
    clock, no option. What comes back is a list: a queryset could be filtered further, and its SQL
    would stay the old one.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *kinds: type[Key]) -> None:
        self.build = build
        self.slots = [slot(kind, number) for number, kind in enumerate(kinds or (int,))]
        self._kept: tuple[QuerySet[M], SQLCompiler, str, tuple[Any, ...]] | None = None

    def rows(self, *keys: Key) -> list[M]:
        built, compiler, sql, params = self._kept = self._kept or self._prepare()
        connection = connections[built.db]  # of this thread
        given = {
            adapted(mark, connection): adapted(key, connection)
            for mark, key in zip(self.slots, keys, strict=True)
        }
        asking: Any = copy(compiler)
        asking.connection = connection
        asking.as_sql = lambda *_, **__: (sql, tuple(given.get(param, param) for param in params))
        asked: Any = built.all()
        asked.query.get_compiler = lambda *_, **__: asking
        return list(asked)

    def _prepare(self) -> tuple[QuerySet[M], SQLCompiler, str, tuple[Any, ...]]:
        built = self.build(*self.slots)
        compiler = built.query.get_compiler(built.db)
        sql, params = compiler.as_sql()
        if not {adapted(mark, connections[built.db]) for mark in self.slots} <= set(params):
            raise UnfitReadError(sql)
        return built, compiler, sql, tuple(params)


def slot(kind: type[Key], number: int) -> Key:
    if kind is datetime:
        return LAST_MOMENT - timedelta(days=number)
    return LAST_NUMBER - number if kind is int else f"key {number} to be filled in"


def adapted(key: Key, connection: Any) -> Any:
    """A key as a field hands it to the database."""
    return connection.ops.adapt_datetimefield_value(key) if isinstance(key, datetime) else key
