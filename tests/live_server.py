"""A live server for a test: a real gunicorn, real workers, a database and a folder of its own.

with LiveServer(template, jobs=1) as server:
    server.base_url; server.mail(); server.call("tests.races.seed", "make_event", capacity=1)
"""

import email
import email.policy
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self

import pytest

from tests import fixed_clock, processes
from tests.processes import ROOT
from tests.server_template import ServerTemplate, environment, prepared

READY_SECONDS = 60
Process = subprocess.Popen[bytes]


class LiveServer:
    """One running site. Everything it writes is in `folder`, and goes with it."""

    def __init__(
        self,
        model: ServerTemplate,
        *,
        workers: int = 2,
        threads: int = 4,
        jobs: int = 1,
        wsgi: str = "tests.wsgi",
        environ: dict[str, str] | None = None,
    ) -> None:
        """`workers` x `threads` serve pages, `jobs` is how many times `manage.py worker` runs.

        `wsgi` names another module for gunicorn to serve, as the controls of the races do.
        """
        self.model = model
        self.size = (workers, threads)
        self.number_of_jobs = jobs
        self.wsgi = wsgi
        self.extra = environ or {}
        self.jobs: list[Process] = []
        self.web: Process | None = None
        self.runner: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Copy the template, start everything, wait until it is ready."""
        self.folder = Path(tempfile.mkdtemp(prefix="upstander-server-"))
        self.port = processes.free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.database_url = self.model.copy(self.folder)
        self.environ = (
            environment(self.folder, self.database_url, self.base_url)
            | {"HOST": "127.0.0.1", "PORT": str(self.port)}
            | self.extra
        )
        try:
            self.start_web()
            for _ in range(self.number_of_jobs):
                self.start_worker()
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything and leave nothing behind."""
        self.stop()

    def start_web(self) -> Process:
        """Start gunicorn on the server's port."""
        workers, threads = self.size
        sizes = ["--workers", str(workers), "--threads", str(threads)]
        command = [sys.executable, "-m", "gunicorn", self.wsgi, *sizes, "--graceful-timeout", "5"]
        self.web = processes.start(command, log=self.log("web"), environ=self.environ)
        return self.web

    def start_worker(self) -> Process:
        """Start one more `manage.py worker`."""
        command = [sys.executable, "-m", "tests.manage", "worker"]
        worker = processes.start(command, log=self.log("worker"), environ=self.environ)
        self.jobs.append(worker)
        return worker

    def kill(self, process: Process) -> None:
        """kill -9 one of this server's own programs."""
        process.kill()
        process.wait()
        if process in self.jobs:
            self.jobs.remove(process)

    def stop(self) -> None:
        """End every program, without ceremony, then delete the database and the folder."""
        if self.runner is not None:
            self.runner.kill()
            self.runner.communicate()
        for program in [*self.jobs, self.web]:
            if program is not None:
                processes.kill_group(program)
        self.model.drop(self.database_url)
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait_until_ready(self) -> None:
        """Wait for /readyz, or for /healthz in a live server without a worker, to answer 200."""
        path = "/readyz" if self.number_of_jobs else "/healthz"
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.status(path) == http.client.OK:
                return
            if any(program.poll() is not None for program in [self.web, *self.jobs] if program):
                break
            time.sleep(0.1)
        raise RuntimeError(
            f"The live server is not ready: {path} {self.status(path)}\n{self.logs()}"
        )

    def status(self, path: str) -> int:
        """The status that a GET of this path answers with; 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def log(self, name: str) -> Path:
        """Where a kind of program writes what it has to say."""
        return self.folder / f"{name}.log"

    def logs(self) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {log.name}\n{processes.tail(log)}" for log in self.folder.glob("*.log")
        )

    def move_clock(self, to: datetime) -> None:
        """Make it another moment for the site, its workers and every call()."""
        fixed_clock.set_clock(self.folder / "clock.json", to)

    def mail(self, to: str | None = None) -> list[EmailMessage]:
        """The messages that went out, oldest first; only those to one address if it is named."""
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda f: f.stat().st_mtime_ns)
        messages = [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in files
        ]
        return [message for message in messages if to is None or to in str(message["To"])]

    def wait_for_mail(
        self, to: str, subject: str = "", *, after: int = 0, seconds: float = 30
    ) -> EmailMessage:
        """The first message to `to` whose subject holds `subject`, past the first `after` ones."""
        return self.wait_for(
            lambda: next((m for m in self.mail(to)[after:] if subject in str(m["Subject"])), None),
            f"mail to {to} with {subject!r}",
            seconds,
        )

    def wait_for(self, found: Callable[[], Any], what: str, seconds: float = 30) -> Any:
        """Ask again and again until there is an answer. Raises AssertionError when time is up."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            answer = found()
            if answer:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"No {what} after {seconds} s.\n{self.logs()}")

    def account(self, role: str, organisation: str = "") -> dict[str, str]:
        """A demonstration account: its e-mail, password and totp_secret, by role and place."""
        accounts = json.loads(self.call("config.demo.accounts", "as_json"))
        return next(
            account
            for account in accounts
            if account["role"] == role and organisation in account["organisation"]
        )

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Run a function with Django on this server's database; arguments and value are JSON."""
        if self.runner is None:
            self.runner = self.start_runner()
        assert self.runner.stdin is not None
        assert self.runner.stdout is not None
        asked = {"module": module, "function": function, "arguments": arguments}
        self.runner.stdin.write(json.dumps(asked, default=str) + "\n")
        self.runner.stdin.flush()
        line = self.runner.stdout.readline()
        answer = json.loads(line or json.dumps({"error": processes.tail(self.log("runner"))}))
        if "error" in answer:
            raise RuntimeError(f"{module}.{function} failed:\n{answer['error']}")
        return answer["value"]

    def start_runner(self) -> subprocess.Popen[str]:
        """Start the child that holds Django for call()."""
        with self.log("runner").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.function_runner"],
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )


@pytest.fixture(scope="session")
def server_template(migrated: str) -> Iterator[ServerTemplate]:
    """What every live server of this run starts from, itself a copy of the migrated database."""
    with prepared() as model:
        yield model


@pytest.fixture(scope="module")
def server(server_template: ServerTemplate) -> Iterator[LiveServer]:
    """A running site for the tests of one file."""
    with LiveServer(server_template) as running:
        yield running
