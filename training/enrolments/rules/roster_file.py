"""A roster as it comes in a file: cells in, people out, and words for what is wrong.

A tool. Between the preview and the button the people travel in the page itself, signed and for an
hour: nothing of a file that nobody imports is kept.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

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
                column: clean_text(row[at])[: MOST[column]] if at < len(row) else ""
                for column, at in where.items()
            },
        )
        for line, row in enumerate(cells[1:], start=2)
    ]


def faults_in(rows: Sequence[ImportRow]) -> dict[int, str]:
    """What is wrong with rows by themselves, by line: no database is asked."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for row in rows:
        address = row.email.lower()
        if not row.name:
            found[row.line] = "There is no name"
        elif not _is_address(row.email):
            found[row.line] = "The email address is missing or not in the usual form"
        elif row.manager_email and not _is_address(row.manager_email):
            found[row.line] = "The manager's email address is not in the usual form"
        elif address in seen:
            found[row.line] = f"The same email address as in row {seen[address]}"
        seen.setdefault(address, row.line)
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


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
