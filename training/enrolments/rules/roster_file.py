"""A roster as it comes in a file: cells in, people out, and words for what is wrong.

A tool. Between the preview and the button the people travel in the page itself, signed and for an
hour: nothing of a file that nobody imports is kept.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta

from django.core import signing

from core.email_addresses import NOT_SHARED, AddressError, clean_address, is_shared, same_address
from core.text import clean_text

GOOD_FOR = timedelta(hours=1)
# Names what was signed: words signed for anything else do not open here.
SALT = "training.enrolments.rules.roster_file"
COLUMNS = {
    "name": ("name", "full name", "person"),
    "email": ("email", "e-mail", "email address", "e-mail address", "work email"),
    "organisation": ("organisation", "organization", "urn", "school", "employer"),
    "manager_email": ("manager", "manager's email", "manager email", "manager's email address"),
}
MOST = {"name": 120, "email": 254, "organisation": 200, "manager_email": 254}


class NoColumnsError(Exception):
    """A file whose first row does not name what is needed."""


class StaleFileError(Exception):
    """A signed roster that is too old, or not ours."""


@dataclass(frozen=True)
class ImportRow:
    """One person of a file. `line` is the row's number there, the header being 1."""

    line: int
    name: str
    email: str
    organisation: str = ""  # a URN or a whole name
    manager_email: str = ""


def people_in(cells: Sequence[Sequence[str]]) -> list[ImportRow]:
    """The people of a file's rows. Raises NoColumnsError without a name and an e-mail column."""
    # Word processors curl the apostrophe of "manager's email".
    header = [cell.strip().lower().replace("\u2019", "'") for cell in (cells[0] if cells else [])]
    where = {
        column: header.index(word)
        for column, words in COLUMNS.items()
        for word in words
        if word in header
    }
    if not {"name", "email"} <= set(where):
        raise NoColumnsError("The first row must name the columns: name and email, at least.")
    return [
        ImportRow(
            line,
            **{
                column: _cell(column, row[at]) if at < len(row) else ""
                for column, at in where.items()
            },
        )
        for line, row in enumerate(cells[1:], start=2)
    ]


def _cell(column: str, typed: str) -> str:
    text = same_address(typed) if column.endswith("email") else typed
    return clean_text(text)[: MOST[column]]


def faults_in(rows: Sequence[ImportRow]) -> dict[int, str]:
    """What is wrong with rows by themselves, by line: no database is asked."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for row in rows:
        if not row.name:
            found[row.line] = "There is no name"
        elif (
            fault := _address_fault(row.email, "The email address")
            or (NOT_SHARED if is_shared(row.email) else "")
        ) or (
            row.manager_email
            and (fault := _address_fault(row.manager_email, "The manager's email address"))
        ):
            found[row.line] = fault
        elif row.email in seen:
            found[row.line] = f"The same email address as in row {seen[row.email]}"
        seen.setdefault(row.email, row.line)
    return found


def _address_fault(text: str, which: str) -> str:
    """Why no mail can be sent to an address."""
    try:
        return "" if clean_address(text) else f"{which} is missing or not in the usual form"
    except AddressError as error:
        if error.is_form:
            return f"{which} is missing or not in the usual form"
        return f"{which}: {str(error)[0].lower()}{str(error)[1:]}"


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
