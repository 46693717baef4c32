"""The list of dates and a course's page, kept and made anew, against a floor on the same server."""

from collections.abc import Callable
from statistics import median

from config.benchmarks.client import CLIENTS, Load, load
from config.benchmarks.figures import interleaved, line
from config.benchmarks.house import House

DATES, PAGES = 200, 1_000
# A visitor with any cookie gets a page made for them: nothing that is kept.
MADE_ANEW = {"Cookie": "visitor=1"}
TO_REACH = {"dates kept": 1, "course kept": 1, "dates": 0.4, "course": 0.25}
DIGITS = 2


def run(rounds: int, seconds: int) -> str:
    """The figures as one line: answers a second, the middle answer's time, and the ratios."""
    with House() as house:
        house.run("manage.py", "prepare")
        dates, pages, slug = house.run(
            "-m", "config.benchmarks.stock", str(DATES), str(PAGES)
        ).split()
        floor = house.serve("config.benchmarks.floor_wsgi", "/")
        site = house.serve("config.wsgi", "/healthz")
        course = f"/courses/{slug}/"
        measures: dict[str, Callable[[], Load]] = {
            "floor": lambda: load(floor, "/", seconds),
            "dates": lambda: load(site, "/dates/", seconds, MADE_ANEW),
            "dates kept": lambda: load(site, "/dates/", seconds),
            "course": lambda: load(site, course, seconds, MADE_ANEW),
            "course kept": lambda: load(site, course, seconds),
        }
        for measure in measures.values():
            measure()  # so that nobody's first time is counted
        found = interleaved(measures, rounds)
        return line(
            "pages",
            database="PostgreSQL" if house.is_postgres else "SQLite",
            dates=int(dates),
            pages=int(pages),
            clients=CLIENTS,
            rounds=rounds,
            seconds=seconds,
            floor="one SELECT, 25 rows, one template",
            **summary(found),
            to_reach=TO_REACH,
        )


def summary(found: dict[str, list[Load]]) -> dict[str, dict[str, float]]:
    """Medians of the rounds, and each page's rate against the floor's."""
    rates = {name: median(one.per_second for one in loads) for name, loads in found.items()}
    times = {name: median(one.p50_ms for one in loads) for name, loads in found.items()}
    return {
        "a_second": {name: round(rate, 1) for name, rate in rates.items()},
        "p50_ms": {name: round(time, 1) for name, time in times.items()},
        "ratio": {name: round(rates[name] / rates["floor"], DIGITS) for name in TO_REACH},
    }
