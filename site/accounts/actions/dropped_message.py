"""Tell the office what was not sent."""

from datetime import datetime, timedelta

from accounts.emails.dropped_message import (
    MESSAGES_NOT_SENT,
    NAMED,
    mail_messages_not_sent,
)
from accounts.queries.staff_role import whole_office
from core.changes.locks import transact
from core.clock import london_date
from core.models import Message
from core.queries.message import dropped_since

LOOKS_BACK = timedelta(days=7)
# After a stop many are dropped within minutes: told of together, when it is over.
QUIET, MOST_PATIENCE = timedelta(minutes=10), timedelta(hours=1)


@transact
def tell_messages_not_sent(now: datetime) -> int:
    """One summary a day, of what was dropped since the one before; how many messages it is of."""
    last = Message.objects.filter(kind=MESSAGES_NOT_SENT.name).order_by("-created_at").first()
    if last and london_date(last.created_at) == london_date(now):
        return 0
    since = max(now - LOOKS_BACK, last.created_at) if last else now - LOOKS_BACK
    dropped = dropped_since(since).exclude(kind=MESSAGES_NOT_SENT.name)
    newest, oldest = dropped.first(), dropped.last()
    if newest is None or oldest is None or not (newest.given_up_at and oldest.given_up_at):
        return 0
    if newest.given_up_at > now - QUIET and oldest.given_up_at > now - MOST_PATIENCE:
        return 0
    number = dropped.count()
    named = list(dropped[:NAMED])
    for reader in whole_office():
        mail_messages_not_sent(reader, named, number, now=now)
    return number
