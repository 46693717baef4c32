"""The keys to people's own calendar feeds."""

import secrets
from datetime import datetime, timedelta

from accounts.models import FeedToken, User
from accounts.queries.feed_token import digest_of
from core import audit
from core.changes.locks import lock_resources, transact

TOKEN_BYTES = 16  # 128 bits
NOTED_EVERY = timedelta(hours=1)
CALENDAR = FeedToken.Purpose.CALENDAR


@transact
def make_feed_token(person: User, *, now: datetime) -> str:
    """Make the person's key to their calendar; one they had stops working.

    The key is returned and kept nowhere: what is kept is its SHA-256.
    """
    kept = lock_resources(person)[person]
    _revoke(kept, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    FeedToken.objects.create(user=kept, digest=digest_of(token), created_at=now)
    audit.record(kept, "make_feed_token", title=kept.ref, actor=kept, now=now)
    return token


@transact
def revoke_feed_token(person: User, *, now: datetime) -> User:
    """Let the person's key stop working. Without one nothing changes."""
    kept = lock_resources(person)[person]
    if _revoke(kept, now):
        audit.record(kept, "revoke_feed_token", title=kept.ref, actor=kept, now=now)
    return kept


def note_feed_use(row: FeedToken, *, now: datetime) -> None:
    """Note when a feed was read, once an hour at most: one statement, and none in between."""
    if row.last_used_at is None or row.last_used_at <= now - NOTED_EVERY:
        FeedToken.objects.filter(pk=row.pk).update(last_used_at=now)


def _revoke(person: User, now: datetime) -> int:
    live = FeedToken.objects.filter(user=person, purpose=CALENDAR, revoked_at__isnull=True)
    return live.update(revoked_at=now)
