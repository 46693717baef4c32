"""An automatic step that failed, with its row."""

from dataclasses import dataclass
from typing import Any

from core.jobs.job import Job
from core.models import JobItem


@dataclass(frozen=True)
class FailedStep:
    item: JobItem
    job: Job | None  # none for one that this version does not have
    row: Any = None
