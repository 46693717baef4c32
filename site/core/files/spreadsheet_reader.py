"""The one reader of CSV and XLSX files that people send.

A file is a stranger: it is read by a child process that may use little memory and little time, so
that one made to burst takes nothing down. This file is that child's program too, and therefore
imports nothing of the house (rule 29).
"""

import csv
import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 5_000, 50, 500
MOST_UNZIPPED, MOST_RATIO, MOST_ENTRIES = 50 * 1024 * 1024, 100, 200
MEMORY, SECONDS = 512 * 1024 * 1024, 30
ENDINGS = ("csv", "xlsx")
ZIP = b"PK\x03\x04"
NOT_READ = "This file could not be read. Save it again as CSV or XLSX, and choose it once more."


class UnreadableError(Exception):
    """A file that is not read. Its text is a sentence for the person who sent it."""


def read_rows(name: str, content: bytes) -> list[list[str]]:
    """The rows of a file as words, empty ones left out; the first one is its header.

    Raises UnreadableError for a file of another kind, one that is too large in any way, and one
    on which the child gives up.
    """
    ending = name.lower().rpartition(".")[2]
    if ending not in ENDINGS or content.startswith(ZIP) != (ending == "xlsx"):
        raise UnreadableError("Choose a CSV file or an Excel workbook (XLSX).")
    if len(content) > MOST_BYTES:
        raise UnreadableError("This file is larger than 5 MB. Choose a smaller one.")
    # -I: neither the environment nor this folder decides what the child imports.
    command = [sys.executable, "-I", str(Path(__file__).resolve()), ending]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, in our own words
            command, input=content, capture_output=True, timeout=SECONDS, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableError(NOT_READ) from error
    if "refused" in answer:
        raise UnreadableError(answer["refused"])
    rows: list[list[str]] = answer["rows"]
    return rows


def child(ending: str, content: bytes) -> dict[str, Any]:
    """What the child process answers: the rows, or why not."""
    try:
        found = from_xlsx(content) if ending == "xlsx" else from_csv(content)
        return {"rows": limited(found)}
    except UnreadableError as error:
        return {"refused": str(error)}


def from_csv(content: bytes) -> Iterable[Iterable[Any]]:
    """The rows of a CSV file: UTF-8, or what Excel writes; commas, semicolons or tabs."""
    if b"\0" in content:  # UTF-16, or no text at all
        raise UnreadableError(NOT_READ)
    try:
        text = content.decode("utf-8-sig")  # Excel's begins with a byte order mark
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    # Excel writes semicolons where a comma is the decimal sign.
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def from_xlsx(content: bytes) -> Iterable[Iterable[Any]]:
    """The values of the first sheet of a workbook; formulas as what they came to."""
    refuse_bombs(zipfile.ZipFile(io.BytesIO(content)))
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    rows: Iterable[Iterable[Any]] = sheet.iter_rows(values_only=True)
    return rows


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that would grow beyond measure."""
    entries = archive.infolist()
    unzipped = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if len(entries) > MOST_ENTRIES or unzipped > MOST_UNZIPPED or unzipped > packed * MOST_RATIO:
        raise UnreadableError("This workbook holds too much. Copy the people into a new one.")


def limited(found: Iterable[Iterable[Any]]) -> list[list[str]]:
    """The rows that hold anything, as words. Raises UnreadableError beyond the limits."""
    rows: list[list[str]] = []
    for number, cells in enumerate(found):
        if number > MOST_ROWS * 2:  # empty rows count too, or they would never end
            raise UnreadableError(f"This file has more than {MOST_ROWS:,} rows.")
        row = [words_of(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if not row:
            continue
        if len(row) > MOST_COLUMNS:
            raise UnreadableError(f"This file has more than {MOST_COLUMNS} columns.")
        if len(rows) > MOST_ROWS:
            raise UnreadableError(f"This file has more than {MOST_ROWS:,} rows.")
        rows.append(row)
    return rows


def words_of(cell: Any) -> str:
    """A cell in words: a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()[:MOST_LETTERS]


def main() -> None:
    """Read standard input within the limits; write JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    csv.field_size_limit(MOST_LETTERS * 20)
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    sys.stdout.write(json.dumps(child(sys.argv[1], content)))


if __name__ == "__main__":
    main()
