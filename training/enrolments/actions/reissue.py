"""An offer whose mail never left is made anew: the time to answer starts when it can be read."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from core.models import Message
from training.enrolments.actions.offer import colleague_ends, offer_ends
from training.enrolments.emails.colleague import mail_colleague_offered
from training.enrolments.emails.undelivered import failed_offers
from training.enrolments.emails.waiting_list import mail_offer_made
from training.enrolments.models import Enrolment
from training.events.models import Session
from training.events.queries.event import sessions_of


@transact
def reissue_offer(enrolment: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    """Make an offer anew whose message failed for good. Twice is success twice.

    Refuses with offer_over.
    """
    held = lock_resources(enrolment.event, enrolment, then=lambda _: failed_offers(enrolment))
    row = held[enrolment]
    row.event = held[enrolment.event]
    sessions = sessions_of(row.event)
    ends = row.held_until
    if row.status != Enrolment.Status.OFFERED or ends is None or ends <= held.now:
        raise Refusal(
            "This place is not on offer any more, so nothing was sent.", code="offer_over"
        )
    stuck = [held[message] for message in failed_offers(row)]
    if stuck:
        _settle(stuck)
        reissue_offer_locked(row, sessions, actor=actor, now=now)
    return row


def reissue_offer_locked(
    row: Enrolment, sessions: Sequence[Session], *, actor: User | None, now: datetime
) -> None:
    """Start the time to answer again, never to end sooner, and write once more."""
    of_colleague = bool(row.name_given) and row.waitlisted_at is None
    ends = (colleague_ends if of_colleague else offer_ends)(row.event, now)
    row.held_until = max(ends, row.held_until or ends)
    row.changed_at = now
    row.save(update_fields=["held_until", "changed_at"])
    record(row, "reissue_offer", title=row.ref, actor=actor, now=now)
    if of_colleague and row.booked_by:
        mail_colleague_offered(row, sessions, now=now)
    else:
        mail_offer_made(row, sessions, now=now)


def _settle(messages: Sequence[Message]) -> None:
    """Nobody need send these any more: another takes their place."""
    for message in messages:
        message.failed_reason = Message.NOT_NEEDED
        message.save(update_fields=["failed_reason"])
