"""`manage.py benchmark`: how fast it is, one line of JSON for each benchmark."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.benchmarks import calendar_feed, certificates, enrol, growth, public_pages

MOST_ROUNDS = 50
MOST_SECONDS = 30


class Command(BaseCommand):
    """Measures against a floor, in turn with it, and prints medians and ratios."""

    help = "Measure one part of the product against a floor. docs/benchmarks.md says what and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = ["calendar", "certificates", "enrol", "grow", "pages"]
        parser.add_argument("name", choices=names, help="What to measure.")
        parser.add_argument(
            "--rounds", type=int, default=7, metavar="N", help="How often each is measured (7)."
        )
        parser.add_argument(
            "--seconds",
            type=int,
            default=3,
            metavar="N",
            help="How long each page is asked for in a round (3).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rounds, seconds = options["rounds"], options["seconds"]
        if not 1 <= rounds <= MOST_ROUNDS:
            raise CommandError(f"--rounds is a number from 1 to {MOST_ROUNDS}.")
        if not 1 <= seconds <= MOST_SECONDS:
            raise CommandError(f"--seconds is a number from 1 to {MOST_SECONDS}.")
        if options["name"] == "calendar":
            self.stdout.write(calendar_feed.run(rounds))
        elif options["name"] == "certificates":
            self.stdout.write(certificates.run(rounds))
        elif options["name"] == "enrol":
            self.stdout.write(enrol.run(rounds))
        elif options["name"] == "grow":
            self.stdout.write(growth.run(rounds))
        else:
            self.stdout.write(public_pages.run(rounds, seconds))
