"""`make run`: the site and its worker, started together, watched, and stopped together.

Nothing of Django is imported here: a second start has nothing to do but to start two programs.
"""

import hashlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import environment
from place import ROOT, VAR, end_with_parent, make_var, read_settings_file, say, stop, with_path

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ACCOUNTS = VAR / "demo-accounts.txt"
PREPARED = VAR / "prepared"
DATABASE = VAR / "upstander.sqlite3"
# What a prepared database was made from: when one of these changes, prepare runs again.
SOURCES = (
    "requirements.txt",
    "*/migrations/*.py",
    "site/*/migrations/*.py",
    "site/config/demo/**/*",
    "site/config/management/commands/*.py",
)
READY_SECONDS = 120
LAST_PORT = 65_535
MOST_PROCESSES = 64
STOP_SECONDS = 25


def run() -> None:
    """Set up what is missing, start both programs, and wait until they are stopped."""
    read_settings_file()
    port = read_port()
    read_number("WEB_CONCURRENCY", 2, MOST_PROCESSES)  # gunicorn falls over it before it reads ours
    host = os.environ.setdefault("HOST", "127.0.0.1")
    make_var()
    check_port_is_free(host, port)
    environment.ensure()
    settle_environment(port)
    prepare()
    sys.exit(House(host, port).run())


def read_port() -> int:
    """The port asked for with PORT=, or 8000."""
    return read_number("PORT", 8000, LAST_PORT)


def read_number(name: str, default: int, most: int) -> int:
    """A number of the environment, or one line that says why it is none."""
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        stop(f"{name} must be a number from 1 to {most}, not {text!r}.")
    os.environ[name] = text
    return int(text)


def check_port_is_free(host: str, port: int) -> None:
    """Stop with one line when the address cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError:
            stop(f"Port {port} is reserved here: choose another, as in make run PORT=8001.")
        except OSError as error:
            reason = error.strerror.lower() if error.strerror else "it cannot be used"
            stop(
                f"Cannot use port {port} on {host}: {reason}."
                f" Choose another, as in make run PORT={port % LAST_PORT + 1}."
            )


def settle_environment(port: int) -> None:
    """Fill in what the environment leaves open. What is named there already stays."""
    base_url = os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("DEBUG", "0")
    os.environ.setdefault("DEMO", "1" if urlsplit(base_url).hostname in LOOPBACK else "0")
    os.environ.setdefault("VAR_DIR", str(VAR))
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(VAR / "secret_key")


def secret_key(file: Path) -> str:
    """The key made once for this machine, readable by its owner alone."""
    if not file.is_file() or not file.read_text(encoding="ascii").strip():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as key:
            key.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii").strip()


def prepare() -> None:
    """Migrate and fill the database in one process, unless that was done for this very code."""
    wanted = fingerprint()
    if is_prepared(wanted):
        if ACCOUNTS.is_file() and os.environ.get("DEMO") == "1":
            say(ACCOUNTS.read_text(encoding="utf-8").rstrip())
        return
    say("Preparing the database (about a minute the first time).")
    code = subprocess.call([str(environment.PYTHON), "manage.py", "prepare"], cwd=ROOT, env=child())
    if code:
        stop("The database could not be prepared: the reason is above.")
    PREPARED.write_text(wanted, encoding="ascii")


def is_prepared(wanted: str) -> bool:
    """Whether the database at hand was made from what is asked for now."""
    if not os.environ.get("DATABASE_URL") and not DATABASE.is_file():
        return False
    return PREPARED.is_file() and PREPARED.read_text(encoding="ascii") == wanted


def fingerprint() -> str:
    """Everything that decides what a prepared database holds, as one short text."""
    digest = hashlib.sha256()
    for name in ("DATABASE_URL", "DEMO"):
        digest.update(f"{name}={os.environ.get(name, '')}\0".encode())
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def child() -> dict[str, str]:
    """The environment of both programs."""
    return with_path()


class House:
    """The two programs of one site."""

    def __init__(self, host: str, port: int) -> None:
        self.address = ("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port)  # noqa: S104
        self.programs: dict[str, subprocess.Popen[bytes]] = {}
        self.asked = threading.Event()
        self.signals = 0

    def run(self) -> int:
        """Start both, say when the site is ready, and stop both at the end."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        python = str(environment.PYTHON)
        try:
            self.start("web server", [python, "-m", "gunicorn"])
            self.start("worker", [python, "manage.py", "worker"])
            dead = self.wait_until_ready() or self.watch()
        finally:
            self.stop_all()
        if dead:
            code = self.programs[dead].returncode
            say(f"The {dead} stopped by itself (exit code {code}), so everything is stopped.")
            return 1
        say("Stopped.")
        return 0

    def start(self, name: str, command: list[str]) -> None:
        """Start one program in a group of its own, so that Ctrl-C reaches it only through us."""
        self.programs[name] = subprocess.Popen(
            command,
            cwd=ROOT,
            env=child(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509, no thread has been started yet
        )

    def ask_to_stop(self, *_: object) -> None:
        """Ctrl-C or a request to end; the second time, at once."""
        self.signals += 1
        self.asked.set()
        if self.signals > 1:
            for program in self.programs.values():
                if program.poll() is None:
                    program.kill()

    def wait_until_ready(self) -> str | None:
        """Wait for /readyz and say the address. Returns the name of a program that died."""
        began = time.monotonic()
        answer = ""
        while time.monotonic() - began < READY_SECONDS and not self.asked.wait(0.1):
            if dead := self.dead():
                return dead
            answer = self.ask_readyz()
            if answer == "200":
                say(f"Ready: {os.environ['BASE_URL']} (Ctrl-C stops it)")
                return None
        if not self.asked.is_set():
            say(f"The site runs but is not ready after {READY_SECONDS} s: /readyz says {answer}.")
        return None

    def ask_readyz(self) -> str:
        """The status /readyz answers with, or why it does not."""
        connection = http.client.HTTPConnection(*self.address, timeout=5)
        try:
            host = urlsplit(os.environ["BASE_URL"]).netloc
            connection.request("GET", "/readyz", headers={"Host": host})
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()

    def watch(self) -> str | None:
        """Wait until someone asks to stop. Returns the name of a program that died first."""
        while not self.asked.wait(0.3):
            if dead := self.dead():
                return dead
        return None

    def dead(self) -> str | None:
        """A program that ended though nobody asked."""
        for name, program in self.programs.items():
            if program.poll() is not None and not self.asked.is_set():
                return name
        return None

    def stop_all(self) -> None:
        """Let both finish what is in hand; end whoever takes too long."""
        for program in self.programs.values():
            if program.poll() is None:
                program.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for program in self.programs.values():
            try:
                program.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
