"""Messages as the office finds them: what state each is in, and what it is, in words."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from core.mail.django_backend import NOTICE
from core.mail.message_types import TEST_KIND, find_message_type
from core.models import Message

FAILED = ~Q(failed_reason="") & ~Q(failed_reason__in=Message.SETTLED)
UNSENT = Q(sent_at__isnull=True, cancelled_at__isnull=True)
BODIES = ("body_text", "body_html", "calendar")
KEPT_BACK = "A sign-in code or a reset: never shown"


@dataclass(frozen=True)
class State:
    """One of the ways a message can stand."""

    code: str
    label: str
    tone: str
    rows: Q


WAITING = State("waiting", "Waiting", "warm", UNSENT & Q(failed_reason=""))
FAILED_FOR_GOOD = State("stuck", "Could not be sent", "rose", UNSENT & FAILED)
SENT = State("sent", "Sent", "teal", Q(sent_at__isnull=False))
CANCELLED = State("cancelled", "Cancelled", "stone", Q(cancelled_at__isnull=False))
TOO_LATE = State("late", "Too late", "stone", UNSENT & Q(failed_reason=Message.TOO_LATE))
NOT_NEEDED = State(
    "needless", "No longer needed", "stone", UNSENT & Q(failed_reason=Message.NOT_NEEDED)
)
STATES = (WAITING, FAILED_FOR_GOOD, SENT, CANCELLED, TOO_LATE, NOT_NEEDED)


@dataclass(frozen=True)
class MessageFilters:
    """Which messages somebody looks for; what is empty leaves them all in."""

    state: State | None = None
    kind: str = ""
    words: str = ""  # a part of the recipient's address, or the reference of what it is about


def messages_found(wanted: MessageFilters) -> QuerySet[Message]:
    """The messages that fit, newest first, without their bodies."""
    rows = Message.objects.defer(*BODIES)
    if wanted.state:
        rows = rows.filter(wanted.state.rows)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.words:
        rows = rows.filter(Q(to__icontains=wanted.words) | Q(about__iexact=wanted.words))
    return rows.order_by("-created_at", "-pk")


def failed_messages() -> QuerySet[Message]:
    """Those that could not be sent and may try again, oldest first."""
    return Message.objects.filter(FAILED_FOR_GOOD.rows, is_secret=False).order_by("pk")


def state_of(message: Message) -> State:
    """How a message stands."""
    if message.sent_at:
        return SENT
    if message.cancelled_at:
        return CANCELLED
    settled = {Message.TOO_LATE: TOO_LATE, Message.NOT_NEEDED: NOT_NEEDED, "": WAITING}
    return settled.get(message.failed_reason, FAILED_FOR_GOOD)


def type_words(message: Message) -> str:
    """What the office calls it."""
    if message.is_secret:
        return "A sign-in code or a reset"
    if message.kind == TEST_KIND:
        return "A test of somebody's words"
    if message.kind == NOTICE:
        return "Something about a page, from the CMS"
    kind = find_message_type(message.kind)
    return kind.label if kind else message.kind


def subject_of(message: Message) -> str:
    """Its subject, unless that belongs to its reader alone."""
    return KEPT_BACK if message.is_secret else message.subject


def trouble_words(reason: str) -> str:
    """Why a message could not be sent, in words. The technical name follows for who runs it."""
    for code, words in TROUBLES.items():
        if code in reason:
            return f"{words} ({reason})"
    return f"The mail server was not reached ({reason})"


TROUBLES = {
    "RecipientsRefused": "The mail server does not take messages for this address",
    "SenderRefused": "The mail server does not take messages from us",
    "DataError": "The mail server did not take this message",
    "Authentication": "The mail server did not let us in",
}
