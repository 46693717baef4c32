"""The one door to the log that staff read: Wagtail's own."""

from datetime import datetime
from typing import Any

from django.db import models
from wagtail.log_actions import log


def record(
    row: models.Model,
    action: str,
    *,
    title: str,
    actor: models.Model | None,
    now: datetime,
    reason: str = "",
    **data: str | int | bool | None,
) -> None:
    """Note that `actor` (None: the worker) did `action` to `row`, in the change's transaction.

    `title` is the row's public reference, never a name: the entry outlives an erasure. `data`
    holds states and numbers, no free text. `reason` is a choice's code or an office's sentence.
    Raises ValidationError for an action no wagtail_hooks registered.
    """
    details: dict[str, Any] = dict(data)
    if reason:
        details["reason"] = reason
    log(
        instance=row,
        action=f"upstander.{action}",
        user=actor,
        title=title,
        data=details,
        timestamp=now,
    )
