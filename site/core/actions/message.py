"""What the office does to a message: cancel it, let it try again, send it once more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser

from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from core.mail import outbox, personal_links
from core.mail.delivery import why_not
from core.models import Message, PersonalLink


def stale() -> Refusal:
    return Refusal(
        "What this message says no longer holds, so it is not sent any more.", code="stale"
    )


@transact
def cancel_message(
    message: Message, *, reason: str, actor: AbstractBaseUser, now: datetime
) -> Message:
    """Keep a message from being sent. Twice is success twice.

    Refuses with not_waiting once it is sent or settled, on_its_way while it is being sent.
    """
    row = lock_resources(message)[message]
    if row.cancelled_at:
        return row
    if row.sent_at or row.failed_reason in Message.SETTLED:
        raise Refusal(
            "This message is no longer waiting, so there is nothing to cancel.", code="not_waiting"
        )
    _refuse_in_hand(row, now)
    row.cancelled_at, row.cancelled_by_id, row.cancel_reason = now, actor.pk, reason
    row.link_path, row.may_pass = "", False
    if row.is_secret:
        row.body_text = row.body_html = ""
    row.save()
    audit.record(row, "cancel_message", title=row.ref, actor=actor, now=now, reason=reason)
    return row


@transact
def retry_message(message: Message, *, actor: AbstractBaseUser, now: datetime) -> Message:
    """Let a message that could not be sent try again from the start. Twice is success twice.

    Refuses with not_failed, secret, and stale when it would come too late.
    """
    row = lock_resources(message)[message]
    if row.is_waiting:
        return row
    if not row.has_failed:
        raise Refusal(
            "This message is not stuck, so there is nothing to try again.", code="not_failed"
        )
    _refuse_stale(row, now)
    return _try_again_locked(row, actor, now)


@transact
def retry_messages(
    messages: Sequence[Message], *, actor: AbstractBaseUser, now: datetime
) -> list[Message]:
    """Let many try again that could not be sent; which do. Those that may not stay as they are."""
    held = lock_resources(*messages)
    rows = [held[message] for message in messages]
    failed = [row for row in rows if row.has_failed and not _why_stale(row, now)]
    return [_try_again_locked(row, actor, now) for row in failed]


def _try_again_locked(row: Message, actor: AbstractBaseUser, now: datetime) -> Message:
    row.failed_reason, row.attempts, row.due_at = "", 0, now
    row.may_pass, row.given_up_at = False, None
    _renew_link(row, now)
    row.save()
    audit.record(row, "retry_message", title=row.ref, actor=actor, now=now)
    return row


@transact
def resend_message(message: Message, *, actor: AbstractBaseUser, now: datetime) -> Message:
    """Send the same words again as a message of its own; a personal link in it is made anew.

    The link that was sent before stops working. Refuses with secret and stale.
    """
    row = lock_resources(message)[message]
    _refuse_stale(row, now)
    key = f"resend:{row.ref}:{uuid4()}"
    again = Message(
        dedupe_key=key,
        message_id=outbox.message_id(key),
        resends=row,
        created_at=now,
        due_at=now,
        not_after=row.not_after,
        personal_link=row.personal_link,
        **{name: getattr(row, name) for name in SAME},
    )
    _renew_link(again, now)
    again.save()
    audit.record(again, "resend_message", title=again.ref, actor=actor, now=now, of=row.ref)
    return again


SAME = (
    *("kind", "to", "subject", "body_text", "body_html", "context", "calendar"),
    "calendar_method",
    *("about", "priority"),
)


def _refuse_stale(row: Message, now: datetime) -> None:
    _refuse_in_hand(row, now)
    refusal = _why_stale(row, now)
    if refusal:
        raise refusal


def _why_stale(row: Message, now: datetime) -> Refusal | None:
    if row.is_secret:
        return Refusal(
            "Sign-in codes and resets are not kept. Ask the person to request a new one.",
            code="secret",
        )
    if why_not(row, now):
        return stale()
    link = row.personal_link
    if link and now >= link.expires_at:
        return Refusal(
            "The link in this message has run out, so it is not sent any more.", code="stale"
        )
    return None


def _refuse_in_hand(row: Message, now: datetime) -> None:
    if row.lease_until and row.lease_until > now:
        raise Refusal(
            "This message is being sent right now. Look again in a few minutes.", code="on_its_way"
        )


def _renew_link(row: Message, now: datetime) -> None:
    """A new personal link in place of the one that was made: no copy of that is kept."""
    if isinstance(row.personal_link, PersonalLink):
        row.personal_link, row.link_path = personal_links.renew(row.personal_link, now=now)
