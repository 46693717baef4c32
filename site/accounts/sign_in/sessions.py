"""How long a sign-in lasts (rule 52). A tool: a session and a moment in, words out."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

STARTED, SEEN = "accounts_started_at", "accounts_seen_at"
NEW_FOR = timedelta(minutes=5)  # rule 49
NOTE_EVERY = timedelta(minutes=1)  # a session is a row: not every click may write it


@dataclass(frozen=True)
class Limits:
    """The longest pause between two clicks, and the longest time from sign-in to the end."""

    idle: timedelta
    whole: timedelta
    idle_words: str


STAFF = Limits(timedelta(minutes=30), timedelta(hours=12), "30 minutes")
OTHERS = Limits(timedelta(hours=8), timedelta(days=14), "8 hours")

Session = MutableMapping[str, Any]


def begin(session: Session, now: datetime) -> None:
    """Someone has just signed in."""
    session[STARTED] = session[SEEN] = int(now.timestamp())


def why_over(session: Session, limits: Limits, now: datetime) -> str:
    """Why the session has ended, as a sentence; nothing while it lasts."""
    if now - moment(session, SEEN, now) > limits.idle:
        return f"You were signed out because nothing happened for {limits.idle_words}."
    if now - moment(session, STARTED, now) > limits.whole:
        return "You were signed out because you signed in a long time ago."
    return ""


def is_new(session: Session, now: datetime) -> bool:
    """Whether the person signed in so lately that nobody need ask again who it is."""
    return STARTED in session and now - moment(session, STARTED, now) <= NEW_FOR


def note_seen(session: Session, now: datetime) -> None:
    """Remember that the person is here."""
    if STARTED not in session:
        begin(session, now)
    elif now - moment(session, SEEN, now) >= NOTE_EVERY:
        session[SEEN] = int(now.timestamp())


def moment(session: Session, key: str, now: datetime) -> datetime:
    """A moment kept in the session; one that is missing counts as now."""
    kept = session.get(key)
    return now if kept is None else datetime.fromtimestamp(kept, tz=now.tzinfo)
