"""A database of before the apps were laid out anew: nothing migrates it, so it is moved away.

Looked for before anything is written or installed. What a server holds is asked by
`manage.py migrate`, which has the driver.
"""

import contextlib
import os
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

from machine import VAR, stop

LABELS = ("bookings", "certificates", "training")
QUESTION = "SELECT 1 FROM django_migrations WHERE app IN (?, ?, ?) LIMIT 1"  # one mark a label


def refuse() -> None:
    """Stop with one line when the database file is one of before."""
    file = database_file()
    if file and file.is_file() and is_earlier(file):
        stop(
            f"{file} was made by an earlier version and cannot be taken over: move it away"
            f" (for example: mv {file}* ~/), then run the same command again."
        )


def database_file() -> Path | None:
    """The SQLite file that the site will use, or None when it is to use a server."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return Path(os.environ.get("VAR_DIR") or VAR) / "upstander.sqlite3"
    parts = urlsplit(url)
    return Path(unquote(parts.path[1:])) if parts.scheme == "sqlite" else None


def is_earlier(file: Path) -> bool:
    """Whether its migrations name an app of before. Changes no byte beside it either."""
    # Even a reader makes the two files of a write-ahead log, unless the database is immutable.
    address = f"{file.resolve().as_uri()}?immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(QUESTION, LABELS).fetchone() is not None
    except sqlite3.Error:  # not a database, or one without migrations: others will say so
        return False
