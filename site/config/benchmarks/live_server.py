"""A site of its own to measure: a new database, a new folder, and servers that end with it.

On PostgreSQL when DATABASE_URL names it (a database beside the one named, dropped at the end),
else on an SQLite file in a temporary folder. The site that is running is never touched.
"""

import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

READY_SECONDS = 60
END_SECONDS = 15
SIZE = ("--workers", "2", "--threads", "4")


class LiveServer:
    """One site on this machine alone, empty until it is told to run something.

    Each of several has a word of its own in `mark`.
    """

    def __init__(self, mark: str = "") -> None:
        self.mark = mark

    def __enter__(self) -> Self:
        """Make the folder and the database. Who ends the command ends them too."""
        # A signal would end the command without __exit__; an exception does not.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self.folder = Path(tempfile.mkdtemp(prefix="upstander-benchmark-"))
        self.servers: list[subprocess.Popen[bytes]] = []
        self.server_url = os.environ.get("DATABASE_URL", "")
        self.name = f"upstander_benchmark_{os.getpid()}{self.mark}"
        self.database_url = f"sqlite:///{self.folder / 'benchmark.sqlite3'}"
        if self.is_postgres:
            self._ask(f'CREATE DATABASE "{self.name}"')
            self.database_url = urlunsplit(urlsplit(self.server_url)._replace(path=f"/{self.name}"))
        # Nothing of the settings of the site that is running.
        self.environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "PYTHONPATH": f"{settings.ROOT / 'site'}{os.pathsep}{settings.ROOT}",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "DATABASE_URL": self.database_url,
            "VAR_DIR": str(self.folder),
            "DEMO": "1",
        }
        return self

    def __exit__(self, *_: object) -> None:
        """End the servers; leave nothing behind."""
        for server in self.servers:
            server.terminate()
        for server in self.servers:
            try:
                server.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        if self.is_postgres:
            # FORCE: a server that was killed may still hold a connection.
            self._ask(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def is_postgres(self) -> bool:
        """Whether it uses PostgreSQL."""
        return self.server_url.startswith(("postgres://", "postgresql://"))

    def run(self, *words: str) -> str:
        """Run a Python program in it to its end. Raises RuntimeError with its last words."""
        done = subprocess.run(  # noqa: S603 - our own programs
            [sys.executable, *words],
            cwd=settings.ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stderr[-2000:]}")
        return done.stdout

    def serve(self, application: str, path: str) -> int:
        """Start gunicorn, 2 x 4, and wait until a path answers. Returns its port."""
        port = free_port()
        environ = {
            **self.environ,
            "BASE_URL": f"http://127.0.0.1:{port}",
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        log = self.folder / f"{port}.log"
        with log.open("wb") as output:
            server = subprocess.Popen(  # noqa: S603 - our own server
                [sys.executable, "-m", "gunicorn", application, *SIZE],
                cwd=settings.ROOT,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.servers.append(server)
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            if answers(port, path):
                return port
            time.sleep(0.1)
        raise RuntimeError(f"{path} does not answer:\n{log.read_text(errors='replace')[-2000:]}")

    def _ask(self, statement: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(statement)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def answers(port: int, path: str) -> bool:
    """Whether a GET of this path is answered with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
