"""Rosters as offices keep them: each is the same few people, saved in a way of its own.

A roster says what is right for it: its people with the numbers that a spreadsheet shows, or the
words of its refusal; and what has to be said beside. The ways are dealt out so that each comes
with each other, and chance fills in the rest: the same for the same number.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from openpyxl import Workbook

PEOPLE = (
    ("Zoë", "Müller"),
    ("Siân", "Jones"),
    ("Amina", "Rashid"),
    ("Łukasz", "Nowak"),
    ("Mary-Anne", "O'Connor"),
    ("José", "Núñez"),
)
# A program's own headings, and where in them name or names and the address are.
HEADINGS: dict[str, tuple[list[str], dict[str, int]]] = {
    "ours": (["Name", "Email"], {"name": 0, "email": 1}),
    "two names": (["First Name", "Last Name", "Email"], {"first": 0, "last": 1, "email": 2}),
    "eventbrite": (
        ["Order #", "Order Date", "First Name", "Last Name", "Email", "Quantity", "Ticket Type"],
        {"first": 2, "last": 3, "email": 4},
    ),
    "eventbrite attendees": (
        ["Order ID", "Attendee first name", "Attendee last name", "Attendee email", "Buyer email"],
        {"first": 1, "last": 2, "email": 3},
    ),
    "outlook contacts": (
        ["Title", "First Name", "Middle Name", "Last Name", "Suffix", "E-mail Address", "Notes"],
        {"first": 1, "last": 3, "email": 5},
    ),
    "google contacts": (
        ["First Name", "Last Name", "Labels", "E-mail 1 - Label", "E-mail 1 - Value"],
        {"first": 0, "last": 1, "email": 4},
    ),
    "google form": (
        ["Timestamp", "Email Address", "What is your full name?", "Any dietary needs?"],
        {"email": 1, "name": 2},
    ),
    "microsoft form": (
        ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"],
        {"email": 3, "name": 4},
    ),
    "colons": (["Full name:", "Email:"], {"name": 0, "email": 1}),
    "no-break spaces": (
        ["\u00a0Full\u00a0Name ", "E\u2011mail\u00a0address*"],
        {"name": 0, "email": 1},
    ),
    "capitals": (["ATTENDEE NAME", "WORK E-MAIL"], {"name": 0, "email": 1}),
    "no address": (["Name", "Telephone"], {"name": 0}),
    "no name": (["Reference", "Email"], {"email": 1}),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac_roman")
SHAPES = ("plain", "blank rows", "title", "merged title", "total", "remark", "headings again")
BOOKS = (
    "plain",
    "filter",
    "hidden column",
    "hidden first sheet",
    "other sheet open",
    "styled far down",
)
DELIMITERS = (",", ";", "\t", "sep=;")


@dataclass
class Roster:
    name: str
    content: bytes
    people: list[tuple[int, str, str]] = field(default_factory=list)
    refused: str = ""  # words of the refusal
    said: list[str] = field(default_factory=list)  # words of notes
    about: str = ""


@dataclass
class Draft:
    """Rows being put together; who is in which of them, counted from 0."""

    rows: list[list[str]]
    people: dict[int, tuple[str, str]]
    said: list[str]


def rosters(number: int = 100, seed: int = 11) -> list[Roster]:
    chance = Random(seed)  # noqa: S311 - the same files each time
    return [roster(at, chance) for at in range(number)]


def roster(at: int, chance: Random) -> Roster:
    kind = list(HEADINGS)[at % len(HEADINGS)]
    shape = SHAPES[(at // 2) % len(SHAPES)]
    draft, refused = drafted(kind, shape, chance)
    if at % 2:
        made = as_book(draft, BOOKS[(at // 3) % len(BOOKS)], chance)
    else:
        made = as_text(draft, ENCODINGS[(at // 2) % len(ENCODINGS)], DELIMITERS[(at // 4) % 4])
    made.refused = refused or made.refused
    made.about = f"{at}: {kind}, {shape}, {made.about}"
    return made


def drafted(kind: str, shape: str, chance: Random) -> tuple[Draft, str]:
    headings, where = HEADINGS[kind]
    draft = Draft([], {}, [])
    if shape in {"title", "merged title"}:
        draft.rows += [["Training in June", *([""] * (len(headings) - 1))], []]
        draft.said.append("Above the headings, not read: row 1")
    draft.rows.append(headings)
    chosen = chance.sample(PEOPLE, chance.randint(2, len(PEOPLE)))
    for number, (first, last) in enumerate(chosen):
        if shape == "blank rows" and number == 1:
            draft.rows += [[], ["", " "]]
        if shape == "headings again" and number == 1:
            draft.rows.append(headings)
            draft.said.append("Not people, not read: row")
        draft.people[len(draft.rows)] = (f"{first} {last}", f"p{number}@work.example")
        draft.rows.append(filled(headings, where, first, last, f"p{number}@work.example"))
    if shape in {"total", "remark"}:
        words = "Total" if shape == "total" else "Two more may come"
        at = where.get("name", where.get("first", 0)) if shape == "total" else 0
        last_row = [""] * len(headings)
        last_row[at] = words
        draft.rows.append(last_row)
        if shape == "total" or at not in {where.get("name"), where.get("first")}:
            draft.said.append(f"“{words}”")
        else:
            draft.people[len(draft.rows) - 1] = (words, "")
    return draft, refusal_of(where, headings)


def filled(
    headings: list[str], where: dict[str, int], first: str, last: str, email: str
) -> list[str]:
    texts = {"first": first, "last": last, "name": f"{first} {last}", "email": email}
    row = [f"x{at}" for at in range(len(headings))]
    for column, at in where.items():
        row[at] = texts[column]
    return row


def refusal_of(where: dict[str, int], headings: list[str]) -> str:
    if "email" not in where:
        return f"No column has the email addresses. Row N says “{headings[0]}”"
    if "name" not in where and "first" not in where:
        return f"No column has the names. Row N says “{headings[0]}”"
    return ""


def as_text(draft: Draft, encoding: str, delimiter: str) -> Roster:
    mark = delimiter[-1]
    lines = [mark.join(quoted(cell, mark) for cell in row) for row in draft.rows]
    text = "\r\n".join((["sep=;"] if len(delimiter) > 1 else []) + lines) + "\r\n"
    # What an old table has no sign for was lost when the file was saved; it is not our case.
    text = text if encoding.startswith("utf") else text.replace("Ł", "L").replace("\u2011", "-")
    people = {
        at: (who[0] if encoding.startswith("utf") else who[0].replace("Ł", "L"), who[1])
        for at, who in draft.people.items()
    }
    said = list(draft.said)
    if any(letter > "\x7f" for letter in "".join(name for name, _ in people.values())):
        said += [] if encoding.startswith("utf") else ["Check that the names are right"]
    return Roster(
        "people.csv",
        text.encode(encoding),
        [(at + 1, *who) for at, who in people.items()],
        said=said,
        about=f"{encoding} {delimiter!r}",
    )


def quoted(cell: str, mark: str) -> str:
    return f'"{cell}"' if mark in cell or '"' in cell else cell


def as_book(draft: Draft, way: str, chance: Random) -> Roster:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(draft.rows, 1):
        for at, cell in enumerate(row, 1):
            if cell:
                sheet.cell(number, at, cell)
    if draft.rows[0][0] == "Training in June":
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(draft.rows[0]))
    people, said = dict(draft.people), list(draft.said)
    WAYS[way](book, people, said, chance)
    content = io.BytesIO()
    book.save(content)
    return Roster(
        "people.xlsx",
        content.getvalue(),
        [(at + 1, *who) for at, who in people.items()],
        said=said,
        about=way,
    )


Way = Callable[[Workbook, dict[int, tuple[str, str]], list[str], Random], None]


def with_filter(book: Workbook, people: dict, said: list[str], chance: Random) -> None:
    """Rows that a filter hides are not on the list that anybody sees."""
    away = chance.choice(sorted(people)[:-1])
    book.active.row_dimensions[away + 1].hidden = True
    del people[away]
    said.append(f"Hidden rows are not read: {away + 1}.")


def with_hidden_column(book: Workbook, people: dict, said: list[str], chance: Random) -> None:
    sheet = book.active
    at = sheet.max_column + 1
    sheet.cell(1, at, "Private")
    sheet.column_dimensions[sheet.cell(1, at).column_letter].hidden = True
    said.append(f"Hidden columns are not read: {sheet.cell(1, at).column_letter}.")


def with_hidden_first(book: Workbook, people: dict, said: list[str], chance: Random) -> None:
    other = book.create_sheet("Old list", 0)
    other.append(["Name", "Email"])
    other.append(["Nobody New", "nobody@work.example"])
    other.sheet_state = "hidden"
    book.active = 1
    said.append("Not read: “Old list”.")


def with_other_open(book: Workbook, people: dict, said: list[str], chance: Random) -> None:
    other = book.create_sheet("May", 0)
    other.append(["Name", "Email"])
    book.active = 1
    said.append("Not read: “May”.")


def far_down(book: Workbook, people: dict, said: list[str], chance: Random) -> None:
    """A format set on cells nobody filled in."""
    book.active.cell(40_000, 60).number_format = "0.00"


WAYS: dict[str, Way] = {
    "plain": lambda *_: None,
    "filter": with_filter,
    "hidden column": with_hidden_column,
    "hidden first sheet": with_hidden_first,
    "other sheet open": with_other_open,
    "styled far down": far_down,
}
