"""The one reader of the time. Everything else is told what time it is."""

from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

LONDON = ZoneInfo("Europe/London")
ASKED_EVERY = 30  # seconds
# To ask takes some time itself, and clocks that are kept right differ by less.
NOTICED = timedelta(seconds=1)
_skew: list[Any] = [None, timedelta()]


def now() -> datetime:
    """This machine's time, in UTC."""
    return datetime.now(UTC)


def database_now() -> datetime:
    """The database's time, in UTC: what decides an expiry under a lock (rule 9).

    SQLite lives on this machine and has no other clock than ours.
    """
    if connection.vendor != "postgresql":
        return now()
    with connection.cursor() as cursor:
        # Not now(), which stands still from the transaction's begin: that is before the wait for
        # a lock, and an offer may have run out meanwhile.
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    found: datetime = moment
    return found.astimezone(UTC)


def by_database(moment: datetime) -> datetime:
    """A time of this machine put right by the database's clock, which decides for all machines.

    How far the two are apart is asked twice a minute: no statement more for each place.
    """
    return moment + skew() if connection.vendor == "postgresql" else moment


def skew() -> timedelta:
    """How far the database's clock is ahead of this machine's; below nought when it is behind."""
    asked_at = _skew[0]
    if asked_at is None or monotonic() - asked_at > ASKED_EVERY:
        found = database_now() - now()
        _skew[:] = [monotonic(), found if abs(found) >= NOTICED else timedelta()]
    kept: timedelta = _skew[1]
    return kept


def today() -> date:
    """Today's date in London."""
    return london_date(now())


def london_date(moment: datetime) -> date:
    """The London day on which a moment falls."""
    return moment.astimezone(LONDON).date()
