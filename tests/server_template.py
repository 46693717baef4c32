"""The database and files that every live server starts from: demonstration in, worker done.

Made once, by the product's own `manage.py prepare` and `worker` at the fixed time. On SQLite it is
kept in var/cache/ for the next run, under a name that changes with the code and the content.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests import fixed_clock, migrated_database, processes
from tests.postgres import names_postgres
from tests.processes import ROOT

CACHE = ROOT / "var" / "cache" / "servers"
KEPT = 3
SOURCES = ("site", "training", "bookings", "certificates", "templates", "requirements.txt")
SQLITE_NAME = "upstander.sqlite3"
SECRET_KEY = "a-key-for-tests-only-0123456789-abcdef"


class ServerTemplate:
    """A prepared folder, and on PostgreSQL a prepared database beside it."""

    def __init__(self, folder: Path, postgres_url: str) -> None:
        self.folder = folder
        self.postgres_url = postgres_url
        self.name = f"upstander_test_{os.getpid()}"
        self.copies = 0

    @property
    def is_postgres(self) -> bool:
        """Whether the live servers of this run use PostgreSQL."""
        return bool(self.postgres_url)

    def make(self, base: str) -> None:
        """Fill a copy of a migrated database, and let the worker do all that is due."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.is_postgres:
            self.ask_postgres(f'CREATE DATABASE "{self.name}" TEMPLATE "{base}"')
        else:
            shutil.copyfile(base, self.folder / SQLITE_NAME)
        url = self.url_of(self.folder, self.name)
        run_manage(self.folder, url, "prepare")
        run_manage(self.folder, url, "worker", "--once")
        (self.folder / "clock.json").unlink()

    def copy(self, folder: Path) -> str:
        """Fill a new server's folder. Returns its DATABASE_URL."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        self.copies += 1
        name = f"{self.name}_{self.copies}"
        if self.is_postgres:
            self.ask_postgres(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')
        return self.url_of(folder, name)

    def drop(self, url: str) -> None:
        """Remove a live server's database again, whoever is still connected."""
        if self.is_postgres:
            self.ask_postgres(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}" WITH (FORCE)')

    def url_of(self, folder: Path, name: str) -> str:
        """The DATABASE_URL of a live server."""
        if not self.is_postgres:
            return f"sqlite:///{folder / SQLITE_NAME}"
        return urlunsplit(urlsplit(self.postgres_url)._replace(path=f"/{name}"))

    def ask_postgres(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        with psycopg.connect(self.postgres_url, autocommit=True) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def prepared() -> Iterator[ServerTemplate]:
    """The template for the engine that DATABASE_URL names."""
    with migrated_database.made() as base:
        url = os.environ.get("DATABASE_URL", "")
        if names_postgres(url):
            with on_server(url, base) as template:
                yield template
        else:
            yield ServerTemplate(cached_sqlite(base), "")


@contextlib.contextmanager
def on_server(url: str, base: str) -> Iterator[ServerTemplate]:
    """The template on PostgreSQL, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="upstander-template-") as folder:
        template = ServerTemplate(Path(folder), url)
        template.make(base)
        try:
            yield template
        finally:
            template.drop(template.url_of(template.folder, template.name))


def cached_sqlite(base: str) -> Path:
    """The prepared SQLite folder for the code as it is now."""
    wanted = CACHE / fingerprint()
    if not wanted.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="part-", dir=CACHE))
        try:
            ServerTemplate(part, "").make(base)
            # Another run may have been as quick: then its folder is as good as this one.
            with contextlib.suppress(OSError):
                part.rename(wanted)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        forget_old()
    return wanted


def forget_old() -> None:
    """Keep the newest few."""
    folders = [folder for folder in CACHE.iterdir() if not folder.name.startswith("part-")]
    folders.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def fingerprint() -> str:
    """One short name for all code and content that decides what is prepared."""
    digest = hashlib.sha256(fixed_clock.NOW.isoformat().encode())
    for source in SOURCES:
        start = ROOT / source
        for file in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def environment(folder: Path, url: str, base_url: str) -> dict[str, str]:
    """What every program of a live server is told."""
    clock = folder / "clock.json"
    if not clock.exists():
        fixed_clock.set_clock(clock, fixed_clock.NOW)
    ours = {
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": url,
        "BASE_URL": base_url,
        "VAR_DIR": str(folder),
        "DEBUG": "0",
        "DEMO": "1",
        fixed_clock.VARIABLE: str(clock),
    }
    passed_on = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONDONTWRITEBYTECODE")
    return {name: os.environ[name] for name in passed_on if name in os.environ} | ours


def run_manage(folder: Path, url: str, *words: str) -> None:
    """A command of manage.py at the fixed time. Raises RuntimeError with its last words."""
    log = folder / "prepare.log"
    with log.open("ab") as output:
        code = subprocess.call(
            [sys.executable, "-m", "tests.manage", *words],
            cwd=ROOT,
            env=environment(folder, url, "http://127.0.0.1:8000"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    if code:
        raise RuntimeError(f"The template could not be prepared:\n{processes.tail(log)}")
