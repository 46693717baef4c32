"""Sending what is due: claim a message with a lease, send it, then mark it.

In that order nothing is lost. A worker that dies before its message went to the server is followed
by the next within seconds; when it died later the message may have arrived, and is sent again late,
under the same Message-ID (rules 20 to 23).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import connection, models, transaction
from django.db.models import F

from core.changes.leases import is_free
from core.changes.retry import MOST_TRIES, back_off, reason
from core.mail import outbox, transport
from core.mail.message_types import is_still_needed
from core.models import Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # twice what the mail transport takes until the server has it all
LONG_LEASE = timedelta(minutes=12)  # while a server thinks about a message that it has
# What may have arrived is sent again late and rarely: most servers that do not answer have it.
UNANSWERED_WAIT = timedelta(hours=4)
MOST_UNANSWERED = 3
SIGN_IN_WAIT = timedelta(seconds=4)  # somebody looks at the page that asks for the code
REVIVED_AFTER = timedelta(hours=4)  # what failed for a reason that may pass is tried so often
FOR_GOOD = 500  # replies from here on are permanent
MOST_RIVALS = 20  # how often another worker may be quicker before this one leaves off


class Outcome(Enum):
    """What came of a message in hand."""

    SENT = auto()
    PUT_OFF = auto()  # by the server, or by what is between us
    REFUSED = auto()  # this address, now or for good
    DROPPED = auto()  # it should not go any more


class NotOursError(Exception):
    """The lease had run out, and another worker has the message now."""


def waiting(now: datetime) -> models.QuerySet[Message]:
    """Messages to send now, people at a sign-in page first."""
    return Message.objects.filter(
        is_free(now),
        sent_at__isnull=True,
        cancelled_at__isnull=True,
        failed_reason="",
        due_at__lte=now,
    ).order_by("priority", "due_at", "pk")


def claim_message(now: datetime, *, worker: str = "", urgent_alone: bool = False) -> Message | None:
    """The next message, leased to the caller; None when there is none.

    `worker`: whose end ends the lease. `urgent_alone`: only for people at a sign-in page.
    """
    priorities = [Message.Priority.SIGN_IN] if urgent_alone else Message.Priority.values
    # Asked every second: on SQLite a transaction would hold up everybody who writes meanwhile.
    if not waiting(now).filter(priority__in=priorities).exists():
        return None
    for _ in range(MOST_RIVALS):
        with transaction.atomic():
            rows = waiting(now).filter(priority__in=priorities)
            # Passes over what another worker is taking. SQLite has one writer at a time anyway.
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True)
            message = rows.first()
            if message is None:
                return None
            # Asked again as it is written: without that lock another may have been quicker.
            taken = waiting(now).filter(pk=message.pk)
            attempts = F("attempts") + 1
            if taken.update(lease_until=now + LEASE, held_by=worker, attempts=attempts):
                message.attempts += 1
                message.held_by = worker
                return message
    return None


def deliver(message: Message, now: Callable[[], datetime]) -> Outcome:
    """Send a leased message, then mark it; one that cannot go is tried again later.

    Raises transport.ServerAwayError, having put it back, when no server is there to take it.
    """
    # What another worker has claimed since is not ours to send or to mark.
    row = Message.objects.filter(pk=message.pk, attempts=message.attempts, held_by=message.held_by)
    try:
        needless = why_not(message, now())
        if needless:
            end = {"failed_reason": needless, "given_up_at": now()}
            row.update(**end, **FREE, **_wiped(message))
            return Outcome.DROPPED
        words = outbox.as_it_leaves(message, now())
        for name, value in words.items():
            setattr(message, name, value)
        _hand_over(row, message, now)
    except transport.ServerAwayError:
        row.update(attempts=F("attempts") - 1, **FREE)
        raise
    except NotOursError:
        logger.warning("Message %s was taken up by another worker", message.pk)
        return Outcome.DROPPED
    except transport.UnansweredError as error:
        _retry_unanswered(row, message, error, now())
        return Outcome.PUT_OFF
    except Exception as error:  # noqa: BLE001 - one bad address must not hold up the rest
        _retry_later(row, message, error, now())
        return Outcome.REFUSED if hasattr(error, "recipients") else Outcome.PUT_OFF
    # One that somebody cancelled while it was on its way has gone all the same.
    # The words as it left are what was said.
    row.update(sent_at=now(), cancelled_at=None, **FREE, **{**words, **_wiped(message)})
    return Outcome.SENT


def _hand_over(
    row: models.QuerySet[Message], message: Message, now: Callable[[], datetime]
) -> None:
    """Give a message to the server, if it is still this worker's to give."""
    # A worker died while a server had it. A code goes again at once: two do no harm, none does.
    if message.handed_at and not message.is_secret:
        raise transport.UnansweredError

    def renew_lease() -> None:
        moment = now()
        if not row.update(lease_until=moment + LEASE, handed_at=moment):
            raise NotOursError

    def wait_longer() -> None:
        row.update(lease_until=now() + LONG_LEASE)

    transport.send(message, when_ready=renew_lease, when_slow=wait_longer)


FREE = {"lease_until": None, "held_by": "", "handed_at": None}


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
    if is_refused_for_good(error):
        _fail(row, message, error, now, may_pass=False)
        return
    is_urgent = message.priority == Message.Priority.SIGN_IN  # and of no use after minutes
    if message.attempts >= MOST_TRIES and not is_urgent:
        _fail(row, message, error, now, may_pass=True)
        return
    logger.warning("Message %s is tried again later: %s", message.pk, reason(error))
    wait = back_off(message.attempts)
    row.update(due_at=now + (min(wait, SIGN_IN_WAIT) if is_urgent else wait), **FREE)


def _retry_unanswered(
    row: models.QuerySet[Message], message: Message, error: Exception, now: datetime
) -> None:
    heard_at = message.handed_at or now
    if message.attempts >= MOST_UNANSWERED:
        row.update(unanswered_at=heard_at)
        _fail(row, message, error, now, may_pass=False)
        return
    logger.warning("Message %s may have arrived: the server did not answer", message.pk)
    row.update(unanswered_at=heard_at, due_at=now + UNANSWERED_WAIT, **FREE)


def _fail(
    row: models.QuerySet[Message],
    message: Message,
    error: Exception,
    now: datetime,
    *,
    may_pass: bool,
) -> None:
    logger.error("Message %s has failed: %s", message.pk, reason(error))
    # Due again: the office may mend it sooner, or whatever it was goes by.
    end = {"failed_reason": reason(error), "given_up_at": now, "may_pass": may_pass}
    wiped = {} if may_pass else _wiped(message)
    row.update(due_at=now + REVIVED_AFTER, **end, **FREE, **wiped)


def revive(now: datetime, *, all_of_them: bool = False) -> None:
    """Let what failed for a reason that may pass try once more: for ever, every few hours.

    With `all_of_them` at once, and what waits between two tries too: the server is there again.
    """
    failed = Message.objects.filter(may_pass=True, sent_at=None, cancelled_at=None)
    failed = failed.exclude(failed_reason__in=Message.SETTLED)
    (failed if all_of_them else failed.filter(due_at__lte=now)).update(
        failed_reason="",
        may_pass=False,
        given_up_at=None,
        due_at=now,
        attempts=MOST_TRIES - 1,
    )
    if all_of_them:
        between = Message.objects.filter(
            sent_at=None, cancelled_at=None, failed_reason="", unanswered_at=None
        )
        between.filter(due_at__gt=now, attempts__gt=0, lease_until=None).update(due_at=now)


def is_refused_for_good(error: Exception) -> bool:
    """Whether the server knows the address and will never take anything for it (RFC 5321 4.2.1).

    What it says of us or of the message may be a setting that somebody mends: that is tried again.
    """
    answers = getattr(error, "recipients", {}).values()
    return bool(answers) and all(code >= FOR_GOOD for code, _ in answers)
