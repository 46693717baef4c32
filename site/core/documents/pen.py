"""Draws on pages, every piece marked with what it is a part of, or as mere decoration."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from core.documents.codes import Codes
from core.documents.fonts import Font, font
from core.documents.shapes import Box, Disc, Shape, Tiles
from core.documents.shaping import Cluster, Glyph, Line, Segment
from core.documents.structure import Element, Mark


@dataclass
class Pen:
    """Coordinates are points from the top left; the PDF counts from the bottom."""

    canvas: Canvas
    height: float
    codes: Codes = field(default_factory=Codes)
    page: int = 0
    _marks: int = 0
    _open: Element | None = None
    _is_open: bool = False
    _colour: str = ""
    _colours: dict[str, HexColor] = field(default_factory=dict)

    def next_page(self) -> None:
        self._close()
        self.canvas.showPage()
        self.page, self._marks, self._colour = self.page + 1, 0, ""

    def finish(self) -> None:
        """Close the last page."""
        self._close()
        self.canvas.showPage()

    def line(
        self, part: Element | None, line: Line, x: float, y: float, size: float, colour: str
    ) -> None:
        """One line of text with its foot at y; of no part it is decoration."""
        if not line.segments:
            return
        self._mark(part)
        self._fill(colour)
        foot = self.height - y
        steps = [f"BT 1 0 0 1 {x:.2f} {foot:.2f} Tm"]
        for segment in line.segments:
            steps += self._shown(segment, x, foot, size)
        steps.append("ET")
        self.canvas.addLiteral("\n".join(steps))

    def shape(self, part: Element | None, shape: Shape, x: float, y: float, scale: float) -> None:
        """A shape of a picture whose top left corner is at x, y."""
        self._mark(part)
        self._fill(shape.colour)
        canvas = self.canvas
        match shape:
            case Disc():
                across, up = x + shape.x * scale, self.height - y - shape.y * scale
                canvas.circle(across, up, shape.radius * scale, stroke=0, fill=1)
            case Box():
                left, wide, high = x + shape.x * scale, shape.width * scale, shape.height * scale
                low = self.height - y - shape.y * scale - high
                if shape.radius:
                    canvas.roundRect(left, low, wide, high, shape.radius * scale, stroke=0, fill=1)
                else:
                    canvas.rect(left, low, wide, high, stroke=0, fill=1)
            case Tiles():
                top = self.height - y
                canvas.addLiteral(
                    "\n".join(
                        f"{x + left * scale:.2f} {top - (above + high) * scale:.2f}"
                        f" {wide * scale:.2f} {high * scale:.2f} re"
                        for left, above, wide, high in shape.boxes
                    )
                    + "\nf"
                )

    def _mark(self, part: Element | None) -> None:
        """Open a marked piece, unless the one that is open is of the same part."""
        if self._is_open and self._open is part:
            return
        self._close()
        if part is None:
            self.canvas.addLiteral("/Artifact BMC")
        else:
            self.canvas.addLiteral(f"/{part.tag} <</MCID {self._marks}>> BDC")
            part.children.append(Mark(self.page, self._marks))
            self._marks += 1
        self._open, self._is_open = part, True

    def _close(self) -> None:
        if self._is_open:
            self.canvas.addLiteral("EMC")
        self._open, self._is_open = None, False

    def _fill(self, colour: str) -> None:
        if colour != self._colour:
            self.canvas.setFillColor(self._colours.setdefault(colour, HexColor(colour)))
            self._colour = colour

    def _shown(self, segment: Segment, x: float, y: float, size: float) -> Iterator[str]:
        one, doc = font(segment.font).embedded, self.canvas._doc
        if not segment.clusters:
            for subset, codes in one.splitString(segment.text, doc):
                yield f"{one.getSubsetInternalName(subset, doc)} {size:g} Tf <{codes.hex()}> Tj"
            return
        at = None  # where the last cluster ended, for the next one often follows it
        for cluster in segment.clusters:
            if at is None or abs(cluster.left - at) >= 1:
                yield f"1 0 0 1 {x + cluster.left * size / 1000:.2f} {y:.2f} Tm"
            at = cluster.left + cluster.width
            yield from self._drawn(cluster, font(segment.font), size)

    def _drawn(self, cluster: Cluster, one: Font, size: float) -> Iterator[str]:
        doc, face, risen = self.canvas._doc, "", 0.0
        pieces: list[str] = []
        for glyph in cluster.glyphs:
            code = self.codes.code_of(one, glyph)
            ((subset, codes),) = one.embedded.splitString(chr(code), doc)
            name = one.embedded.getSubsetInternalName(subset, doc)
            up = glyph.up * size / 1000
            if name != face or up != risen:
                yield from _array(pieces)
                pieces = []
                if name != face:
                    yield f"{name} {size:g} Tf"
                if up != risen:
                    yield f"{up:.3f} Ts"
                face, risen = name, up
            pieces += _placed(glyph, codes)
        yield from _array(pieces)
        if risen:
            yield "0 Ts"


def _placed(glyph: Glyph, codes: bytes) -> Iterator[str]:
    """A shape where it belongs: PDF moves left by what stands between two shapes."""
    after = glyph.width + glyph.right - glyph.step
    if abs(glyph.right) >= 1:
        yield f"{-glyph.right:.0f}"
    yield f"<{codes.hex()}>"
    if abs(after) >= 1:
        yield f"{after:.0f}"


def _array(pieces: list[str]) -> Iterator[str]:
    if pieces:
        yield f"[{' '.join(pieces)}] TJ"
