"""Lines of the office's queue about what the site could not do. Rows in, lines out."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from core.dates import moment_words
from core.jobs.failed_step import FailedStep
from core.models import Message
from core.presenters.health import step_lines
from core.presenters.message import row_of, trouble_words
from reports.presenters.people_tasks import Task


def step_tasks(steps: Iterable[FailedStep], now: datetime) -> list[Task]:
    """Automatic steps that failed, each with the way to its button."""
    return [
        Task(
            title=line.title,
            url=f"{reverse('health_detail')}#{line.ref}",
            about=f"{line.label}. {line.trouble}.",
            state="Failed",
            tone="rose",
            late=True,
        )
        for line in step_lines(steps, now)
    ]


def dropped_tasks(rows: Iterable[Message]) -> list[Task]:
    """Messages that came too late and were not sent."""
    return [
        Task(
            title=f"{message.subject}, to {message.to}",
            url=reverse("message_detail", args=[message.ref]),
            about=f"Of use until {moment_words(message.not_after)}." if message.not_after else "",
            state="Too late",
        )
        for message in rows
    ]


def message_tasks(rows: Iterable[Message]) -> list[Task]:
    """Messages that could not be sent, each with the way to its button."""
    return [
        Task(
            title=f"{row_of(message).subject}, to {message.to}",
            url=reverse("message_detail", args=[message.ref]),
            about=f"{trouble_words(message.failed_reason)}.",
            state="Not sent",
            tone="rose",
            late=True,
        )
        for message in rows
    ]
