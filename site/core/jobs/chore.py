"""What is done now and then whatever is due: sweeping, counting. Declared in an app's jobs.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.registry import Registry


@dataclass(frozen=True)
class Chore:
    """An act on no row in particular; safe twice, at any moment, by several workers."""

    name: str
    act: Callable[[datetime], object]
    every: timedelta


chores: Registry[Chore] = Registry("chores", room="jobs")


def declare_chore(chore: Chore) -> Chore:
    """Add a chore. Raises ValueError for a name that is taken."""
    return chores.add(chore.name, chore)
