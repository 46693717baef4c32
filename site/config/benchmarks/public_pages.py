"""The pages asked for most, against a floor on the same server.

For visitors: the list of dates and a course's page, cached and made anew. For people who have
signed in: a facilitator's register, a school's bookings and a learner's own page.
"""

from collections.abc import Callable, Mapping
from statistics import median

from config.benchmarks.client import CLIENTS, NO_HEADERS, Load, load
from config.benchmarks.figures import interleaved, line
from config.benchmarks.live_server import LiveServer
from config.benchmarks.person import headers_of, register_of

DATES, PAGES = 200, 1_000
# A visitor with any cookie gets a page made for them: none from the cache.
MADE_ANEW = {"Cookie": "visitor=1"}
TO_REACH = {
    "dates cached": 1,
    "course cached": 1,
    "dates": 0.4,
    "course": 0.25,
    "register": 0.3,
    "bookings": 0.3,
    "my": 0.3,
}
DIGITS = 2


def run(rounds: int, seconds: int) -> str:
    """The figures as one line: answers a second, the middle answer's time, and the ratios."""
    with LiveServer() as server:
        server.run("manage.py", "prepare")
        dates, pages, slug = server.run(
            "-m", "config.benchmarks.stock", str(DATES), str(PAGES)
        ).split()
        floor = server.serve("config.benchmarks.floor_wsgi", "/")
        site = server.serve("config.wsgi", "/healthz")
        measures = {"floor": asked(floor, "/", seconds), **pages_of(site, slug, seconds)}
        for measure in measures.values():
            measure()  # so that nobody's first time is counted
        found = interleaved(measures, rounds)
        return line(
            "pages",
            database="PostgreSQL" if server.is_postgres else "SQLite",
            dates=int(dates),
            pages=int(pages),
            clients=CLIENTS,
            rounds=rounds,
            seconds=seconds,
            floor="one SELECT, 25 rows, one template",
            **summary(found),
            to_reach=TO_REACH,
        )


def pages_of(site: int, slug: str, seconds: int) -> dict[str, Callable[[], Load]]:
    """What is asked of the site, and by whom."""
    facilitator, booker, learner = (
        headers_of(site, role) for role in ("facilitator", "booker", "learner")
    )
    course, register = f"/courses/{slug}/", register_of(site, facilitator)
    return {
        "dates": asked(site, "/dates/", seconds, MADE_ANEW),
        "dates cached": asked(site, "/dates/", seconds),
        "course": asked(site, course, seconds, MADE_ANEW),
        "course cached": asked(site, course, seconds),
        "register": asked(site, register, seconds, facilitator),
        "bookings": asked(site, "/bookings/", seconds, booker),
        "my": asked(site, "/my/", seconds, learner),
    }


def asked(
    port: int, path: str, seconds: int, headers: Mapping[str, str] = NO_HEADERS
) -> Callable[[], Load]:
    """One measure: an address, asked for as somebody."""
    return lambda: load(port, path, seconds, headers)


def summary(found: dict[str, list[Load]]) -> dict[str, dict[str, float]]:
    """Medians of the rounds, and each page's rate against the floor's."""
    rates = {name: median(one.per_second for one in loads) for name, loads in found.items()}
    times = {name: median(one.p50_ms for one in loads) for name, loads in found.items()}
    return {
        "a_second": {name: round(rate, 1) for name, rate in rates.items()},
        "p50_ms": {name: round(time, 1) for name, time in times.items()},
        "ratio": {name: round(rates[name] / rates["floor"], DIGITS) for name in TO_REACH},
    }
