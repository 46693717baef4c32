"""Whether what is asked for often takes longer after years: each page and each due query.

Two sites with the demonstration, the small one and the large one, measured in turn from within:
milliseconds of a core in the web process and in the database's. What a page costs may not depend
on how much has happened, so the ratio of the two sizes is what to read.
"""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from statistics import median

from config.benchmarks.figures import interleaved, line
from config.benchmarks.live_server import LiveServer

SITE = "config.benchmarks.growth_site"
SWEEP = "daily"  # before the name of what is asked once a day, among everything: it may grow
LEAST = 5.0  # milliseconds: what takes less than that at both sizes is not told from chance
TO_REACH = 1.5
SIZES = ("small", "large")
Costs = Mapping[str, Mapping[str, float]]


def run(rounds: int) -> str:
    """The figures as one line. Raises RuntimeError where a page is not shown."""
    with ExitStack() as stack:
        sites = {size: stack.enter_context(LiveServer(size)) for size in SIZES}
        for size, site in sites.items():
            site.run("manage.py", "migrate", "-v0")
            site.run("manage.py", "demo", "--size", size)
            site.run("-m", SITE, "settle")
        measures = {size: lambda site=site: measured(site) for size, site in sites.items()}
        found = interleaved(measures, rounds)
        return line(
            "grow",
            database="PostgreSQL" if sites["small"].is_postgres else "SQLite",
            rounds=rounds,
            **summary({size: middle(costs) for size, costs in found.items()}),
            to_reach=TO_REACH,
        )


def measured(site: LiveServer) -> Costs:
    costs: Costs = json.loads(site.run("-m", SITE, "measure"))
    return costs


def middle(rounds: list[Costs]) -> Costs:
    """The median of each figure."""
    first = rounds[0]
    return {
        name: {figure: median(one[name][figure] for one in rounds) for figure in first[name]}
        for name in first
    }


def core_ms(cost: Mapping[str, float]) -> float:
    """Milliseconds of a core, here and in the database."""
    return cost["web"] + cost["database"]


def summary(sizes: Mapping[str, Costs]) -> dict[str, object]:
    """Of each page and question what it takes at both sizes, and which grow more than they may."""
    small, large = (sizes[size] for size in SIZES)
    rows = {
        name: {
            "small_ms": round(core_ms(small[name]), 1),
            "large_ms": round(core_ms(large[name]), 1),
            "of_it_database": round(large[name]["database"], 1),
            "statements": round(large[name]["statements"], 1),
            "growth": round(core_ms(large[name]) / max(core_ms(small[name]), 0.01), 2),
        }
        for name in large
    }
    grows = [
        name
        for name, row in rows.items()
        if row["growth"] > TO_REACH and row["large_ms"] >= LEAST and not name.startswith(SWEEP)
    ]
    return {"measured": rows, "grows": grows}
