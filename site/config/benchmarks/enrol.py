"""The form's POST by which people enrol, against one guarded UPDATE and one INSERT.

Sessions are made and the forms opened beforehand. Sixteen clients send them: for one date until it
is full and a few more are refused, and for 200 dates. The floor is sent as many POSTs for one date
and for 200 on the same server: a Django view that writes the same two rows with nothing round it.
For comparison the same again in bare SQL, into a table without keys to others.
"""

import http.client
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from queue import Empty, SimpleQueue
from statistics import median
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from config.benchmarks.figures import interleaved, line
from config.benchmarks.live_server import LiveServer

CLIENTS = 16
POSTS = 320  # of a round
PLACES = 240  # of the date that gets full
TOKEN = "a" * 32  # in the cookie and in the form: Django compares the two
TO_REACH = {"one date": 0.15, "200 dates": 0.15}
FLOORS = {name: f"floor, {name}" for name in TO_REACH}
BARE = "floor in SQL"
WANTED = {302, 409}
SHIFT = 7  # dates a round, so that nobody comes to one twice
DIGITS = 2
COPY = {"area": "330", "manager_email": "", "access_needs": "", "csrfmiddlewaretoken": TOKEN}


class Post(NamedTuple):
    """One form of one person, and whether it is opened before it is sent."""

    path: str
    session: str
    answers: dict[str, str]
    is_opened: bool = False


class Sent(NamedTuple):
    per_second: float
    p50_ms: float
    statuses: Counter[int]


def run(rounds: int) -> str:
    """The figures as one line: POSTs a second, the middle answer's time, and the ratios."""
    with LiveServer() as server:
        server.run("manage.py", "prepare")
        stock = [str(number) for number in (POSTS, PLACES, rounds + 1)]
        found = json.loads(server.run("-m", "config.benchmarks.enrol_stock", *stock))
        floor = server.serve("config.benchmarks.floor_wsgi", "/")
        site = server.serve("config.wsgi", "/healthz")
        measures = measures_of(site, floor, found, rounds)
        for measure in measures.values():
            measure()  # so that nobody's first time is counted
        sent = interleaved(measures, rounds)
        return line(
            "enrol",
            database="PostgreSQL" if server.is_postgres else "SQLite",
            clients=CLIENTS,
            rounds=rounds,
            posts=POSTS,
            places=PLACES,
            floor="one POST with one guarded UPDATE and one INSERT by the ORM, same tables",
            **summary(sent),
            to_reach=TO_REACH,
        )


def measures_of(
    site: int, floor: int, found: dict[str, list[str]], rounds: int
) -> dict[str, Callable[[], Sent]]:
    """What is sent in turn; in each round everyone comes to a date new to them."""
    sessions, people = found["sessions"], found["people"]
    full, floor_full = iter(found["full"]), iter(found["floor full"])
    turns, floor_turns = iter(range(rounds + 1)), iter(range(rounds + 1))

    def one() -> Sent:
        ref = next(full)
        return send(site, [enrolment(session, ref) for session in sessions])

    def one_floor() -> Sent:
        event = next(floor_full)
        return send(floor, [plain(person, event) for person in people])

    def spread() -> Sent:
        refs = turned(found["many"], next(turns))
        return send(site, [enrolment(*pair) for pair in zip(sessions, refs, strict=False)])

    def spread_floor() -> Sent:
        events = turned(found["floor many"], next(floor_turns))
        return send(floor, [plain(*pair) for pair in zip(people, events, strict=False)])

    def bare() -> Sent:
        (ref,) = found[BARE]
        rows = [{"ref": ref, "who": person} for person in people]
        return send(floor, [Post("/enrol-sql/", "", answers) for answers in rows])

    floors = (one_floor, spread_floor)
    return dict(zip([*FLOORS.values(), *FLOORS, BARE], [*floors, one, spread, bare], strict=True))


def turned(refs: Sequence[str], turn: int) -> Iterator[str]:
    """Over and over, beginning elsewhere each turn."""
    return islice(cycle(refs), turn * SHIFT, None)


def enrolment(session: str, ref: str) -> Post:
    """The form as a browser sends it."""
    answers = {**COPY, "form_key": str(uuid4())}
    return Post(f"/dates/{ref}/enrol/", session, answers, is_opened=True)


def plain(person: str, event: str) -> Post:
    """What the floor is sent."""
    return Post("/enrol/", "", {"person": person, "event": event})


def send(port: int, posts: Sequence[Post]) -> Sent:
    """Send them from all clients. Raises RuntimeError for an answer nobody wants."""
    opened = from_all(port, "GET", [post for post in posts if post.is_opened])
    refused = {status for status, _ in opened} - {http.client.OK}
    begun = perf_counter()
    met = from_all(port, "POST", posts)
    seconds = perf_counter() - begun
    statuses = Counter(status for status, _ in met)
    if refused or set(statuses) - WANTED:
        raise RuntimeError(f"Answers were {refused or dict(statuses)}.")
    return Sent(len(met) / seconds, 1000 * median(taken for _, taken in met), statuses)


def from_all(port: int, method: str, posts: Sequence[Post]) -> list[tuple[int, float]]:
    """Whichever client is free sends the next: each answer's status and how long it took.

    Were they dealt out beforehand, the slowest client would count: whose connection the busier
    worker of the server took.
    """
    waiting: SimpleQueue[Post] = SimpleQueue()
    for post in posts:
        waiting.put(post)
    with ThreadPoolExecutor(CLIENTS) as pool:
        visits = [pool.submit(visit, port, method, waiting) for _ in range(CLIENTS)]
        return [answer for done in visits for answer in done.result()]


def visit(port: int, method: str, waiting: SimpleQueue[Post]) -> list[tuple[int, float]]:
    """One client on one connection, until nothing waits to be sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    met = []
    try:
        while (post := taken_from(waiting)) is not None:
            begun = perf_counter()
            headers = {"Cookie": f"sessionid={post.session}; csrftoken={TOKEN}"}
            if method == "POST":
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(post.answers) if method == "POST" else None
            connection.request(method, post.path, body, headers)
            response = connection.getresponse()
            response.read()
            met.append((response.status, perf_counter() - begun))
    finally:
        connection.close()
    return met


def taken_from(waiting: SimpleQueue[Post]) -> Post | None:
    """The next to be sent; none when all are."""
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def summary(sent: dict[str, list[Sent]]) -> dict[str, object]:
    """Medians of the rounds, each rate against the floor's, and how the site answered."""
    rates = {name: median(one.per_second for one in found) for name, found in sent.items()}
    times = {name: median(one.p50_ms for one in found) for name, found in sent.items()}
    statuses = {
        name: dict(sum((one.statuses for one in sent[name]), Counter())) for name in TO_REACH
    }
    return {
        "a_second": {name: round(rate, 1) for name, rate in rates.items()},
        "p50_ms": {name: round(time, 1) for name, time in times.items()},
        "statuses": statuses,
        "ratio": {
            name: round(rates[name] / rates[floor], DIGITS) for name, floor in FLOORS.items()
        },
        "ratio_in_sql": {name: round(rates[name] / rates[BARE], DIGITS) for name in TO_REACH},
    }
