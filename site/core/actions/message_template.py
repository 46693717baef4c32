"""What the office does to the words of messages."""

from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser

from core import audit
from core.changes.locks import transact
from core.errors import Refusal
from core.mail import message_types, outbox
from core.mail.message_types import TEST, TEST_TYPE, MessageType, Text
from core.models import Message, MessageTemplate


@transact
def set_message_text(
    message_type: MessageType, text: Text, *, actor: AbstractBaseUser, now: datetime
) -> MessageTemplate:
    """Use the office's words from now on. Refuses with message_text."""
    refuse_faulty(message_type, text)
    words = {"subject": text.subject, "body": text.body}
    row, _ = MessageTemplate.objects.update_or_create(
        kind=message_type.name, defaults={**words, "changed_by_id": actor.pk, "changed_at": now}
    )
    audit.record(row, "set_message_text", title=message_type.name, actor=actor, now=now)
    return row


@transact
def reset_message_text(
    message_type: MessageType, *, actor: AbstractBaseUser, now: datetime
) -> None:
    """Go back to the words it came with. Twice is success twice."""
    row = MessageTemplate.objects.filter(kind=message_type.name).first()
    if row is None:
        return
    # Before it is gone: the log asks the row which model it is and what its number was.
    audit.record(row, "reset_message_text", title=message_type.name, actor=actor, now=now)
    row.delete()


@transact
def send_test(message_type: MessageType, text: Text, *, to: str, now: datetime) -> None:
    """Send these words, filled in with samples, to the person who writes them."""
    refuse_faulty(message_type, text)
    words = message_types.render(text, message_types.settle(message_type.samples, now))
    outbox.insert(
        Message(
            dedupe_key=f"test:{uuid4()}",
            kind=TEST_TYPE,
            to=to,
            subject=f"{TEST}{words.subject}",
            body_text=words.text,
            body_html=words.html,
            created_at=now,
            due_at=now,
        )
    )


def refuse_faulty(message_type: MessageType, text: Text) -> None:
    """Refuse with message_text for words that cannot go out as this type of message."""
    for words in message_types.faults(message_type, text).values():
        raise Refusal(words, code="message_text")
