"""A workbook: which of its sheets is open, and what that holds."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import python_calamine as calamine

from core.files.sheet.parts import Parts
from core.files.sheet.rows import (
    MANY_COLUMNS,
    MANY_ROWS,
    MOST_COLUMNS,
    MOST_LINES,
    Hidden,
    Sheet,
    UnreadableError,
    limited,
)

MOST_UNZIPPED, MOST_RATIO, MOST_ENTRIES = 50 * 1024 * 1024, 100, 200
OLD_BOOK = b"\xd0\xcf\x11\xe0"  # OLE: an old workbook, or one under a password
ZIP = b"PK\x03\x04"
OTHER_NAME = (
    "This file is not what its name says. Open it, save it as an Excel workbook (.xlsx), and "
    "choose that."
)
PASSWORD = "This file is protected by a password. Take the password off, and choose it once more."  # noqa: S105
MACROS = "This workbook has macros. Save it as an Excel workbook without them (.xlsx)."
TOO_MUCH = "This workbook holds too much. Copy the people into a new one."


@dataclass
class Book:
    """Which sheet of a workbook is open, and what of it is hidden."""

    open_sheet: str
    hidden: Hidden
    is_known: bool = True  # whether the file tells what is hidden


def from_book(ending: str, content: bytes) -> Sheet:
    """The rows of a workbook's open sheet; formulas as what they came to."""
    archive = archive_of(ending, content)
    try:
        book = calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise UnreadableError(PASSWORD) from error
    about = about_book(archive, book)
    return limited(
        enumerate(cells_of(book.get_sheet_by_name(about.open_sheet)), 1),
        about.hidden,
        sheet_notes(about, book),
    )


def archive_of(ending: str, content: bytes) -> zipfile.ZipFile | None:
    """What a workbook is packed in; nothing for an old one, which is not."""
    is_old = content.startswith(OLD_BOOK)
    if is_old and "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableError(PASSWORD)
    if is_old and ending == "xls":
        return None
    if is_old or ending == "xls" or not content.startswith(ZIP):
        raise UnreadableError(OTHER_NAME)
    archive = zipfile.ZipFile(io.BytesIO(content))
    refuse_bombs(archive)
    return archive


def cells_of(sheet: calamine.CalamineSheet) -> list[list[Any]]:
    """A sheet's cells from its first row and column on."""
    if sheet.total_height > MOST_LINES:
        raise UnreadableError(MANY_ROWS)
    if sheet.total_width > MOST_COLUMNS * 4:
        raise UnreadableError(MANY_COLUMNS)
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        # One cell over several rows is seen beside each of them.
        for at in range(top + 1, min(bottom + 1, len(rows))):
            rows[at][left] = rows[top][left]
    return rows


def about_book(archive: zipfile.ZipFile | None, book: calamine.CalamineWorkbook) -> Book:
    """What only the file itself tells: the open sheet, and hidden rows and columns."""
    shown = [one.name for one in book.sheets_metadata if is_shown(one)]
    if not shown:
        raise UnreadableError("Every sheet of this workbook is hidden. Show the one to be read.")
    if archive is None:
        if len(shown) > 1:
            raise UnreadableError(
                "This old workbook (.xls) has several sheets, and does not tell which is meant. "
                "Save it as an Excel workbook (.xlsx), with the right sheet open."
            )
        return Book(shown[0], Hidden(), is_known=False)
    parts = Parts(archive)
    # By what it holds, as the reader of cells goes: under a wrong name it would hide nothing.
    kind = "ods" if "content.xml" in archive.namelist() else "xlsx"
    opened = parts.open_sheet_of(kind)
    name = opened if opened in shown else shown[0]
    return Book(name, parts.hidden_of(kind, name))


def is_shown(sheet: calamine.SheetMetadata) -> bool:
    return bool(
        sheet.typ == calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == calamine.SheetVisibleEnum.Visible
    )


def sheet_notes(about: Book, book: calamine.CalamineWorkbook) -> list[str]:
    notes = []
    others = [one for one in book.sheets_metadata if one.name != about.open_sheet]
    if others:
        names = ", ".join(f"“{one.name}”" for one in others)
        notes.append(f"The sheet “{about.open_sheet}” is read. Not read: {names}.")
    if not about.is_known:
        notes.append(
            "An old workbook (.xls) does not tell which rows are hidden: every row is read. If you "
            "have hidden any, save it as an Excel workbook (.xlsx) and choose that."
        )
    return notes


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that would grow beyond measure, one with macros or under a password."""
    entries = archive.infolist()
    unzipped = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if len(entries) > MOST_ENTRIES or unzipped > MOST_UNZIPPED or unzipped > packed * MOST_RATIO:
        raise UnreadableError(TOO_MUCH)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise UnreadableError(MACROS)
