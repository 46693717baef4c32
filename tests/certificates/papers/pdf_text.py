"""Reads the words of our PDFs back, with nothing but pikepdf."""

import io
import re

import pikepdf

PAIR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")


def words_of(pdf: bytes) -> str:
    """The text of the first page in the order of drawing, with single spaces."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        letters = {name: letters_of(font) for name, font in page.Resources.Font.items()}
        current: dict[int, str] = {}
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "Tf":
                current = letters[str(step.operands[0])]
            elif str(step.operator) == "Tj":
                found.append("".join(current[byte] for byte in bytes(step.operands[0])))
    return " ".join(" ".join(found).split())


def letters_of(font: pikepdf.Object) -> dict[int, str]:
    """What each byte of a text in the font means, from the font's own table."""
    return {
        int(byte, 16): bytes.fromhex(code.decode()).decode("utf-16-be")
        for byte, code in PAIR.findall(font.ToUnicode.read_bytes())
    }
