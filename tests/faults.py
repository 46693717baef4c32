"""Faults that the database would refuse, planted for a test to see them found."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, models, transaction

from core.changes.invariants import RULES
from tests.cast import NOW

Plant = Callable[[], str]
_guards_stay: list[bool] = []


def found(name: str) -> list[str]:
    """What breaks the rule of this name, as at NOW."""
    (rule,) = [rule for rule in RULES if rule.name == name]
    return sorted(set(rule.offenders(NOW)))


@contextmanager
def unguarded(model: type[models.Model], constraint: str) -> Iterator[None]:
    """A table without one of its constraints, until the test's transaction is undone."""
    if _guards_stay:
        yield
        return
    table = model._meta.db_table
    named = {one.name: one for one in model._meta.constraints}
    is_check = isinstance(named.get(constraint), models.CheckConstraint)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{constraint}"')
        if is_check and connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        if not is_check:
            cursor.execute(f'DROP INDEX IF EXISTS "{constraint}"')
        try:
            yield
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def refused() -> Iterator[None]:
    """A fault planted in here has the database's constraints against it, and they hold."""
    _guards_stay.append(True)
    try:
        with pytest.raises(IntegrityError), transaction.atomic():
            yield
    finally:
        _guards_stay.pop()
