"""The words of whatever a visitor is handed: page, workbook, calendar, feed or paper."""

import html
import io
from urllib.parse import unquote

from openpyxl import load_workbook

from tests.core.documents.reader import words_of


def text_of(body: bytes, content_type: str) -> str:
    if body.startswith(b"%PDF"):
        return words_of(body)
    if "spreadsheetml" in content_type:
        return workbook_text(body)
    text = body.decode("utf-8", "replace")
    # A calendar breaks its lines after 75 bytes, in the middle of words (RFC 5545, 3.1).
    return unquote(html.unescape(text.replace("\r\n ", "")))


def workbook_text(body: bytes) -> str:
    book = load_workbook(io.BytesIO(body), read_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)
