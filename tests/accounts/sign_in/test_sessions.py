"""How long a sign-in lasts."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.sign_in import sessions
from accounts.sign_in.sessions import OTHERS, STAFF, Limits


def session_begun(now: datetime) -> dict[str, Any]:
    session: dict[str, Any] = {}
    sessions.begin(session, now)
    return session


@pytest.mark.parametrize(
    ("limits", "pause", "is_over"),
    [
        (STAFF, timedelta(minutes=30), False),
        (STAFF, timedelta(minutes=31), True),
        (OTHERS, timedelta(hours=8), False),
        (OTHERS, timedelta(hours=8, minutes=1), True),
    ],
)
def test_a_pause_ends_a_session(
    limits: Limits, pause: timedelta, is_over: bool, now: datetime
) -> None:
    why = sessions.why_over(session_begun(now), limits, now + pause)

    assert bool(why) is is_over
    assert not why or limits.idle_words in why


@pytest.mark.parametrize(
    ("limits", "age", "is_over"),
    [
        (STAFF, timedelta(hours=12), False),
        (STAFF, timedelta(hours=12, minutes=1), True),
        (OTHERS, timedelta(days=14), False),
        (OTHERS, timedelta(days=14, minutes=1), True),
    ],
)
def test_a_session_ends_in_time_however_busy(
    limits: Limits, age: timedelta, is_over: bool, now: datetime
) -> None:
    session = session_begun(now)
    session[sessions.SEEN] = int((now + age).timestamp())

    assert bool(sessions.why_over(session, limits, now + age)) is is_over


def test_being_seen_is_noted_once_a_minute(now: datetime) -> None:
    session = session_begun(now)

    sessions.note_seen(session, now + timedelta(seconds=59))
    assert session[sessions.SEEN] == int(now.timestamp())

    sessions.note_seen(session, now + timedelta(seconds=60))
    assert session[sessions.SEEN] == int(now.timestamp()) + 60


def test_a_session_without_a_beginning_begins_now(now: datetime) -> None:
    session: dict[str, Any] = {}

    assert not sessions.why_over(session, STAFF, now)
    assert not sessions.is_new(session, now)
    sessions.note_seen(session, now)
    assert session[sessions.STARTED] == int(now.timestamp())


def test_a_sign_in_is_new_for_five_minutes(now: datetime) -> None:
    session = session_begun(now)

    assert sessions.is_new(session, now + timedelta(minutes=5))
    assert not sessions.is_new(session, now + timedelta(minutes=5, seconds=1))
