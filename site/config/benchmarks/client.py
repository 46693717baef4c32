"""Eight visitors who ask for one address as fast as they are answered."""

import http.client
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter
from typing import NamedTuple

CLIENTS = 8
MOST_REQUESTS = 20_000  # of one client in one round
NO_HEADERS: Mapping[str, str] = {}


class Load(NamedTuple):
    per_second: float
    p50_ms: float


def load(port: int, path: str, seconds: float, headers: Mapping[str, str] = NO_HEADERS) -> Load:
    """Ask for some seconds. Raises RuntimeError unless every answer is 200."""
    begun = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        visits = [pool.submit(visit, port, path, begun + seconds, headers) for _ in range(CLIENTS)]
        times = [taken for done in visits for taken in done.result()]
    return Load(len(times) / (perf_counter() - begun), 1000 * median(times))


def visit(port: int, path: str, until: float, headers: Mapping[str, str]) -> list[float]:
    """One visitor on one connection: how long each answer took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times: list[float] = []
    try:
        while (begun := perf_counter()) < until and len(times) < MOST_REQUESTS:
            connection.request("GET", path, headers=dict(headers))
            response = connection.getresponse()
            response.read()
            if response.status != http.client.OK:
                raise RuntimeError(f"{path} answered {response.status}.")
            times.append(perf_counter() - begun)
    finally:
        connection.close()
    return times
