"""A CSV file: how its letters are written, what parts its columns, its rows."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from core.files.sheet.rows import NOT_A_SHEET, Hidden, Sheet, UnreadableError, limited

SAMPLED = 20  # rows that tell which sign parts the columns


def from_text(content: bytes) -> Sheet:
    """The rows of a CSV file; commas, semicolons or tabs."""
    text, notes = decoded(content)
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?', first.strip("\r "), re.IGNORECASE)
    first_row = 1
    if told:  # Excel's own line, which it does not show
        text = rest
        delimiter = told[1]
    elif first.strip("\r ").lower() == "sep=":
        text, delimiter = rest, "\t"
    else:
        delimiter = delimiter_of(text)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return limited(enumerate(csv_rows(found), first_row), Hidden(), notes)


def csv_rows(found: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 1
    while True:
        try:
            row = next(found)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(
                f"A quotation mark in row {number} is not closed, so it is not clear which cells "
                "belong to which row. Put it right, and choose the file once more."
            ) from error
        yield row
        number += 1


def decoded(content: bytes) -> tuple[str, list[str]]:
    """A file's text, and a warning when it does not say how its letters are written."""
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return decoded_as(content[2:], name), []
    if b"\0" in content:
        # Letters of the West have one byte of nothing each, before or after.
        is_little = content[1::2].count(0) > content[::2].count(0)
        return decoded_as(content, "utf-16-le" if is_little else "utf-16-be"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    windows = content.decode("cp1252", errors="replace")
    mac = content.decode("mac_roman")
    text = mac if strangeness(mac) < strangeness(windows) else windows
    seen = re.findall(r"\w*[^\W\d_\x00-\x7f]\w*", text)[:3]
    example = f", for example {', '.join(seen)}" if seen else ""
    return text, [
        "This file does not say how its accented letters are written. Check that the names are "
        f"right{example}. If they are not, save it as an Excel workbook (.xlsx)."
    ]


def decoded_as(content: bytes, name: str) -> str:
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableError(NOT_A_SHEET) from error
    if "\0" in text:
        raise UnreadableError(NOT_A_SHEET)
    return text


def strangeness(text: str) -> int:
    """How many letters beyond ASCII stand where no name has them: read with the wrong table."""
    inside = len(re.findall(r"(?<=[^\W\d_])[^\w\s\x00-\x7f\u2018\u2019\u2013\u2014](?=\w)", text))
    ends = len(re.findall(r"(?<=[a-z])[^\w\s\x00-\x7f\u2019\u201d\u2013\u2014\u2026]", text))
    capitals = sum(1 for low, sign in pairwise(text) if low.islower() and _is_capital(sign))
    return 2 * inside + 2 * ends + 2 * capitals + 3 * text.count("\ufffd")


def _is_capital(sign: str) -> bool:
    return sign > "\x7f" and sign.isupper()


def delimiter_of(text: str) -> str:
    """The sign that parts most rows into equally many columns."""

    def fit(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            sizes = [len(row) for row in islice(rows, SAMPLED) if len(row) > 1]
        except csv.Error:
            return (0, 0)
        usual = max(set(sizes), key=sizes.count, default=0)
        return (sizes.count(usual), usual)

    return max(",;\t", key=fit)
