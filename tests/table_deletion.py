"""How PostgreSQL is emptied after a test that commits: row by row.

Django truncates, which makes new files for a hundred tables and waits for the disk: a second and
more for each such test. Deleting the few rows of a test takes hundredths. The order does not
matter, for foreign keys are checked at the end of the transaction.
"""

from typing import Any

from django.core.management.color import Style
from django.db.backends.postgresql.operations import DatabaseOperations

truncate = DatabaseOperations.sql_flush


def delete(
    operations: DatabaseOperations, style: Style, tables: list[str], **options: Any
) -> list[str]:
    """The statement that empties these tables; Django's own when sequences start again too."""
    if options.get("reset_sequences") or not tables:
        return truncate(operations, style, tables, **options)
    names = [operations.quote_name(table) for table in tables]
    return ["; ".join(f"DELETE FROM {name}" for name in names)]  # noqa: S608, Django's own names


def pytest_configure() -> None:
    """Take the place of Django's way for this run."""
    DatabaseOperations.sql_flush = delete
