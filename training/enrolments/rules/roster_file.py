"""A roster as it comes in a file: cells in, people out, and words for what is wrong.

A tool. Between the preview and the button the people travel in the page itself, signed and for an
hour: nothing of a file that nobody imports is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import TypeAlias

from django.core import signing

from core.email_addresses import NOT_SHARED, AddressError, clean_address, is_shared, same_address
from core.text import clean_text, with_subject
from training.enrolments.rules.roster_headings import (
    EMAIL,
    FIRST,
    LAST,
    LISTED,
    MANAGER,
    NAME,
    ORGANISATION,
    Headings,
    headings_of,
)

GOOD_FOR = timedelta(hours=1)
# Names what was signed: words signed for anything else do not open here.
SALT = "training.enrolments.rules.roster_file"
TOTAL = re.compile(r"(grand |sub-?)?total\b|count\b|number of\b", re.IGNORECASE)
SheetRow: TypeAlias = tuple[int, Sequence[str]]  # the row's number in its sheet, and its cells
TEMPLATE = ("Name", "Email", "Organisation", "Manager's email")
MOST = {"name": 120, "email": 254, "organisation": 200, "manager_email": 254}


class StaleFileError(Exception):
    """A signed roster that is too old, or not ours."""


@dataclass(frozen=True)
class ImportRow:
    """One person of a file. `line` is the row's number there, as a spreadsheet shows it."""

    line: int
    name: str
    email: str
    organisation: str = ""  # a URN or a whole name
    manager_email: str = ""


@dataclass(frozen=True)
class RosterFile:
    """The people of a file, which of its columns were read, and what else is to be said of it."""

    people: list[ImportRow]
    used: list[str]
    unused: list[str]
    notes: list[str]


def people_in(rows: Sequence[SheetRow], notes: Sequence[str] = ()) -> RosterFile:
    """The people of a sheet's rows. Raises NoColumnsError without a name and an e-mail column."""
    headings = headings_of(rows)
    file = RosterFile([], headings.used, headings.unused, list(notes))
    if above := [number for number, _ in rows[: headings.row]]:
        file.notes.append(f"Above the headings, not read: row {_numbers(above)}.")
    left_out: list[str] = []
    for number, cells in rows[headings.row + 1 :]:
        row = row_of(number, cells, headings)
        if is_of_nobody(row, cells, headings):
            left_out.append(f"row {number} (“{' '.join(filter(None, cells))[:60]}”)")
        else:
            file.people.append(row)
    if left_out:
        more = f" and {len(left_out) - LISTED} more" if len(left_out) > LISTED else ""
        file.notes.append(f"Not people, not read: {', '.join(left_out[:LISTED])}{more}.")
    return file


def row_of(number: int, cells: Sequence[str], headings: Headings) -> ImportRow:
    """One row, its columns told apart; a name of two columns in one."""

    def cell(kind: str) -> str:
        at = headings.where.get(kind, len(cells))
        return clean_text(cells[at]) if at < len(cells) else ""

    name = cell(NAME) or " ".join(filter(None, (cell(FIRST), cell(LAST))))
    email, manager = same_address(cell(EMAIL)), same_address(cell(MANAGER))
    return ImportRow(number, name, email, cell(ORGANISATION), manager)


def is_of_nobody(row: ImportRow, cells: Sequence[str], headings: Headings) -> bool:
    """A total, a remark, or the headings once more."""
    if not row.email and (not row.name or TOTAL.match(row.name)):
        return True
    used = [at for at in headings.where.values() if at < len(cells)]
    return [cells[at] for at in used] == [headings.cells[at] for at in used]


def _numbers(numbers: Sequence[int]) -> str:
    first, *rest = numbers
    return f"{first} to {rest[-1]}" if rest else str(first)


def faults_in(rows: Sequence[ImportRow]) -> dict[int, str]:
    """What is wrong with rows by themselves, by line: no database is asked."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for row in rows:
        if too_long := _too_long(row):
            found[row.line] = too_long
        elif not row.name:
            found[row.line] = "There is no name"
        elif fault := _addresses_fault(row):
            found[row.line] = fault
        elif row.email in seen:
            found[row.line] = f"The same email address as in row {seen[row.email]}"
        seen.setdefault(row.email, row.line)
    return found


def _too_long(row: ImportRow) -> str:
    for column, most in MOST.items():
        if len(getattr(row, column)) > most:
            return f"The {column.replace('_', ' ')} is longer than {most} letters"
    return ""


def _addresses_fault(row: ImportRow) -> str:
    if fault := _address_fault(row.email, "The email address"):
        return fault
    if is_shared(row.email):
        return NOT_SHARED
    if not row.manager_email:
        return ""
    return _address_fault(row.manager_email, "The manager's email address")


def _address_fault(text: str, which: str) -> str:
    """Why no mail can be sent to an address."""
    try:
        return "" if clean_address(text) else f"{which} is missing or not in the usual form"
    except AddressError as error:
        if error.is_form:
            return f"{which} is missing or not in the usual form"
        return with_subject(which, str(error))


def seal(rows: Sequence[ImportRow], *, about: str) -> str:
    """Rows as signed words for one date and one person of the office."""
    return signing.dumps([astuple(row) for row in rows], salt=f"{SALT}:{about}", compress=True)


def unseal(words: str, *, about: str) -> list[ImportRow]:
    """The rows of signed words. Raises StaleFileError."""
    try:
        rows = signing.loads(words, salt=f"{SALT}:{about}", max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise StaleFileError from error
    return [ImportRow(*row) for row in rows]
