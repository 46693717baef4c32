"""The one door to the log that staff read: Wagtail's own."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.log_actions import registry

from core.changes import pending_rows


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
    name = f"upstander.{action}"
    details: dict[str, Any] = dict(data)
    if reason:
        details["reason"] = reason
    entries = registry.get_log_model_for_instance(row)
    entry = entries(
        content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
        object_id=str(row.pk),
        label=title,
        action=name,
        user_id=actor.pk if actor else None,
        data=details,
        timestamp=now,
    )
    entry.clean()
    pending_rows.insert(entry)


def latest_data(row: models.Model, action: str) -> dict[str, Any]:
    """The data of the latest entry of an action about a row; nothing when there is none."""
    entries = registry.get_log_model_for_instance(row).objects.filter(
        content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
        object_id=str(row.pk),
        action=f"upstander.{action}",
    )
    latest = entries.order_by("-timestamp", "-pk").first()
    return latest.data if latest else {}
