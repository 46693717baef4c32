"""Messages as the office finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from core.models import Message, MessageState

UNSENT = Q(sent_at__isnull=True, cancelled_at__isnull=True)
STATES: Mapping[MessageState, Q] = {
    MessageState.WAITING: UNSENT & Q(failed_reason=""),
    MessageState.FAILED: UNSENT & ~Q(failed_reason="") & ~Q(failed_reason__in=Message.SETTLED),
    MessageState.SENT: Q(sent_at__isnull=False),
    MessageState.CANCELLED: Q(cancelled_at__isnull=False),
    MessageState.TOO_LATE: UNSENT & Q(failed_reason=Message.TOO_LATE),
    MessageState.NOT_NEEDED: UNSENT & Q(failed_reason=Message.NOT_NEEDED),
}
MOST_FOUND = 2_000  # of what more people than that are sent, the newest are near the top
BODIES = ("body_text", "body_html", "context", "calendar")


@dataclass(frozen=True)
class MessageFilters:
    """Which messages somebody looks for; what is empty leaves them all in."""

    state: MessageState | None = None
    type_name: str = ""
    words: str = ""  # a part of the recipient's address, or the reference of what it is about


def in_state(state: MessageState) -> QuerySet[Message]:
    """The messages that stand so, in no order."""
    return Message.objects.filter(STATES[state])


def failed_messages() -> QuerySet[Message]:
    """Those that could not be sent and may try again, oldest first."""
    return in_state(MessageState.FAILED).filter(is_secret=False).order_by("pk")


def dropped_since(moment: datetime) -> QuerySet[Message]:
    """Those that came too late to be of use and were dropped since, the latest first.

    Codes and resets are of use for minutes, and whoever misses one asks for another.
    """
    late = in_state(MessageState.TOO_LATE).filter(given_up_at__gt=moment, is_secret=False)
    return late.order_by("-given_up_at", "-pk")


def messages_found(wanted: MessageFilters) -> QuerySet[Message]:
    """The messages that fit, newest first, without their bodies."""
    rows = in_state(wanted.state) if wanted.state else Message.objects.all()
    if wanted.type_name:
        rows = rows.filter(kind=wanted.type_name)
    if wanted.words:
        rows = _with_words(rows, wanted.words)
    return rows.defer(*BODIES).order_by("-created_at", "-pk")


def _with_words(rows: QuerySet[Message], words: str) -> QuerySet[Message]:
    """Those to an address with these letters, or about what they are the reference of.

    Found by their own indexes first, in no order: asked for together with the order, PostgreSQL
    takes every address for a common one and goes through all messages from the newest on.
    """
    about = Q(about_capitals=words.upper())
    found = rows.alias(about_capitals=Upper("about")).filter(Q(to__icontains=words) | about)
    keys = list(found.order_by().values_list("pk", flat=True)[: MOST_FOUND + 1])
    return found if len(keys) > MOST_FOUND else rows.filter(pk__in=keys)
