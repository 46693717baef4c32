"""What must be true of the data at any moment, whatever happened to it.

Each app declares its rules in invariants.py, and `manage.py check_invariants` asks them all. A rule
is a sentence and a query for the rows that break it, named by their public references.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from core.registry import Registry


@dataclass(frozen=True)
class Rule:
    """One thing that is always so. `offenders` answers, for a moment, what breaks it."""

    name: str  # "places-taken-are-counted"
    words: str
    offenders: Callable[[datetime], Iterable[str]]


@dataclass(frozen=True)
class Finding:
    """A rule and the public references of the rows that break it; none when it holds."""

    rule: Rule
    offenders: list[str]

    @property
    def holds(self) -> bool:
        return not self.offenders


RULES: Registry[Rule] = Registry("invariants", room="invariants")


def declare(
    name: str, words: str
) -> Callable[[Callable[[datetime], Iterable[str]]], Callable[[datetime], Iterable[str]]]:
    """Make a query for offenders into a rule. Raises ValueError for a name taken."""

    def add(
        offenders: Callable[[datetime], Iterable[str]],
    ) -> Callable[[datetime], Iterable[str]]:
        RULES.add(name, Rule(name, words, offenders))
        return offenders

    return add


def check(now: datetime) -> list[Finding]:
    """Ask every rule, of one state of the data: what others change meanwhile is not seen."""
    with _one_state():
        return [Finding(rule, sorted(set(rule.offenders(now)))) for rule in RULES]


@contextmanager
def _one_state() -> Iterator[None]:
    """A snapshot that holds nobody up. Inside a transaction of the caller's, that one."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:  # not atomic(), which on SQLite takes the write lock
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
