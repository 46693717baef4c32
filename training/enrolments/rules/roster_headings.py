"""Which column of a sheet holds what: headings as offices, and the programs they use, write them.

Compared in plain letters without the words that only address somebody, so that "What is your full
name?*" and "Attendee name:" are both a name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from core.search.plain import plain

NAME, FIRST, LAST, EMAIL = "name", "first name", "last name", "email"
ORGANISATION, MANAGER = "organisation", "manager's email"
ADDRESSING = frozenset(
    {"a", "an", "and", "enter", "is", "of", "optional", "please", "primary", "required", "s"}
    | {"the", "their", "type", "what", "whats", "work", "write", "your"}
    | {"attendee", "attendees", "colleague", "delegate", "delegates", "employee", "learner"}
    | {"participant", "participants", "person", "persons", "registrant", "staff"}
)
# Eventbrite, Outlook and Google contacts, Google and Microsoft Forms among them.
WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        NAME: frozenset(
            {"name", "full name", "names", "display name", "name full", "member"}
            | {
                "attendee",
                "delegate",
                "learner",
                "participant",
                "person",
                "colleague",
                "registrant",
            }
        ),
        FIRST: frozenset({"first name", "first", "firstname", "forename", "given name"}),
        LAST: frozenset({"last name", "last", "lastname", "surname", "family name"}),
        EMAIL: frozenset(
            {"email", "e mail", "mail", "email address", "e mail address", "emails", "email id"}
            | {"emailaddress", "e mail 1 value", "email 1", "address email", "mail address"}
        ),
        ORGANISATION: frozenset(
            {"organisation", "organization", "urn", "school", "employer", "company", "workplace"}
            | {"organisation name", "organization name", "school name", "company name", "setting"}
            | {"name school", "name organisation", "school urn", "school or organisation"}
            | {"organisation or school", "agency"}
        ),
        MANAGER: frozenset(
            {"manager", "managers email", "manager email", "managers email address"}
            | {"manager email address", "line manager", "line managers email"}
            | {"line manager email", "line managers email address", "line manager email address"}
            | {"managers e mail", "manager e mail", "email manager"}
        ),
    }
)
Rows: TypeAlias = Sequence[tuple[int, Sequence[str]]]  # numbers, and cells
LISTED = 8  # headings
LOOKED_AT = 30  # rows: titles and notes stand above the headings, not pages of them


class NoColumnsError(Exception):
    """A sheet without the headings that are needed. Its text says which were found."""


@dataclass(frozen=True)
class Headings:
    """The row of the headings, and where each column stands, counted from 0."""

    row: int  # where it stands among the rows
    where: Mapping[str, int]  # by what the column holds
    cells: Sequence[str]

    @property
    def used(self) -> list[str]:
        """The headings of the columns that are read, as they stand in the sheet."""
        return [self.cells[at] for at in sorted(set(self.where.values()))]

    @property
    def unused(self) -> list[str]:
        taken = set(self.where.values())
        return [cell for at, cell in enumerate(self.cells) if cell and at not in taken]


def headings_of(rows: Rows) -> Headings:
    """The first row that names what is needed. Raises NoColumnsError when there is none."""
    for at, (_, cells) in enumerate(rows[:LOOKED_AT]):
        found = kinds_of(cells)
        if is_enough(found):
            return Headings(at, columns_of(found, cells, rows[at + 1 :]), cells)
    raise NoColumnsError(missing_words(rows))


def columns_of(
    found: Mapping[str, Sequence[int]],
    headings: Sequence[str],
    rows: Rows,
) -> dict[str, int]:
    """One column of each kind; a name in one column, or in two."""
    where = {kind: chosen(kind, places, headings, rows) for kind, places in found.items()}
    in_two = {FIRST, LAST} <= set(where)
    others = {NAME} if in_two else {FIRST, LAST}
    return {kind: at for kind, at in where.items() if kind not in others}


def kinds_of(cells: Sequence[str]) -> dict[str, list[int]]:
    """Where headings of each kind stand in a row."""
    found: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        if kind := kind_of(cell):
            found.setdefault(kind, []).append(at)
    return found


def kind_of(heading: str) -> str:
    """What a column of this heading holds; nothing for any other."""
    said = plain(heading)
    words = " ".join(word for word in said.split() if word not in ADDRESSING)
    for kind, known in WORDS.items():
        if said and (said in known or words in known):
            return kind
    return ""


def is_enough(found: Mapping[str, object]) -> bool:
    return EMAIL in found and (NAME in found or {FIRST, LAST} <= set(found))


def chosen(
    kind: str,
    places: Sequence[int],
    headings: Sequence[str],
    rows: Rows,
) -> int:
    """Of several columns of one kind: a URN, then what most rows fill in, then the first."""

    def fitness(at: int) -> tuple[bool, int, int]:
        cells = (row[at] for _, row in rows if at < len(row))
        filled = sum("@" in cell if kind == EMAIL else bool(cell) for cell in cells)
        return ("urn" in plain(headings[at]).split(), filled, -at)

    return max(places, key=fitness)


def missing_words(rows: Rows) -> str:
    """Which headings were found, and which are wanted."""
    wanted = "Name the columns “Name” (or “First name” and “Last name”) and “Email”."
    if not rows:
        return f"There is nothing in this sheet. {wanted}"
    number, cells = max(rows[:LOOKED_AT], key=lambda row: (len(kinds_of(row[1])), _filled(row[1])))
    named = [cell for cell in cells if cell]
    listed = ", ".join(f"“{cell[:60]}”" for cell in named[:LISTED])
    more = f" and {len(named) - LISTED} more" if len(named) > LISTED else ""
    found = kinds_of(cells)
    lacks = [
        *([] if EMAIL in found else ["the email addresses"]),
        *([] if NAME in found or {FIRST, LAST} <= set(found) else ["the names"]),
    ]
    return f"No column has {' or '.join(lacks)}. Row {number} says {listed}{more}. {wanted}"


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))
