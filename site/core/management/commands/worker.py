"""`manage.py worker`: send what is due and do what is due, until told to stop."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.jobs.worker import Worker


class Command(BaseCommand):
    """Run the loop, or one round of it."""

    help = "Sends messages and does whatever is due. --once runs everything due and exits."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then exit")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C; the row in hand is finished first."""
        worker = Worker()

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if options["once"]:
            worker.run_once()
        else:
            worker.run()
