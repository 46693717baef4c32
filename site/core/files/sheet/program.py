"""The program of the child process: reads one sheet within limits, and answers with JSON.

What people see is what is read: the sheet that is open, without hidden rows and columns. Whatever
else the file holds is said in a note. Nothing of the house is imported but this folder (rule 29).
"""

import csv
import json
import resource
import sys
from dataclasses import asdict
from typing import Any

from core.files.sheet.csv_text import from_text
from core.files.sheet.rows import MOST_BYTES, MOST_LETTERS, NOT_A_SHEET, Sheet, UnreadableError
from core.files.sheet.workbook import OLD_BOOK, from_book

MEMORY, SECONDS = 512 * 1024 * 1024, 30
BOOKS = ("xlsx", "ods", "xls")
PAGES = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"%pdf")


def read(ending: str, content: bytes) -> Sheet:
    """A file's open sheet. Raises UnreadableError."""
    if content[:512].lstrip().lower().startswith(PAGES):
        raise UnreadableError(NOT_A_SHEET)
    if ending in BOOKS:
        return from_book(ending, content)
    if content.startswith((OLD_BOOK, b"PK\x03\x04")):
        raise UnreadableError("This is a workbook, not a CSV file. Give its name its own ending.")
    return from_text(content)


def answer(ending: str, content: bytes) -> dict[str, Any]:
    """What the child process says: the rows and notes, or why not."""
    try:
        return asdict(read(ending, content))
    except UnreadableError as error:
        return {"refused": str(error)}


def main() -> None:
    """Read standard input within the limits; write JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    csv.field_size_limit(MOST_LETTERS * 20)
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    sys.stdout.write(json.dumps(answer(sys.argv[1], content)))
