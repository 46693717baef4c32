"""Pieces on pages: what is kept together, where a page ends, what a new one begins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from core.documents.design import Design, Frame
from core.documents.pen import Pen
from core.documents.pieces import Piece, PieceMaker, TextLine
from core.documents.structure import Element
from core.documents.tree import Block, Document, Group


@dataclass(frozen=True)
class Placed:
    """A piece and where its top left corner is."""

    piece: Piece
    page: int
    x: float
    y: float


@dataclass
class Column:
    """A frame that is filled from the top down, and goes on on the next page."""

    frame: Frame
    page: int = 0
    used: float = 0.0
    placed: list[Placed] = field(default_factory=list)

    def add(self, chain: Sequence[Piece]) -> None:
        """Place pieces that stay together; those that no page could hold are parted."""
        if self.used and self.used + height_of(chain, self.used) > self.frame.height:
            if height_of(chain, 0) <= self.frame.height:
                self.turn()
                self.head(chain[0])
            elif len(chain) > 1:
                for piece in chain:
                    self.add([piece])
                return
            else:
                self.turn()
                self.head(chain[0])
        elif len(chain) > 1 and height_of(chain, self.used) > self.frame.height:
            for piece in chain:
                self.add([piece])
            return
        for piece in chain:
            self.put(piece)

    def turn(self) -> None:
        self.page, self.used = self.page + 1, 0.0

    def head(self, piece: Piece) -> None:
        for again in piece.head:
            self.put(again)

    def put(self, piece: Piece) -> None:
        self.used += piece.before if self.used else 0
        self.placed.append(Placed(piece, self.page, self.frame.x, self.frame.y + self.used))
        self.used += piece.height


def height_of(chain: Sequence[Piece], used: float) -> float:
    """With the room over each, but for what begins a page."""
    total = sum(piece.before + piece.height for piece in chain)
    return total if used else total - chain[0].before


def chains(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stay together."""
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keep:
            yield chain
            chain = []
    if chain:
        yield chain


@dataclass
class Layout:
    """A document's pieces where they stand, and the tree of its parts."""

    root: Element
    placed: list[Placed]
    pages: int


def laid_out(document: Document) -> Layout:
    """At the first of the design's scales at which all of it is on one page, else at the last."""
    for scale in document.design.scales:
        layout = laid_out_at(document, scale)
        if layout.pages == 1:
            break
    return layout


def laid_out_at(document: Document, scale: float) -> Layout:
    design, root = document.design, Element("Document")
    main = Column(design.main)
    placed: list[Placed] = []
    run: list[Block] = []

    def fill() -> None:
        """What flows in the main frame, up to the next group."""
        maker = PieceMaker(design, design.main.width, scale)
        pieces = [piece for block in run for piece in maker.pieces(block, root)]
        for chain in chains(pieces):
            main.add(chain)
        run.clear()

    for block in document.blocks:
        if isinstance(block, Group):
            fill()
            placed += placed_in_frame(block, design, root)
        else:
            run.append(block)
    fill()
    return Layout(root, placed + main.placed, main.page + 1)


def placed_in_frame(group: Group, design: Design, root: Element) -> list[Placed]:
    """A group in its frame on the first page, whatever its length."""
    frame = design.frames[group.frame]
    column, part = Column(frame), root.add("Sect")
    maker = PieceMaker(design, frame.width)
    for block in group.blocks:
        for piece in maker.pieces(block, part):
            column.put(piece)
    return column.placed


def paint(layout: Layout, document: Document, pen: Pen) -> None:
    """Every page, from the first piece to the number under it."""
    design = document.design
    for page in count():
        for shape in design.backdrop if page == 0 else ():
            pen.shape(None, shape, 0, 0, 1)
        for one in layout.placed:
            if one.page == page:
                one.piece.paint(pen, one.x, one.y)
        if layout.pages > 1:
            words = design.page_words.format(page=page + 1, pages=layout.pages)
            style = design.styles["foot"]
            foot = design.main.y + design.main.height + style.size
            TextLine(None, words, style.size, style).paint(pen, design.main.x, foot)
        if page + 1 == layout.pages:
            break
        pen.next_page()
    pen.finish()
