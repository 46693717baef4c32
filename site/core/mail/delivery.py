"""Sending what is due: claim a message with a lease, send it, then mark it.

In that order nothing is lost: a worker that dies between sending and marking sends once more,
under the same Message-ID (rules 20 to 23).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.db.models import F, Q

from core.changes.retry import MOST_TRIES, back_off, reason
from core.mail import transport
from core.mail.message_types import is_still_needed
from core.models import Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # twice what the mail transport takes until the server has it all
LONG_LEASE = timedelta(minutes=12)  # while a server thinks about a message that it has
# What may have arrived is sent again late and rarely: most servers that do not answer have it.
UNANSWERED_WAIT = timedelta(hours=4)
MOST_UNANSWERED = 3
FOR_GOOD = 500  # replies from here on are permanent
MOST_RIVALS = 20  # how often another worker may be quicker before this one leaves off


def waiting(now: datetime) -> models.QuerySet[Message]:
    """Messages to send now, people at a sign-in page first."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Message.objects.filter(
        free, sent_at__isnull=True, cancelled_at__isnull=True, failed_reason="", due_at__lte=now
    ).order_by("priority", "due_at", "pk")


def claim_message(now: datetime) -> Message | None:
    """The next message, leased to the caller; None when there is none."""
    # Asked every second: on SQLite a transaction would hold up everybody who writes meanwhile.
    if not waiting(now).exists():
        return None
    for _ in range(MOST_RIVALS):
        with transaction.atomic():
            rows = waiting(now)
            # Passes over what another worker is taking. SQLite has one writer at a time anyway.
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True)
            message = rows.first()
            if message is None:
                return None
            # Asked again as it is written: without that lock another may have been quicker.
            taken = waiting(now).filter(pk=message.pk)
            if taken.update(lease_until=now + LEASE, attempts=F("attempts") + 1):
                message.attempts += 1
                return message
    return None


def deliver(message: Message, now: Callable[[], datetime]) -> None:
    """Send a leased message, then mark it; one that cannot go is tried again later."""
    row = Message.objects.filter(pk=message.pk)
    try:
        needless = why_not(message, now())
        if needless:
            row.update(failed_reason=needless, lease_until=None, **_wiped(message))
            return
        transport.send(message, when_slow=lambda: row.update(lease_until=now() + LONG_LEASE))
    except transport.UnansweredError as error:
        _retry_unanswered(row, message, error, now())
        return
    except Exception as error:  # noqa: BLE001 - one bad address must not hold up the rest
        _retry_later(row, message, error, now())
        return
    # One that somebody cancelled while it was on its way has gone all the same.
    row.update(sent_at=now(), cancelled_at=None, lease_until=None, **_wiped(message))


def why_not(message: Message, now: datetime) -> str:
    """Why a message should not go out any more; empty when it should."""
    if message.not_after and now > message.not_after:
        return Message.TOO_LATE
    return "" if is_still_needed(message, now) else Message.NOT_NEEDED


def _wiped(message: Message) -> dict[str, str]:
    """What is not kept: the words of a code or a reset, and where a personal link led."""
    secret = {"body_text": "", "body_html": ""} if message.is_secret else {}
    return {**secret, "link_path": ""}


def _retry_later(
    row: models.QuerySet[Message], message: Message, error: Exception, now: datetime
) -> None:
    if message.attempts >= MOST_TRIES or is_refused_for_good(error):
        _fail(row, message, error)
        return
    logger.warning("Message %s is tried again later: %s", message.pk, reason(error))
    row.update(due_at=now + back_off(message.attempts), lease_until=None)


def _retry_unanswered(
    row: models.QuerySet[Message], message: Message, error: Exception, now: datetime
) -> None:
    if message.attempts >= MOST_UNANSWERED:
        row.update(unanswered_at=now)
        _fail(row, message, error)
        return
    logger.warning("Message %s may have arrived: the server did not answer", message.pk)
    row.update(unanswered_at=now, due_at=now + UNANSWERED_WAIT, lease_until=None)


def _fail(row: models.QuerySet[Message], message: Message, error: Exception) -> None:
    logger.error("Message %s has failed: %s", message.pk, reason(error))
    row.update(failed_reason=reason(error), lease_until=None, **_wiped(message))


def is_refused_for_good(error: Exception) -> bool:
    """Whether the server knows the address and will never take anything for it (RFC 5321 4.2.1).

    What it says of us or of the message may be a setting that somebody mends: that is tried again.
    """
    answers = getattr(error, "recipients", {}).values()
    return bool(answers) and all(code >= FOR_GOOD for code, _ in answers)
