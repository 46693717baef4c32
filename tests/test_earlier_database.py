"""A database of before the apps were laid out anew is refused in a sentence, and stays as it is."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.management.commands.migrate import EARLIER_LABELS
from tests.processes import ROOT, free_port

NAME = "upstander.sqlite3"


def make_database(file: Path, label: str) -> Path:
    """A database as a site leaves it that migrated this one app."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            "CREATE TABLE django_migrations"
            " (id integer PRIMARY KEY, app varchar(255), name varchar(255), applied datetime)"
        )
        database.execute(
            "INSERT INTO django_migrations VALUES (1, ?, '0001_initial', '2026-11-01')", [label]
        )
        database.commit()
    return file


def run(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """One command, and what it said."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "", "PORT": str(free_port()), **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def assert_refused(done: subprocess.CompletedProcess[str], database: Path) -> None:
    """One sentence that names the file, and a failing exit code."""
    said = (done.stdout + done.stderr).strip()
    assert done.returncode == 1
    assert said.count("\n") == 0, said
    assert f"{database} was made by an earlier version" in said
    assert "move it away" in said


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.once
@pytest.mark.parametrize("named", [False, True])
def test_run_touches_nothing(tmp_path: Path, named: bool) -> None:
    database = make_database(tmp_path / NAME, "training")
    before = contents(tmp_path)

    done = run(
        *("bin/launcher.py", "run"),
        VAR_DIR=str(tmp_path),
        DATABASE_URL=f"sqlite:///{database}" if named else "",
    )

    assert_refused(done, database)
    assert contents(tmp_path) == before


@pytest.mark.once
def test_run_leaves_other_files_to_those_who_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    earlier_database = __import__("earlier_database")
    (tmp_path / "text").write_text("no database")

    assert earlier_database.is_earlier(make_database(tmp_path / "old", "training"))
    assert not earlier_database.is_earlier(make_database(tmp_path / "new", "enrolments"))
    assert not earlier_database.is_earlier(tmp_path / "text")
    assert set(earlier_database.LABELS) == EARLIER_LABELS


@pytest.mark.once
def test_migrate_says_it_in_one_line_too(tmp_path: Path) -> None:
    database = make_database(tmp_path / NAME, "training")
    before = contents(tmp_path)

    done = run(
        "manage.py",
        "migrate",
        VAR_DIR=str(tmp_path),
        SECRET_KEY="x1y2z3w4v5" * 5,
    )

    assert_refused(done, database)
    assert contents(tmp_path) == before


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["migrate", "prepare"])
def test_neither_engine_is_migrated(command: str) -> None:
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        pytest.skip("--no-migrations leaves no history to read")
    recorder.record_applied("bookings", "0001_initial")

    with pytest.raises(CommandError, match="was made by an earlier version"):
        call_command(command)
