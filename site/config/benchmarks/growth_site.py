"""Measures one site from within: `python -m config.benchmarks.growth_site settle|measure`.

`settle` lets the worker do what is due, until nothing is. `measure` asks for every page and every
due query, and prints what each cost as JSON: milliseconds of a core of this process and of the
database's, and statements.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - once Django is ready
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from config.benchmarks.growth import SWEEP  # noqa: E402
from config.benchmarks.growth_pages import PAGES, VISITOR, names_of  # noqa: E402
from config.demo import guide  # noqa: E402
from core import clock  # noqa: E402
from core.jobs.job import jobs  # noqa: E402
from core.jobs.worker import Worker, due_rows  # noqa: E402
from core.mail.delivery import claim_message  # noqa: E402
from core.queries.plan import planned_anew  # noqa: E402

TIMES = 5
# As often a page was asked for before on its connection: PostgreSQL may plan it for any values.
BEFORE = 8
DAY = timedelta(days=1)
LOOKS_FOR_MAIL = 1 + 1 / 5 + 1 / 9  # a second, by three threads of the worker
NANO = 1e6  # nanoseconds in a millisecond
MOST_ROUNDS = 50
OK = 200
Cost = dict[str, float]


class Meter:
    """Counts what an act costs here and in the database's own process."""

    def __init__(self) -> None:
        self.statements = 0
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # What a helper of the database does would be on nobody's account.
                cursor.execute("SET max_parallel_workers_per_gather = 0")
                cursor.execute("SELECT pg_backend_pid()")
                self.account = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def count(self, execute: Callable[..., Any], *words: Any) -> Any:
        self.statements += 1
        return execute(*words)

    def database_ns(self) -> int:
        """Time on a core of the database's process: none where it is this one, as with SQLite."""
        account = getattr(self, "account", None)
        return int(account.read_text().split()[0]) if account and account.exists() else 0

    def once(self, act: Callable[[], object]) -> Cost:
        begun = (process_time_ns(), self.database_ns(), perf_counter_ns())
        self.statements = 0
        with connection.execute_wrapper(self.count):
            act()
        web, database, clock_time = process_time_ns(), self.database_ns(), perf_counter_ns()
        return {
            "web": (web - begun[0]) / NANO,
            "database": (database - begun[1]) / NANO,
            "clock": (clock_time - begun[2]) / NANO,
            "statements": self.statements,
        }

    def of(self, act: Callable[[], object], times: int = TIMES) -> Cost:
        """The middle of some times, after some that do not count."""
        for _ in range(BEFORE):
            act()
        found = [self.once(act) for _ in range(times)]
        return {name: round(median(one[name] for one in found), 2) for name in found[0]}


def settle() -> int:
    """Do what is due until nothing is; how many rows that were."""
    total = 0
    for _ in range(MOST_ROUNDS):
        done = Worker().run_once()
        total += done
        if not done:
            break
    return total


def signed_in(role: str) -> Client:
    """The browser of somebody with a role; a visitor's cookie has pages made anew."""
    host = settings.BASE_URL.partition("//")[2]
    client = Client(HTTP_HOST=host)
    if role == VISITOR:
        client.cookies["visitor"] = "1"
        return client
    person = next(one for one in guide.accounts() if guide.role_of(one) == role)
    client.post(f"/demo/sign-in/{person.ref}/")
    return client


def read(client: Client, path: str) -> None:
    """Ask for a page. Raises RuntimeError when it is not shown."""
    response = client.get(path)
    b"".join(response) if response.streaming else response.content
    if response.status_code != OK:
        raise RuntimeError(f"{path} answered {response.status_code}.")


def pages(meter: Meter) -> dict[str, Cost]:
    names, found = names_of(clock.now()), {}
    for role, paths in PAGES.items():
        client = signed_in(role)
        for path in paths:
            address = path.format(**names)
            found[f"{role} {path}"] = meter.of(partial(read, client, address))
    return found


def due_queries(meter: Meter) -> dict[str, Cost]:
    """Each question of the worker, planned anew as the worker has it, and what all come to."""
    with planned_anew():
        asked = {job: meter.of(partial(due_rows, job, clock.now())) for job in jobs}
        sending = meter.of(lambda: claim_message(clock.now()))
    often = [(job, cost) for job, cost in asked.items() if job.every < DAY]
    return {
        **{f"{'due' if job.every < DAY else SWEEP} {job.name}": asked[job] for job in asked},
        "due mail": sending,
        "worker: all questions but the daily": summed([sending, *(cost for _, cost in often)]),
        "worker: a second at rest": summed(
            [
                *(scaled(cost, 1 / job.every.total_seconds()) for job, cost in asked.items()),
                scaled(sending, LOOKS_FOR_MAIL),
            ]
        ),
    }


def scaled(cost: Cost, by: float) -> Cost:
    return {name: value * by for name, value in cost.items()}


def summed(costs: Sequence[Cost]) -> Cost:
    return {name: round(sum(one[name] for one in costs), 2) for name in costs[0]}


if __name__ == "__main__":
    if sys.argv[1] == "settle":
        print(settle())  # noqa: T201 - read by who ran it
    else:
        Worker().run_once()  # whose heart must beat for /readyz
        meter = Meter()
        print(json.dumps({**due_queries(meter), **pages(meter)}))  # noqa: T201
