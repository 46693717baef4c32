"""What the office does to the words of messages."""

from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser

from core import audit
from core.changes.locks import transact
from core.errors import Refusal
from core.mail import message_types, outbox
from core.mail.message_types import TEST, TEST_KIND, MessageType, Text
from core.models import Message, MessageTemplate


@transact
def set_message_text(
    kind: MessageType, text: Text, *, actor: AbstractBaseUser, now: datetime
) -> MessageTemplate:
    """Use the office's words for a kind from now on. Refuses with message_text."""
    refuse_faulty(kind, text)
    words = {"subject": text.subject, "body": text.body}
    row, _ = MessageTemplate.objects.update_or_create(
        kind=kind.name, defaults={**words, "changed_by_id": actor.pk, "changed_at": now}
    )
    audit.record(row, "set_message_text", title=kind.name, actor=actor, now=now)
    return row


@transact
def reset_message_text(kind: MessageType, *, actor: AbstractBaseUser, now: datetime) -> None:
    """Go back to the house's own words. Twice is success twice."""
    row = MessageTemplate.objects.filter(kind=kind.name).first()
    if row is None:
        return
    audit.record(row, "reset_message_text", title=kind.name, actor=actor, now=now)
    row.delete()


@transact
def send_test(kind: MessageType, text: Text, *, to: str, now: datetime) -> None:
    """Send these words, filled in with samples, to the person who writes them."""
    refuse_faulty(kind, text)
    words = message_types.render(text, kind.samples)
    outbox.insert(
        Message(
            dedupe_key=f"test:{uuid4()}",
            kind=TEST_KIND,
            to=to,
            subject=f"{TEST}{words.subject}",
            body_text=words.text,
            body_html=words.html,
            created_at=now,
            due_at=now,
        )
    )


def refuse_faulty(kind: MessageType, text: Text) -> None:
    """Refuse with message_text for words that cannot go out as this kind of message."""
    for words in message_types.faults(kind, text).values():
        raise Refusal(words, code="message_text")
