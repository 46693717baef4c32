"""`manage.py demo`: the demonstration's content."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import accounts
from config.demo.load import load
from core import clock

MOST_PEOPLE = 20_000


class Command(BaseCommand):
    """Invented schools, people, dates and bookings, and an account for each role."""

    help = "Load the demonstration and print its accounts. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--size",
            choices=["small", "large"],
            default="small",
            help="How much there is: small; or large, with 200,000 places of years, in minutes.",
        )
        parser.add_argument(
            "--people",
            type=int,
            default=0,
            metavar="N",
            help="So many professionals more, each with a place on a coming date.",
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="Whom chance puts on which date."
        )
        parser.add_argument("--json", action="store_true", help="Print the accounts as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("The demonstration needs DEMO=1: it makes accounts anyone can use.")
        if not 0 <= options["people"] <= MOST_PEOPLE:
            raise CommandError(f"--people is a number from 0 to {MOST_PEOPLE:,}.")
        load(
            clock.now(),
            seed=options["seed"],
            extra_people=options["people"],
            is_large=options["size"] == "large",
        )
        self.stdout.write(accounts.as_json() if options["json"] else accounts.as_table())
