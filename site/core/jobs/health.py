"""Is the site ready: database, migrations, the worker's heartbeat, the age of the queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from core.mail.delivery import waiting
from core.models import Heartbeat

HEARTBEAT = timedelta(minutes=2)
QUEUE = timedelta(minutes=5)


@dataclass(frozen=True)
class Readiness:
    """Each part, true when it is well. Nothing here names a version or a person."""

    database: bool
    migrations: bool
    worker: bool
    queue: bool

    @property
    def is_ready(self) -> bool:
        """Whether visitors can be let in: everything is well."""
        return self.database and self.migrations and self.worker and self.queue


_migrated: set[str] = set()


def readiness(now: datetime) -> Readiness:
    """How the site is now. Never raises: a database that is away is an answer."""
    try:
        if not _is_migrated():
            return Readiness(database=True, migrations=False, worker=False, queue=False)
        worker = Heartbeat.objects.filter(beat_at__gte=now - HEARTBEAT).exists()
        queue = not waiting(now - QUEUE).exists()
    except DatabaseError:
        return Readiness(database=False, migrations=False, worker=False, queue=False)
    return Readiness(database=True, migrations=True, worker=worker, queue=queue)


def _is_migrated() -> bool:
    """Asked until the answer is yes: a running process cannot lose its migrations."""
    name = str(connection.settings_dict["NAME"])
    if name not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(name)
    return True
