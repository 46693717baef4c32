"""Few wait for one locked row, so that the threads of a process go on serving everything else.

An action waits two seconds for a lock (the connection's lock_timeout). If that is too short, a few
in each process wait on, for what is left of five seconds; whoever else comes for the same rows is
told at once that they are busy. A thread that waits serves nobody.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from core.errors import BusyError

Key = tuple[str, object]
MOST_WAITING = 2  # of the four threads of a process (gunicorn.conf.py)
IN_ALL, FIRST = 5_000, 2_000  # milliseconds
_lock = threading.Lock()
_waited_for: Counter[Key] = Counter()
_waiting = 0


def refuse_contended(rows: Iterable[Key]) -> None:
    """Raise BusyError for rows for which somebody in this process waits already."""
    with _lock:
        if any(_waited_for[row] for row in rows):
            raise BusyError


@contextmanager
def place_in_line(rows: Iterable[Key]) -> Iterator[None]:
    """Be one of the few who wait on for some rows. Raises BusyError when there are enough."""
    global _waiting  # noqa: PLW0603 - one count of a process
    wanted = list(rows)
    with _lock:
        if _waiting >= MOST_WAITING:
            raise BusyError
        _waiting += 1
        _waited_for.update(wanted)
    try:
        yield
    finally:
        with _lock:
            _waiting -= 1
            _waited_for.subtract(wanted)


def wait_longer() -> None:
    """Let this transaction wait for what is left, where the database has such a limit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {IN_ALL - FIRST}")
