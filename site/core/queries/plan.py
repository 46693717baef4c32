"""How PostgreSQL plans a question: for the values that are asked for, or for any."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def planned_anew() -> Iterator[None]:
    """Have each question planned for its own values, also one that was asked many times.

    PostgreSQL plans what a connection has asked often for any values, and so cannot know that an
    index of a few rows has all that are asked for: it reads the whole table, if in order of a list.
    """
    connection.ensure_connection()
    raw = connection.connection if connection.vendor == "postgresql" else None
    if raw is None:
        yield
        return
    kept, raw.prepare_threshold = raw.prepare_threshold, None
    try:
        yield
    finally:
        raw.prepare_threshold = kept
