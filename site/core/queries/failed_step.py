"""Automatic steps that failed, each with its row."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from core.jobs.failed_step import FailedStep
from core.jobs.job import Job, jobs
from core.models import JobItem

# The first tries are over within two minutes: what a moment's trouble stopped has worked by then.
FROM_TRY = 5


def failed_items() -> QuerySet[JobItem]:
    """Work that keeps failing, and is tried again all the same, the oldest first."""
    return JobItem.objects.filter(attempts__gte=FROM_TRY).exclude(failed_reason="").order_by("pk")


def failed_steps(items: Iterable[JobItem]) -> list[FailedStep]:
    """Each with its row, by job: a query for each job."""
    found = []
    for name, several in groupby(sorted(items, key=lambda one: one.job), lambda one: one.job):
        job, of_job = jobs.find(name), list(several)
        rows = rows_of(job, of_job) if job else {}
        found += [FailedStep(item, job, rows.get(item.row)) for item in of_job]
    return found


def rows_of(job: Job, items: Iterable[JobItem]) -> dict[str, Any]:
    if job.of is None:
        return {}
    return {str(row.pk): row for row in job.of.rows().filter(pk__in=[one.row for one in items])}
