"""The day on which journeys and races take place, whatever the day is: a Wednesday in term time.

Launchers call apply() before Django starts, so that every import of core.clock finds these
functions. Time goes on from there with the real seconds; a test may move it. The product has no
switch for this.
"""

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone

from core import clock

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)  # 10:00 in London too: winter time
VARIABLE = "UPSTANDER_TEST_CLOCK"


def set_clock(file: Path, to: datetime) -> None:
    """Make it `to` now for every process that reads this file."""
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps({"moment": to.timestamp(), "since": time.time()}))
    part.replace(file)


def now() -> datetime:
    """The moment the file names, and the real seconds since it was written."""
    text = json.loads(Path(os.environ[VARIABLE]).read_text())
    return datetime.fromtimestamp(text["moment"] + time.time() - text["since"], UTC)


def apply() -> None:
    """Put this clock in the place of the machine's, the database's and Django's.

    Django's own says when a session ends: were it another, the worker would tidy away the sessions
    of people who have just signed in.
    """
    clock.now = now
    clock.database_now = now
    timezone.now = now
