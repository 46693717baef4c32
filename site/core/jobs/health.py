"""Is the site ready: database, migrations, the worker's heartbeat, the age of the queue, clocks."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from core import clock
from core.mail.delivery import waiting
from core.models import Heartbeat

HEARTBEAT = timedelta(minutes=2)
QUEUE = timedelta(minutes=5)
# A clock that is out by seconds is worth a word; by minutes, people are refused what they were
# promised or given what is over.
CLOCK_SHOWN, CLOCK_REFUSED = timedelta(seconds=5), timedelta(minutes=2)


@dataclass(frozen=True)
class Readiness:
    """Each part, true when it is well. Nothing here names a version or a person."""

    database: bool
    migrations: bool
    worker: bool
    queue: bool
    clocks: bool  # this machine's and the worker's agree with the database's
    mail: bool  # a mail server answers; while none does mail waits, and the site is ready

    @property
    def is_ready(self) -> bool:
        """Whether visitors can be let in: everything is well."""
        return all(well for part, well in asdict(self).items() if part != "mail")


@dataclass(frozen=True)
class WorkerState:
    """What the workers that are alive say."""

    is_alive: bool
    clock_ahead: timedelta  # of the database's: the worst of them
    mail_away_since: datetime | None


_migrated: set[str] = set()


def readiness(now: datetime) -> Readiness:
    """How the site is now, by this machine's clock. Never raises: a database away is an answer."""
    try:
        if not _is_migrated():
            return Readiness(
                database=True, migrations=False, worker=False, queue=False, clocks=False, mail=False
            )
        database_now = clock.database_now()
        workers = worker_state(database_now)
        queue = not waiting(database_now - QUEUE).exists()
    except DatabaseError:
        return Readiness(
            database=False, migrations=False, worker=False, queue=False, clocks=False, mail=False
        )
    furthest = max(abs(now - database_now), abs(workers.clock_ahead))
    return Readiness(
        database=True,
        migrations=True,
        worker=workers.is_alive,
        # Without a mail server it grows old, and more machines without one would not help.
        queue=queue or workers.mail_away_since is not None,
        clocks=furthest <= CLOCK_REFUSED,
        mail=workers.mail_away_since is None,
    )


def worker_state(database_now: datetime) -> WorkerState:
    """What workers wrote within two minutes by the database's clock; one of later is none."""
    alive = Heartbeat.objects.filter(
        beat_at__gte=database_now - HEARTBEAT, beat_at__lte=database_now + CLOCK_SHOWN
    )
    rows = list(alive.values_list("clock_ahead", "mail_away_since"))
    return WorkerState(
        is_alive=bool(rows),
        clock_ahead=max((ahead for ahead, _ in rows), key=abs, default=timedelta()),
        # It is there when one of them finds it so.
        mail_away_since=None
        if None in [away for _, away in rows]
        else min((away for _, away in rows if away), default=None),
    )


def _is_migrated() -> bool:
    """Asked until the answer is yes: a running process cannot lose its migrations."""
    name = str(connection.settings_dict["NAME"])
    if name not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(name)
    return True
