"""Put a message where the worker finds it, in the transaction of the change it tells of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from core.models import Message
from core.text import clean_text


@dataclass(frozen=True)
class Calendar:
    """A calendar part: an iCalendar document and the method mail readers act on."""

    document: str
    method: str  # REQUEST, CANCEL or PUBLISH


def message_id(dedupe_key: str) -> str:
    """The Message-ID of a message, the same however often it is sent."""
    digest = hashlib.sha256(dedupe_key.encode()).hexdigest()[:40]
    return f"<{digest}@{settings.MAIL_DOMAIN}>"


def put(
    *,
    dedupe_key: str,
    kind: str,
    to: str,
    context: Mapping[str, Any],
    now: datetime,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    calendar: Calendar | None = None,
    about: str = "",
) -> None:
    """Put a message of a kind ("training/enrolment_confirmed") for one person.

    Texts come from templates/emails/<kind>/{subject.txt,body.txt,body.html}. A second put with
    the same key does nothing. `due_at` and `not_after` are UTC; after `not_after` it is stale
    and never sent.
    """
    values = {**context, "base_url": settings.BASE_URL}
    put_written(
        dedupe_key=dedupe_key,
        kind=kind,
        to=to,
        subject=render_to_string(f"emails/{kind}/subject.txt", values),
        body_text=render_to_string(f"emails/{kind}/body.txt", values).strip() + "\n",
        body_html=render_to_string(f"emails/{kind}/body.html", values),
        now=now,
        due_at=due_at,
        not_after=not_after,
        calendar=calendar,
        about=about,
    )


def put_written(
    *,
    dedupe_key: str,
    kind: str,
    to: str,
    subject: str,
    body_text: str,
    now: datetime,
    body_html: str = "",
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    calendar: Calendar | None = None,
    about: str = "",
    is_secret: bool = False,
    priority: int = Message.Priority.NORMAL,
) -> None:
    """Put a message whose words are already there (sign-in mail is written by allauth)."""
    row = Message(
        dedupe_key=dedupe_key,
        kind=kind,
        to=to,
        subject=clean_text(subject)[:200],
        body_text=body_text,
        body_html=body_html,
        calendar=calendar.document if calendar else "",
        calendar_method=calendar.method if calendar else "",
        about=about,
        priority=priority,
        is_secret=is_secret,
        created_at=now,
        due_at=due_at or now,
        not_after=not_after,
        message_id=message_id(dedupe_key),
    )
    Message.objects.bulk_create([row], ignore_conflicts=True)
