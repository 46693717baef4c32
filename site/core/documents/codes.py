"""Codes for shapes that are no one letter: a PDF is drawn with them, and read without.

ReportLab writes a font by codes of letters. A joined or half letter gets a code of Unicode's
private area in each document anew, in the order of drawing: the same document has the same bytes.
What a code reads as goes into the font's table afterwards.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.documents.fonts import Font
from core.documents.shaping import Glyph

PRIVATE, MOST = range(0xE000, 0xF900), 0xFFFF
ENTRY = re.compile(rb"(<[0-9A-F]{2}> )<([0-9A-F]{4})>")


class TooManyShapesError(ValueError):
    """A document with more joined shapes than there are free codes: thousands of names."""


@dataclass
class Codes:
    """The codes of one document."""

    texts: dict[int, str] = field(default_factory=dict)  # what a private code reads as
    _given: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def code_of(self, font: Font, glyph: Glyph) -> int:
        """Its letter's, where one letter is one shape. Raises TooManyShapesError."""
        if len(glyph.text) == 1 and ord(glyph.text) <= MOST:
            code = ord(glyph.text)
            if code in font.known and font.face.charToGlyph[code] == glyph.number:
                return code
        key = (font.name, glyph.number, glyph.text)
        if key not in self._given:
            self._given[key] = self._new(font, glyph)
        return self._given[key]

    def _new(self, font: Font, glyph: Glyph) -> int:
        if len(self.texts) == len(PRIVATE):
            raise TooManyShapesError
        code = PRIVATE[len(self.texts)]
        self.texts[code] = glyph.text
        # The font is the process's, the code this document's: drawing is one at a time (pdf.draw).
        font.face.charToGlyph[code] = glyph.number
        font.face.charWidths[code] = glyph.width
        return code


def readable_table(table: bytes, texts: Mapping[int, str]) -> bytes:
    """A font's table of what its codes read as, with letters for private codes."""

    def entry(found: re.Match[bytes]) -> bytes:
        text = texts.get(int(found[2], 16))
        if text is None:
            return found[0]
        return found[1] + b"<" + text.encode("utf-16-be").hex().upper().encode() + b">"

    return ENTRY.sub(entry, table)
