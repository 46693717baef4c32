"""`manage.py migrate`, which leaves a database of before the apps were laid out anew alone."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

# Apps that are apps no more. bin/earlier_database.py asks the same before Django is installed.
EARLIER_LABELS = frozenset({"bookings", "certificates", "training"})
REFUSAL = (
    "The database {name} was made by an earlier version and cannot be taken over: move it away,"
    " or name another with DATABASE_URL, then run the same command again."
)


class Command(migrate.Command):
    """Django would stop half way, at a table that is there already or at a history of others."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate. Raises CommandError for a database of before, which stays as it is."""
        connection = connections[options["database"]]
        applied = MigrationRecorder(connection).applied_migrations()
        if any(label in EARLIER_LABELS for label, _ in applied):
            raise CommandError(REFUSAL.format(name=connection.settings_dict["NAME"]))
        super().handle(*args, **options)
