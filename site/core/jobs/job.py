"""What falls due by itself: each app's jobs.py declares its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from core.registry import Registry


@dataclass(frozen=True)
class Subject:
    """How the office knows the rows of a job."""

    rows: Callable[[], QuerySet[Any]]  # with what `words` reads of them
    words: Callable[[Any], str]


@dataclass(frozen=True)
class Job:
    """A due query and an act on one of its rows; the act must check that the row is still due.

    What was acted on is not due any more: a row that stayed due would be acted on each time the
    worker asks. A job that cannot help it says why in `stays_due`.
    """

    name: str
    due: Callable[[datetime], QuerySet[Any]]
    act: Callable[[Any, datetime], object]
    every: timedelta  # how often the worker asks: as seldom as those who wait can bear
    stays_due: str = ""
    label: str = ""  # what it does, as the office reads it of a row with which it failed
    of: Subject | None = None


def where_any(
    called: Callable[[], QuerySet[Any]], due: Callable[[datetime], QuerySet[Any]]
) -> Callable[[datetime], QuerySet[Any]]:
    """A due query that is asked only where a smaller one finds a row.

    To write a long question down takes longer than to answer a short one, and at rest nearly every
    answer is no. `called` must have every row that `due` has.
    """

    def asked(now: datetime) -> QuerySet[Any]:
        return due(now) if called().exists() else called().none()

    return asked


jobs: Registry[Job] = Registry("jobs", room="jobs")


def declare(job: Job) -> Job:
    """Add a job. Raises ValueError for a name that is taken."""
    return jobs.add(job.name, job)
