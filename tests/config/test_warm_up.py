"""The web server's own process, before it forks: warm, light, and not connected to anything."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT
from tests.server_template import environment

# Signing and rotas: each costs every web process tens of megabytes. (Workbooks are written where
# the office asks for one, and cost little as long as numpy stays away.)
TOO_HEAVY = ("pikepdf", "pyhanko", "ortools", "openbadgeslib", "numpy", "pandas")
LOOK = f"""
import json, pathlib, sys
from config.wsgi import application
from django.db import connections
from django.template import engines
(loader,) = engines["django"].engine.template_loaders
print(json.dumps({{
    "heavy": [name for name in {TOO_HEAVY} if name in sys.modules],
    "connected": any(one.connection is not None for one in connections.all()),
    "templates": sorted(loader.get_template_cache),
    "adapter": "accounts.sign_in.adapter" in sys.modules,
    "status": pathlib.Path("/proc/self/status").read_text() if sys.platform == "linux" else "",
}}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a process is like that has only loaded what gunicorn serves."""
    folder: Path = tmp_path_factory.mktemp("var")
    told = environment(folder, f"sqlite:///{folder / 'none.sqlite3'}", "http://127.0.0.1:8000")
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env={**os.environ, **told},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_heavy_is_loaded(started: Any) -> None:
    assert started["heavy"] == []


def test_nothing_is_connected_that_a_fork_would_share(started: Any) -> None:
    assert not started["connected"]


def test_no_visitor_waits_for_templates_and_forms(started: Any) -> None:
    assert {"base.html", "cms/home.html", "training/events/event_list.html"} <= set(
        started["templates"]
    )
    assert started["adapter"]


@pytest.mark.skipif(sys.platform != "linux", reason="the size is read from /proc")
def test_a_process_starts_light(started: Any) -> None:
    kilobytes = re.search(r"VmRSS:\s+(\d+) kB", started["status"])

    assert kilobytes
    assert int(kilobytes[1]) < 180_000
