"""Reads our PDFs back as a screen reader does, with nothing but pikepdf."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

PAIR = re.compile(rb"<([0-9A-F]{2})> <((?:[0-9A-F]{4})*)>")


def parts_of(pdf: bytes) -> list[tuple[str, str]]:
    """Each part with words of its own, in the order of the tree: its tag and its words."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = [page.obj.objgen for page in opened.pages]
        texts = [texts_of(page) for page in opened.pages]
        root = opened.Root.StructTreeRoot.K[0]
        return list(walk(root, pages, texts))


def walk(
    element: pikepdf.Object, pages: list[tuple[int, int]], texts: list[dict[int | None, str]]
) -> Iterator[tuple[str, str]]:
    marks = [kid for kid in element.K if "/MCID" in kid]
    if marks:
        text = "".join(texts[pages.index(kid.Pg.objgen)][int(kid.MCID)] for kid in marks)
        yield str(element.S)[1:], text
    for kid in element.K:
        if "/S" in kid:
            yield from walk(kid, pages, texts)


def texts_of(page: pikepdf.Page) -> dict[int | None, str]:
    """The text of each marked piece of a page; of decoration and unmarked text under None."""
    reading = Reading({name: letters_of(font) for name, font in page.Resources.Font.items()})
    for step in pikepdf.parse_content_stream(page):
        operator, operands = str(step.operator), list(step.operands)
        if operator in {"BDC", "BMC"}:
            reading.begin(operands[1] if operator == "BDC" else {})
        elif operator == "EMC":
            reading.stack.pop()
        elif operator == "Tf":
            reading.letters = reading.fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            reading.show(operands[0] if operator == "TJ" else operands)
    assert len(reading.stack) == 1
    return reading.found


class Reading:
    """What has been read of a page so far."""

    def __init__(self, fonts: dict[str, dict[int, str]]) -> None:
        self.fonts = fonts
        self.letters: dict[int, str] = {}
        self.found: dict[int | None, str] = {None: ""}
        self.stack: list[int | None] = [None]

    def begin(self, about: Any) -> None:
        number = self.stack[-1]
        if "/MCID" in about:
            number = int(about["/MCID"])
            self.found[number] = ""
        self.stack.append(number)

    def show(self, pieces: Iterable[Any]) -> None:
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                self.found[self.stack[-1]] += "".join(self.letters[byte] for byte in bytes(piece))


def letters_of(font: pikepdf.Object) -> dict[int, str]:
    """What each byte of a text in the font means, from the font's own table."""
    return {
        int(byte, 16): bytes.fromhex(code.decode()).decode("utf-16-be")
        for byte, code in PAIR.findall(font.ToUnicode.read_bytes())
    }


def words_of(pdf: bytes) -> str:
    """Everything that is read of all pages, with single spaces."""
    return " ".join(" ".join(text for _, text in parts_of(pdf)).split())
