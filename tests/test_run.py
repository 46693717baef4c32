"""`make run` starts the site and its worker, and stops both."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT, free_port
from tests.server_template import ServerTemplate

pytestmark = pytest.mark.sqlite  # `make run` needs nothing else
PATIENCE = 60
FINGERPRINT = "import serve; print(serve.fingerprint(), end='')"


@pytest.fixture
def environ(server_template: ServerTemplate, tmp_path: Path) -> dict[str, str]:
    """A machine on which `make run` ran before, with a folder of its own."""
    folder = tmp_path / "var"
    shutil.copytree(server_template.folder, folder)
    unset = ("DATABASE_URL", "BASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "DEMO", "DEBUG")
    told = {name: value for name, value in os.environ.items() if name not in unset}
    told |= {"VAR_DIR": str(folder), "PORT": str(free_port()), "HOST": "127.0.0.1"}
    (folder / "prepared").write_text(fingerprint({**told, "DEMO": "1"}))
    return told


def fingerprint(environ: dict[str, str]) -> str:
    """What `make run` would have noted after preparing this database."""
    return subprocess.check_output(
        [sys.executable, "-c", FINGERPRINT], cwd=ROOT / "bin", env=environ, text=True
    )


@pytest.fixture
def running(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """`make run`, from the moment it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "bin/launcher.py", "run"],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    giving_up = threading.Timer(PATIENCE, process.kill)
    giving_up.start()
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ready:"):
            break
    giving_up.cancel()
    assert lines[-1] == f"Ready: http://127.0.0.1:{environ['PORT']} (Ctrl-C stops it)\n", lines
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def status(port: str, path: str) -> int:
    """What a GET answers with; 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """The two programs it started, by what they are."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    pids = {Path(f"/proc/{pid}/cmdline").read_text().split("\0")[-2]: int(pid) for pid in found}
    return {"web server": pids["gunicorn"], "worker": pids["worker"]}


def test_run_serves_until_it_is_asked_to_stop(running, environ) -> None:
    assert status(environ["PORT"], "/readyz") == 200

    running.send_signal(signal.SIGINT)
    last_words = running.communicate(timeout=PATIENCE)[0]

    assert last_words.splitlines()[-1] == "Stopped."
    assert running.returncode == 0
    assert status(environ["PORT"], "/healthz") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="children are found through /proc")
@pytest.mark.parametrize("name", ["web server", "worker"])
def test_run_stops_when_one_of_the_two_dies(running, environ, name: str) -> None:
    os.kill(children(running)[name], signal.SIGKILL)
    last_words = running.communicate(timeout=PATIENCE)[0]

    assert f"The {name} stopped by itself" in last_words.splitlines()[-1]
    assert running.returncode == 1
    assert status(environ["PORT"], "/healthz") == 0
