"""The one writer of CSV and XLSX: no cell of either is one that a spreadsheet would run.

CSV is RFC 4180 with a byte order mark; in a workbook, text is typed as text (rule 28).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core.text import writable

# What OWASP lists as beginnings of a formula ("CSV injection"), and NUL.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")
MOST_LETTERS = 32_767  # of a cell: Excel calls a workbook with a longer one broken
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PIECE_LETTERS = 32 * 1024
Cell = str | int | float | None


def safe_cell(value: Cell) -> Cell:
    """The value, with an apostrophe before text that a spreadsheet might take for a formula."""
    if not isinstance(value, str):
        return value
    text = writable(value)  # before the look: an invisible sign would hide what begins a formula
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A CSV file in pieces of some lines, so that a long export streams."""
    piece = StringIO(newline="")
    writer = csv.writer(piece)
    # Without the mark Excel takes UTF-8 for its own code page, and names with accents are broken.
    piece.write("\ufeff")
    for row in chain([header], rows):
        writer.writerow([safe_cell(cell) for cell in row])
        # Each piece goes through every layer of the server: line by line, that is most of the work.
        if piece.tell() >= PIECE_LETTERS:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue()


def _cell(sheet: Any, value: Cell) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, writable(value)[:MOST_LETTERS])
    cell.data_type = "s"
    return cell


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX file of one sheet. Text stays text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in (header, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    made = BytesIO()
    book.save(made)
    return made.getvalue()
