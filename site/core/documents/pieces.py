"""Blocks as pieces: what stays whole when a page ends, how high it is, and how it is drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from itertools import zip_longest
from typing import TypeAlias

from core.documents.design import Design, TextStyle
from core.documents.pen import Pen
from core.documents.shapes import Box, Disc
from core.documents.shaping import shaped
from core.documents.structure import Element
from core.documents.tree import (
    Block,
    BulletList,
    Divider,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from core.documents.wrapping import fitted, weight_of

Paint: TypeAlias = Callable[[Pen, float, float], None]
GAP, INDENT, PADDING, RULE = 18.0, 14.0, 3.0, 0.8
WHOLE = 3  # a text of so many lines is not parted; of a longer one two stay together
DEEPEST = 3  # the level of heading from which on all look alike
ROW_MOST = 0.6  # of a page: a row of a table that is higher is parted between two lines


@dataclass
class Piece:
    """Drawn at its top left corner. `keep`: not parted from the next one."""

    height: float
    paint: Paint
    before: float = 0
    keep: bool = False
    head: tuple["Piece", ...] = ()  # drawn again, as decoration, when it begins a page


@dataclass(frozen=True)
class TextLine:
    """A line ready to be drawn, and what it is a part of."""

    part: Element | None
    text: str
    size: float
    style: TextStyle
    end: str = ""

    @property
    def height(self) -> float:
        return self.size * self.style.leading

    def paint(self, pen: Pen, x: float, y: float) -> None:
        foot = y + self.height / 2 + self.size * 0.28
        line = shaped(self.text + self.end, weight_of(self.style))
        pen.line(self.part, line, x, foot, self.size, self.style.colour)


@dataclass
class Cell:
    """Lines one under the other in a column."""

    lines: list[TextLine] = field(default_factory=list)
    is_number: bool = False

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


@dataclass(frozen=True)
class PieceMaker:
    """Makes the pieces of blocks that stand in a frame of a width."""

    design: Design
    width: float
    scale: float = 1.0

    @singledispatchmethod
    def pieces(self, block: Block, parent: Element) -> list[Piece]:
        """Of any block but a group, which has a frame of its own."""
        raise TypeError(f"No pieces are known for {type(block).__name__}.")

    @pieces.register
    def _(self, block: Heading, parent: Element) -> list[Piece]:
        style = self.style(block.style or f"h{min(block.level, DEEPEST)}")
        found = self.texts(parent.add(f"H{block.level}"), block.text, style)
        return [replace(piece, keep=True) for piece in found]

    @pieces.register
    def _(self, block: Paragraph, parent: Element) -> list[Piece]:
        return self.texts(parent.add("P"), block.text, self.style(block.style or "p"))

    @pieces.register
    def _(self, block: BulletList, parent: Element) -> list[Piece]:
        return list(self.bullets(block, parent.add("L")))

    @pieces.register
    def _(self, block: Facts, parent: Element) -> list[Piece]:
        return list(self.facts(block, parent.add("L")))

    @pieces.register
    def _(self, block: Table, parent: Element) -> list[Piece]:
        return self.table(block, parent.add("Table"))

    @pieces.register
    def _(self, block: Picture, parent: Element) -> list[Piece]:
        return [self.picture(block, parent.add("Figure", alt=block.alt))]

    @pieces.register
    def _(self, block: Divider, parent: Element) -> list[Piece]:
        return [self.divider()]

    def style(self, name: str) -> TextStyle:
        style = self.design.styles[name]
        if not style.shrinks or self.scale == 1:
            return style
        fits = tuple((size * self.scale, lines) for size, lines in style.fits)
        return replace(
            style, size=style.size * self.scale, before=style.before * self.scale, fits=fits
        )

    def lines(self, part: Element, text: str, style: TextStyle, width: float) -> list[TextLine]:
        size, lines = fitted(text, style, width)
        return text_lines(part, lines, size, style)

    def texts(self, part: Element, text: str, style: TextStyle, indent: float = 0) -> list[Piece]:
        """A line each, with as many kept together as one reads without turning the page."""
        lines = self.lines(part, text, style, self.width - indent)
        together = {0, len(lines) - 2} if len(lines) > WHOLE else set(range(len(lines) - 1))
        return [
            Piece(
                line.height,
                shifted(line.paint, indent),
                before=0 if at else style.before,
                keep=at in together,
            )
            for at, line in enumerate(lines)
        ]

    def bullets(self, block: BulletList, part: Element) -> Iterator[Piece]:
        style = self.style(block.style or "item")
        for item in block.items:
            body = part.add("LI").add("LBody")
            first, *rest = self.texts(body, item, style, INDENT)
            yield replace(first, paint=self.with_bullet(first, style))
            yield from rest

    def with_bullet(self, piece: Piece, style: TextStyle) -> Paint:
        radius = 0.19 * style.size
        disc = Disc(self.design.bullet, INDENT * 0.22, piece.height * 0.5, radius)

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.shape(None, disc, x, y, 1)
            piece.paint(pen, x, y)

        return paint

    def facts(self, block: Facts, part: Element) -> Iterator[Piece]:
        columns = self.design.facts_columns
        wide = (self.width - GAP * (columns - 1)) / columns
        label, value = self.style("label"), self.style("value")
        cells = []
        for fact in block.facts:
            item = part.add("LI")
            lines = self.lines(item.add("Lbl"), fact.label, label, wide)
            body = item.add("LBody")
            for text in fact.lines:
                lines += self.lines(body, text, value, wide)
            cells.append(Cell(lines))
        for start in range(0, len(cells), columns):
            row = cells[start : start + columns]
            yield from self.row(row, [wide] * len(row), GAP, before=label.before)

    def table(self, block: Table, part: Element) -> list[Piece]:
        """Caption and header stay with the first row, and the header heads every page."""
        caption = self.texts(part.add("Caption"), block.caption, self.style("caption"))
        shares = block.widths or (1.0,) * len(block.header)
        room = self.width - GAP * (len(shares) - 1)
        widths = [room * share / sum(shares) for share in shares]
        header = part.add("THead").add("TR")
        th, td = self.style("th"), self.style("td")
        named = [(header.add("TH", scope="Column"), text, th) for text in block.header]
        head = self.ruled(self.row(self.cells(named, widths, block), widths, GAP, before=PADDING))
        again = [(None, text, th) for text in block.header]
        repeated = self.ruled(
            self.row(self.cells(again, widths, block), widths, GAP, before=PADDING)
        )
        body = part.add("TBody")
        found = [replace(piece, keep=True) for piece in (*caption, *head)]
        for row in block.rows:
            line = body.add("TR")
            entries = [
                (line.add("TH", scope="Row"), text, th)
                if block.row_headers and column == 0
                else (line.add("TD"), text, td)
                for column, text in enumerate(row)
            ]
            pieces = self.row(self.cells(entries, widths, block), widths, GAP, before=PADDING)
            found += [replace(piece, head=tuple(repeated)) for piece in self.ruled(pieces)]
        return found

    def cells(
        self,
        entries: Sequence[tuple[Element | None, str, TextStyle]],
        widths: Sequence[float],
        block: Table,
    ) -> list[Cell]:
        found = []
        for column, (part, text, style) in enumerate(entries):
            size, lines = fitted(text, style, widths[column])
            texts = text_lines(part, lines, size, style)
            found.append(Cell(texts, is_number=column in block.numbers))
        return found

    def row(
        self, cells: Sequence[Cell], widths: Sequence[float], gap: float, *, before: float
    ) -> list[Piece]:
        """Cells side by side, in one piece; line by line when that would be most of a page."""
        height = max((cell.height for cell in cells), default=0)
        if height <= self.design.main.height * ROW_MOST:
            return [Piece(height, row_paint(cells, widths, gap), before=before)]
        slices = zip_longest(*(cell.lines for cell in cells))
        pieces = []
        for at, lines in enumerate(slices):
            parted = [
                Cell([line] if line else [], cell.is_number)
                for line, cell in zip(lines, cells, strict=True)
            ]
            high = max(cell.height for cell in parted)
            pieces.append(Piece(high, row_paint(parted, widths, gap), before=0 if at else before))
        return pieces

    def ruled(self, pieces: list[Piece]) -> list[Piece]:
        """A thin line under the last of the pieces."""
        *first, last = pieces
        under = Box(self.design.line, 0, last.height + PADDING, self.width, RULE)

        def paint(pen: Pen, x: float, y: float) -> None:
            last.paint(pen, x, y)
            pen.shape(None, under, x, y, 1)

        return [*first, replace(last, paint=paint, height=last.height + PADDING + RULE)]

    def picture(self, block: Picture, part: Element) -> Piece:
        scale = min(1.0, self.width / block.width, self.design.main.height / block.height)

        def paint(pen: Pen, x: float, y: float) -> None:
            low = pen.height - y - block.height * scale
            part.box = (x, low, x + block.width * scale, low + block.height * scale)
            for shape in block.shapes:
                pen.shape(part, shape, x, y, scale)

        return Piece(block.height * scale, paint, before=self.style("p").before)

    def divider(self) -> Piece:
        rule = Box(self.design.line, 0, 0, self.width, RULE)

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.shape(None, rule, x, y, 1)

        return Piece(RULE, paint, before=self.style("divider").before)


def text_lines(
    part: Element | None, lines: Sequence[str], size: float, style: TextStyle
) -> list[TextLine]:
    """Each line but the last ends in a blank, or two words would be read as one."""
    ends = [" "] * (len(lines) - 1) + [""]
    return [TextLine(part, line, size, style, end) for line, end in zip(lines, ends, strict=True)]


def shifted(paint: Paint, right: float) -> Paint:
    if not right:
        return paint

    def shift(pen: Pen, x: float, y: float) -> None:
        paint(pen, x + right, y)

    return shift


def row_paint(cells: Sequence[Cell], widths: Sequence[float], gap: float) -> Paint:
    """Cell by cell, so that what is read together is drawn together."""

    def paint(pen: Pen, x: float, y: float) -> None:
        left = x
        for cell, width in zip(cells, widths, strict=True):
            top = y
            for line in cell.lines:
                room = width - wide(line) if cell.is_number else 0
                line.paint(pen, left + room, top)
                top += line.height
            left += width + gap

    return paint


def wide(line: TextLine) -> float:
    return shaped(line.text, weight_of(line.style)).width * line.size / 1000
