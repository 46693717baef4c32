"""Sizes and results of the proofs: the same code runs small in every check and full in evidence.

`make evidence` sets UPSTANDER_FULL=1; each proof then leaves a file in docs/evidence/.
"""

import json
import os
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.postgres import engine
from tests.processes import ROOT

FOLDER = ROOT / "docs" / "evidence"
IS_FULL = os.environ.get("UPSTANDER_FULL") == "1"


def size(check: int, full: int) -> int:
    """How many rounds: a part in every check, all of them in `make evidence`."""
    return full if IS_FULL else check


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what takes minutes to `make evidence`."""
    long = [] if IS_FULL else [one for one in items if one.get_closest_marker("full")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [one for one in items if one not in long]


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Prints a proof's figures; at full size also writes them to docs/evidence/."""

    def write(name: str, **figures: Any) -> None:
        report = capture(request)
        with report.global_and_fixture_disabled():
            print(f"\n{name} on {engine()}: {json.dumps(figures, default=str)}")
        if IS_FULL:
            save(name, request.node.nodeid, figures)

    return write


def capture(request: pytest.FixtureRequest) -> Any:
    """pytest's own capturing, to print past it."""
    return request.config.pluginmanager.getplugin("capturemanager")


def save(name: str, test: str, figures: dict[str, Any]) -> None:
    """One file a day, proof and engine: what was run, on which commit, and what came out."""
    day = timezone.localdate().isoformat()  # a proof may have put another clock in core.clock
    engine_variable = "python -m tests.postgres -- " if engine() == "postgresql" else ""
    body = {
        "proof": name,
        "engine": engine(),
        "date": day,
        "commit": git("rev-parse", "HEAD"),
        "clean": not git("status", "--porcelain", "--untracked-files=no"),
        "cores": os.cpu_count(),
        "command": f"UPSTANDER_FULL=1 {engine_variable}python -m pytest {test}",
        "figures": figures,
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{day}-{name}-{engine()}.json"
    file.write_text(json.dumps(body, indent=2, default=str) + "\n")


def git(*words: str) -> str:
    """What git answers."""
    return subprocess.check_output(["git", *words], cwd=ROOT, text=True).strip()
