"""`make run`: set up what is missing, then start the site and its worker.

Nothing of Django is imported here: a second start has nothing to do but to start two programs.
"""

import hashlib
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import earlier_database
import environment
from machine import ROOT, VAR, make_var, read_settings_file, say, stop, with_path
from supervisor import Supervisor

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ACCOUNTS = VAR / "demo-accounts.txt"
PREPARED = VAR / "prepared"
DATABASE = VAR / "upstander.sqlite3"
# What a prepared database was made from: when one of these changes, prepare runs again.
SOURCES = (
    "requirements.txt",
    "*/*/migrations/*.py",
    "site/config/demo/**/*",
    "site/config/management/commands/*.py",
)
LAST_PORT = 65_535
MOST_PROCESSES = 64


def run() -> None:
    """Set up what is missing, start both programs, and wait until they are stopped."""
    read_settings_file()
    earlier_database.refuse()
    port = read_port()
    read_number("WEB_CONCURRENCY", 2, MOST_PROCESSES)  # gunicorn falls over it before it reads ours
    host = os.environ.setdefault("HOST", "127.0.0.1")
    make_var()
    check_port_is_free(host, port)
    environment.ensure()
    settle_environment(port)
    prepare()
    sys.exit(Supervisor(host, port).run())


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
    code = subprocess.call(
        [str(environment.PYTHON), "manage.py", "prepare"], cwd=ROOT, env=with_path()
    )
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
