"""The one reader of the time. Everything else is told what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

LONDON = ZoneInfo("Europe/London")


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


def today() -> date:
    """Today's date in London."""
    return london_date(now())


def london_date(moment: datetime) -> date:
    """The London day on which a moment falls."""
    return moment.astimezone(LONDON).date()
