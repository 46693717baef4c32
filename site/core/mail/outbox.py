"""Put a message where the worker finds it, in the transaction of the change it tells of."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings

from core.changes import pending_rows
from core.files.calendar_writer import Entry, invitation
from core.mail import personal_links
from core.mail.message_keys import KeyParts, dedupe_key
from core.mail.message_types import (
    MessageType,
    Value,
    loaded,
    message_types,
    render,
    settle,
    stored,
    text_to_send,
)
from core.models import Message
from core.text import clean_text, writable

SECRET_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Calendar:
    """A calendar part: what stands in it, and the method mail readers act on.

    Each receiver's own names them and nobody else.
    """

    entries: Sequence[Entry]
    method: str  # REQUEST or CANCEL

    def fields_for(self, to: str) -> dict[str, str]:
        written = invitation(self.entries, method=self.method, to=to)
        return {"calendar": written, "calendar_method": self.method}


@dataclass(frozen=True)
class Window:
    """When a message may go, in UTC: not before `due_at`, and never once `not_after` is past."""

    due_at: datetime
    not_after: datetime | None = None


def message_id(key: str) -> str:
    """The Message-ID of a message, the same however often it is sent."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}@{settings.MAIL_DOMAIN}>"


def put(  # noqa: PLR0913 - a message is all of these
    message_type: MessageType,
    *,
    key: KeyParts,
    to: str,
    context: Mapping[str, Value],
    now: datetime,
    window: Window | None = None,
    calendar: Calendar | None = None,
    about: str = "",
    link: personal_links.NewLink | None = None,
) -> None:
    """Put a message for one person; `key` is what the type's own function makes of it.

    A second put with the same key does nothing. `about` is the public reference of what it tells
    of. With `link` the words hold "[link]" where the personal link goes.
    """
    whole_key = dedupe_key(message_type.name, key)
    if link and Message.objects.filter(dedupe_key=whole_key).exists():
        return  # or a link would be made that nobody is ever sent
    personal_link, link_path = personal_links.make(link, now=now) if link else (None, "")
    window = window or Window(due_at=now)
    row = Message(
        dedupe_key=whole_key,
        kind=message_type.name,
        to=to,
        **_written(message_type, context, window.due_at),
        context=stored(context),
        **(calendar.fields_for(to) if calendar else {}),
        about=about,
        personal_link=personal_link,
        link_path=link_path,
        created_at=now,
        due_at=window.due_at,
        not_after=window.not_after,
    )
    _insert(row)


def put_secret(
    *,
    name: str,
    to: str,
    subject: str,
    body_text: str,
    now: datetime,
    good_for: timedelta = SECRET_FOR,
) -> None:
    """Put a code or a reset: first in line, shown to nobody and wiped once it is sent.

    It is of no use, and so not sent, after `good_for`: a quarter of an hour unless told.
    """
    insert(
        Message(
            dedupe_key=f"secret:{uuid4()}",
            kind=name,
            to=to,
            subject=subject,
            body_text=body_text,
            is_secret=True,
            priority=Message.Priority.SIGN_IN,
            created_at=now,
            due_at=now,
            not_after=now + good_for,
        )
    )


def as_it_leaves(message: Message, now: datetime) -> dict[str, str]:
    """The words that a message has when it leaves now, by field; none that were not written anew.

    In the words in use now, too: the office may have changed them since.
    """
    message_type = message_types.find(message.kind) if message.context else None
    if message_type is None:
        return {}
    return _written(message_type, loaded(message.context), now)


def _written(
    message_type: MessageType, context: Mapping[str, Value], at: datetime
) -> dict[str, str]:
    printed = message_type.printed(settle(context, at))
    words = render(text_to_send(message_type), printed)
    return cleaned(words.subject, words.text, words.html)


def insert(row: Message) -> None:
    """Put a message that is written already, unless there is one with its key."""
    for name, words in cleaned(row.subject, row.body_text, row.body_html).items():
        setattr(row, name, words)
    _insert(row)


def _insert(row: Message) -> None:
    row.message_id = message_id(row.dedupe_key)
    pending_rows.insert(row)


def cleaned(subject: str, text: str, html: str) -> dict[str, str]:
    """Words by field, with nothing in them that no mail can hold."""
    return {
        # A line's end would begin another header: the mail library refuses it, nothing would go.
        "subject": clean_text(subject)[:200],
        "body_text": writable(text),
        "body_html": writable(html),
    }
