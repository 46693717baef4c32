"""A sheet as it is handed over: rows with their numbers, in words, within limits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 5_000, 50, 500
MOST_LINES = MOST_ROWS * 4  # empty rows count too, or they would never end
MANY_ROWS = f"This file has more than {MOST_ROWS:,} rows. Split it into several files."
MANY_COLUMNS = f"This file has more than {MOST_COLUMNS} columns. Delete those that are not needed."
NOT_A_SHEET = "This file is not a spreadsheet. Save it as CSV or as an Excel workbook (.xlsx)."
# UTF-8 read as Windows' letters, or letters that were given up: no spelling has these.
GARBLED = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u2018-\u203a\u20ac\u2122\u0160\u0161]|\ufffd")
LOST = "Some letters were lost before the file came here. Check the names."
Cells: TypeAlias = Sequence[Any]


class UnreadableError(Exception):
    """A file that is not read. Its text is a sentence for the person who sent it."""


@dataclass
class Sheet:
    """Rows with the numbers that a spreadsheet gives them, and what was not read."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Hidden:
    """Rows and columns of a sheet that nobody sees, counted from 1."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def limited(rows: Iterable[tuple[int, Cells]], hidden: Hidden, notes: list[str]) -> Sheet:
    """The rows that hold anything, as words. Raises UnreadableError beyond the limits."""
    sheet = Sheet(notes=notes)
    left_out: list[int] = []
    unseen: set[int] = set()
    for number, cells in rows:
        if number > MOST_LINES or len(sheet.rows) > MOST_ROWS:
            raise UnreadableError(MANY_ROWS)
        row = trimmed(cells)
        if row and number in hidden.rows:
            left_out.append(number)
        elif row:
            unseen.update(at for at in hidden.columns if at <= len(row) and row[at - 1])
            sheet.rows.append((number, shown(row, hidden)))
    if any(GARBLED.search(text) for _, row in sheet.rows for text in row):
        sheet.notes.append(LOST)
    if left_out:
        sheet.notes.append(f"Hidden rows are not read: {spans(left_out)}.")
    if unseen:
        letters = ", ".join(column_letters(at) for at in sorted(unseen))
        sheet.notes.append(f"Hidden columns are not read: {letters}.")
    return sheet


def trimmed(cells: Cells) -> list[str]:
    """The cells in words, up to the last that says anything."""
    row = [words_of(cell) for cell in cells]
    while row and not row[-1]:
        row.pop()
    if len(row) > MOST_COLUMNS:
        raise UnreadableError(MANY_COLUMNS)
    return row


def shown(row: list[str], hidden: Hidden) -> list[str]:
    return ["" if at in hidden.columns else text for at, text in enumerate(row, 1)]


def words_of(cell: Any) -> str:
    """A cell in words: a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    # One letter more than is allowed: whoever reads the cell can tell that it is too long.
    return str(cell).strip()[: MOST_LETTERS + 1]


def spans(numbers: Sequence[int]) -> str:
    """4, 7 to 9, 12; the first few of many."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    words = [str(a) if a == b else f"{a} to {b}" for a, b in found]
    most = 12
    return ", ".join(words[:most]) + (" and others" if len(words) > most else "")


def column_letters(number: int) -> str:
    """A, B ... Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
