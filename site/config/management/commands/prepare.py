"""`manage.py prepare`: everything a first start needs, in one process."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.demo import accounts
from config.demo.load import load
from core import clock
from core.files.whole_file import write_whole


class Command(BaseCommand):
    """Brings the database up to date; in a demonstration, fills it."""

    help = "Migrate, and in a demonstration load its content and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, load, print. A second run changes nothing."""
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEMO:
            return
        load(clock.now())
        table = accounts.as_table()
        write_whole(accounts.file(), f"{table}\n".encode(), mode=0o600)
        self.stdout.write(table)
