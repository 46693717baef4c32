"""Says that a worker lives, in a way that ends with its process and nothing sooner.

PostgreSQL: a lock of a session that is kept for it alone. It ends when the process does, kill -9
included, and stays while the process is stopped or slow. SQLite, which is for one machine: a lock
on a file. Where neither can tell (a machine without power, a pooler between us and the database),
what the worker had in hand waits out its lease.
"""

import fcntl
import logging
import os
import tempfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from core.models import JobItem, Message

logger = logging.getLogger(__name__)

LOCKS = 0x55505354  # ours among the advisory locks of the database
LOST_FOR = 4.0  # seconds that a lock must be gone: a connection that broke is made again in two


def lock_number(worker: str) -> int:
    """Of a worker's lock: 31 bits of its name."""
    return zlib.crc32(worker.encode()) >> 1


class Owner:
    """One worker's sign of life."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self._session: BaseDatabaseWrapper | None = None
        self._file: IO[bytes] | None = None

    def hold(self) -> None:
        """Give the sign, or see that it is still given. Raises DatabaseError or OSError."""
        if connection.vendor == "postgresql":
            self._hold_session()
        elif self._file is None:
            path = lock_path(self.worker)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("wb")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """End it in good order: nothing is in hand any more, or somebody is to take it up."""
        if self._session is not None:
            self._session.close()
            self._session = None
        if self._file is not None:
            lock_path(self.worker).unlink(missing_ok=True)
            self._file.close()
            self._file = None

    def _hold_session(self) -> None:
        if self._session is None:
            session = connection.copy()
            session.inc_thread_sharing()  # made by the thread that starts the others
            with session.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, self._number])
            self._session = session
            return
        try:
            with self._session.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            with suppress(DatabaseError):
                self._session.close()
            self._session = None
            raise

    @property
    def _number(self) -> int:
        return lock_number(self.worker)


def lock_path(worker: str) -> Path:
    """Of a worker's file, beside the database: of a copy of that in memory, somewhere."""
    database = Path(str(connection.settings_dict["NAME"]))
    folder = database.parent if database.is_file() else Path(tempfile.gettempdir())
    return folder / "workers" / f"{os.getuid()}-{worker.replace(os.sep, '_')}.lock"


def living(workers: Iterable[str]) -> set[str]:
    """Which of some workers give their sign."""
    if connection.vendor != "postgresql":
        return {worker for worker in workers if _is_locked(lock_path(worker))}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = %s AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCKS],
        )
        held = {number for (number,) in cursor.fetchall()}
    return {worker for worker in workers if lock_number(worker) in held}


def _is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    path.unlink(missing_ok=True)  # of one that was killed
    return False


class DeadWorkers:
    """Whose leases end within seconds: nobody will come back to what they had in hand."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self._lost_since: dict[str, float] = {}

    def free_leases(self, now: datetime, seconds: float) -> None:
        """Look once. `seconds`: of a clock that is never set; two looks must agree."""
        owners = holding(now) - {self.worker, ""}
        lost = owners - living(owners) if owners else set()
        self._lost_since = {one: self._lost_since.get(one, seconds) for one in lost}
        dead = [one for one, since in self._lost_since.items() if seconds - since >= LOST_FOR]
        if not dead:
            return
        logger.warning("Work in hand of workers that have ended is taken up: %d", len(dead))
        for rows in in_hand(now):
            rows.filter(held_by__in=dead).update(lease_until=None, held_by="")


def in_hand(now: datetime) -> tuple[QuerySet[Message], QuerySet[JobItem]]:
    """What workers have in hand. The conditions of messages are those of a small index."""
    unsent = Message.objects.filter(sent_at=None, cancelled_at=None, failed_reason="")
    return unsent.filter(lease_until__gt=now), JobItem.objects.filter(lease_until__gt=now)


def holding(now: datetime) -> set[str]:
    """The names of workers with something in hand."""
    return {name for rows in in_hand(now) for name in rows.values_list("held_by", flat=True)}
