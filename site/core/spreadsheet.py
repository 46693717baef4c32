"""The one writer of CSV: RFC 4180, a byte order mark, and no cell a spreadsheet would run.

reliability.md rule 28.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")
Cell = str | int | float | None


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: Cell) -> Cell:
    """The value, with an apostrophe before text that a spreadsheet might take for a formula."""
    if isinstance(value, str) and value.lstrip(" ").startswith(RISKY):
        return f"'{value}"
    return value


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines of a CSV file, one at a time, so that a long export streams."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])
