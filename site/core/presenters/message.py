"""A message in the office's words: what it is, how it stands, what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.mail.django_backend import NOTICE
from core.mail.message_types import TEST_TYPE, message_types
from core.models import Message, MessageState

KEPT_BACK = "A sign-in code or a reset: never shown"


@dataclass(frozen=True)
class StateBadge:
    label: str
    tone: str


BADGES: Mapping[MessageState, StateBadge] = {
    MessageState.WAITING: StateBadge("Waiting", "warm"),
    MessageState.FAILED: StateBadge("Could not be sent", "rose"),
    MessageState.SENT: StateBadge("Sent", "teal"),
    MessageState.CANCELLED: StateBadge("Cancelled", "stone"),
    MessageState.TOO_LATE: StateBadge("Too late", "stone"),
    MessageState.NOT_NEEDED: StateBadge("No longer needed", "stone"),
}
TROUBLES = {
    "RecipientsRefused": "The mail server does not take messages for this address",
    "SenderRefused": "The mail server does not take messages from us",
    "DataError": "The mail server did not take this message",
    "Authentication": "The mail server did not let us in",
    "Unanswered": "The mail server had the message and did not answer: it may have arrived",
}


@dataclass(frozen=True)
class MessageRow:
    """A message as the list and its page show it."""

    message: Message
    subject: str
    type_label: str
    state: StateBadge


def row_of(message: Message) -> MessageRow:
    """What the office may see of a message."""
    return MessageRow(message, subject_of(message), type_label(message), BADGES[message.state])


def subject_of(message: Message) -> str:
    return KEPT_BACK if message.is_secret else message.subject


def type_label(message: Message) -> str:
    if message.is_secret:
        return "A sign-in code or a reset"
    if message.kind == TEST_TYPE:
        return "A test of somebody's words"
    if message.kind == NOTICE:
        return "Something about a page, from the CMS"
    declared = message_types.find(message.kind)
    return declared.label if declared else message.kind


def trouble_words(reason: str) -> str:
    """Why a message could not be sent. The technical name follows for who runs the site."""
    for code, words in TROUBLES.items():
        if code in reason:
            return f"{words} ({reason})"
    return f"The mail server was not reached ({reason})"
