"""What a benchmark says: medians of interleaved rounds, and their ratio to a floor. A tool."""

import json
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def seconds_of(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


def interleaved(measures: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Each measure once a round, in turn, so that a busy moment falls on all of them alike."""
    found: dict[str, list[T]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def medians(found: Mapping[str, list[float]]) -> dict[str, float]:
    """The middle of each measure's rounds."""
    return {name: median(values) for name, values in found.items()}


def line(benchmark: str, **figures: object) -> str:
    return json.dumps({"benchmark": benchmark, **figures})
