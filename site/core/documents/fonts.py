"""The fonts, and which of them has a sign: our own first, then other scripts', then symbols'."""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

OWN = Path(__file__).resolve().parents[3] / "static" / "fonts"
OTHERS = Path(__file__).resolve().parent / "fonts"
TEXT, STRONG = "SourceSans3-Regular", "SourceSans3-SemiBold"
# A font of a script is opened for signs of its script alone: to open one takes 20 to 200 ms.
SCRIPTS = (
    ("NotoSansArmenian-Medium", ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    ("NotoSansHebrew-Medium", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    (
        "NotoSansArabic-Medium",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    ),
    ("NotoSansDevanagari-Medium", ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))),
    ("NotoSansBengali-Medium", ((0x0980, 0x09FF),)),
    ("NotoSansGurmukhi-Medium", ((0x0A00, 0x0A7F),)),
    ("NotoSansGujarati-Medium", ((0x0A80, 0x0AFF),)),
    ("NotoSansTamil-Medium", ((0x0B80, 0x0BFF),)),
    ("NotoSansTelugu-Medium", ((0x0C00, 0x0C7F),)),
    ("NotoSansKannada-Medium", ((0x0C80, 0x0CFF),)),
    ("NotoSansMalayalam-Medium", ((0x0D00, 0x0D7F),)),
    ("NotoSansSinhala-Medium", ((0x0D80, 0x0DFF),)),
    ("NotoSansThai-Medium", ((0x0E00, 0x0E7F),)),
    ("NotoSansGeorgian-Medium", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    (
        "NotoSansEthiopic-Medium",
        ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F), (0x1E7E0, 0x1E7FF)),
    ),
    ("NotoSansKR-Medium", ((0xAC00, 0xD7A3),)),
    (
        "DroidSansFallback",
        ((0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E)),
    ),
)
LAST = ("NotoSans-Medium", "DejaVuSans")


class Font:
    """A font as ReportLab writes it and HarfBuzz shapes with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        folder = OWN if name in {TEXT, STRONG} else OTHERS
        # Without `asciiReadable` all of ASCII would be in every font of every file.
        self.embedded = TTFont(name, str(folder / f"{name}.ttf"), asciiReadable=False)
        pdfmetrics.registerFont(self.embedded)
        self.face = self.embedded.face
        self.known: frozenset[int] = frozenset(self.face.charToGlyph)

    @cached_property
    def shaper(self) -> hb.Font:
        return hb.Font(self.embedded.hbFace)

    @cached_property
    def per_mille(self) -> float:
        """What HarfBuzz' units are in thousandths of the size, as PDF counts."""
        return 1000 / float(self.shaper.face.upem)

    @cached_property
    def dotted_circle(self) -> int:
        """What HarfBuzz puts where a script's sign has no letter to stand on; 0 for none."""
        return int(self.face.charToGlyph.get(0x25CC, 0))

    def advance_of(self, glyph: int) -> float:
        """How wide a shape is by itself, in thousandths of the size."""
        return float(self.shaper.get_glyph_h_advance(glyph)) * self.per_mille


@cache
def font(name: str) -> Font:
    """Read once in a process."""
    return Font(name)


def candidates(code: int, first: str) -> Iterator[Font]:
    """The fonts that may have a sign, in the order in which they are asked."""
    yield font(first)
    for name, ranges in SCRIPTS:
        if any(low <= code <= high for low, high in ranges):
            yield font(name)
    for name in LAST:
        yield font(name)
