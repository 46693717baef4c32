"""The database after every migration: made once a run, for pytest's own and for every live server.

It is kept in var/cache/ for the next run, under a name that changes with the migrations.
"""

import contextlib
import gc
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from tests import processes
from tests.postgres import find_binaries, names_postgres
from tests.processes import ROOT

CACHE = ROOT / "var" / "cache" / "migrated"
APPS = ("site/*", "training/*", "bookings/*", "certificates/*")
KEPT = 3
POSTGRES_NAME = f"upstander_migrated_{os.getpid()}"


_made: list[str] = []


@contextlib.contextmanager
def made() -> Iterator[str]:
    """A database that is migrated and empty: its file, or its name on the server of DATABASE_URL.

    Within a run of pytest there is one, however often it is asked for.
    """
    server = os.environ.get("DATABASE_URL", "")
    if _made:
        yield _made[0]
    elif names_postgres(server):
        with on_server(server) as name:
            yield name
    else:
        yield str(cached())


@contextlib.contextmanager
def on_server(server: str) -> Iterator[str]:
    """A database on PostgreSQL, gone afterwards."""
    name = f"upstander_migrated_{os.getpid()}"
    ask(server, f'CREATE DATABASE "{name}"')
    try:
        fill(urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        yield name
    finally:
        ask(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated() -> Iterator[str]:
    """The same for tests."""
    with made() as name:
        _made.append(name)
        yield name
        _made.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let pytest's own database begin as a copy; with --no-migrations models make it."""
    if request.config.getvalue("nomigrations"):
        yield
        return
    name = request.getfixturevalue("migrated")
    connection = connections["default"]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = name
        yield
        return
    # What is in memory lives as long as somebody is connected to it.
    memory = connection.creation._get_test_db_name()
    with contextlib.closing(sqlite3.connect(memory, uri=True)) as copy:
        with contextlib.closing(sqlite3.connect(name)) as kept:
            kept.backup(copy)
        yield


def fill(url: str) -> None:
    """From the dump of an earlier run, else by migrating; with the client programs, dump it."""
    binaries = find_binaries()
    dump = CACHE / f"{fingerprint()}.sql"
    if binaries is None or not (binaries / "psql").exists():
        migrate(url)
    elif dump.exists():
        command = [str(binaries / "psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-1", "-f", str(dump)]
        subprocess.run([*command, "-d", url], check=True, stdout=subprocess.DEVNULL)
    else:
        migrate(url)
        with new_file(dump) as part:
            subprocess.run([str(binaries / "pg_dump"), "-f", str(part), "-d", url], check=True)


@contextlib.contextmanager
def new_file(wanted: Path) -> Iterator[Path]:
    """Where to write a file that is there once it is whole; the oldest of its kind go."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="part-", dir=CACHE) as folder:
        part = Path(folder) / wanted.name
        yield part
        shutil.move(part, wanted)
    for old in sorted(CACHE.glob(f"*{wanted.suffix}"), key=age)[KEPT:]:
        old.unlink(missing_ok=True)


def ask(server: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def cached() -> Path:
    """The SQLite database for the migrations as they are now."""
    wanted = CACHE / f"{fingerprint()}.sqlite3"
    if not wanted.exists():
        with new_file(wanted) as part:
            migrate(f"sqlite:///{part}")
    return wanted


def age(file: Path) -> float:
    """The smaller, the newer."""
    return -file.stat().st_mtime


def fingerprint() -> str:
    """One short name for everything that decides what migrating makes."""
    digest = hashlib.sha256(django.__version__.encode())
    files = [file for app in APPS for file in ROOT.glob(f"{app}/migrations/*.py")]
    for file in sorted([*files, ROOT / "requirements.txt"]):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def migrate(url: str) -> None:
    """Make the tables in a process of its own. Raises RuntimeError with its last words."""
    with tempfile.TemporaryDirectory(prefix="upstander-migrate-") as folder:
        log = Path(folder) / "log"
        environ: dict[str, Any] = {**os.environ, "DATABASE_URL": url, "VAR_DIR": folder}
        environ |= {"PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"}
        environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "SECRET_KEY": "x1y2z3w4v5" * 5,
        }
        with log.open("wb") as output:
            code = subprocess.call(
                [sys.executable, "-m", "tests.migrated_database"],
                cwd=ROOT,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        if code:
            raise RuntimeError(f"The migrations failed:\n{processes.tail(log)}")


if __name__ == "__main__":
    gc.disable()  # two hundred renderings of all models leave much, and all of it goes at once
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if connections["default"].vendor == "sqlite":
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file, which memory can hold too
    connections.close_all()
