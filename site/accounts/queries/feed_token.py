"""The keys to people's own calendar feeds."""

import hashlib

from accounts.models import FeedToken, User


def digest_of(token: str) -> str:
    """What is kept of a feed's key."""
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_token(person: User) -> FeedToken | None:
    """The key to the person's calendar that works."""
    live = FeedToken.objects.filter(user=person, revoked_at__isnull=True)
    return live.filter(purpose=FeedToken.Purpose.CALENDAR).first()
