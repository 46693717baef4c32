"""What a document says, in the order in which it is read: the source of its PDF and its HTML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from core.documents.design import Design
from core.documents.shapes import Shape


@dataclass(frozen=True)
class Heading:
    """A heading; `style` names a style of the design, else that of its level is taken."""

    text: str
    level: int = 1
    style: str = ""

    def texts(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: str = ""
    href: str = ""  # in HTML the whole paragraph leads there; on paper its text should say where

    def texts(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True)
class BulletList:
    items: tuple[str, ...]
    style: str = ""

    def texts(self) -> Iterator[str]:
        yield from self.items


@dataclass(frozen=True)
class Fact:
    """What it is called, and its lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Labels with values: a description list; on paper side by side where the design says so."""

    facts: tuple[Fact, ...]

    def texts(self) -> Iterator[str]:
        for fact in self.facts:
            yield from (fact.label, *fact.lines)


@dataclass(frozen=True)
class Table:
    """Rows under a header; with `row_headers` the first cell of each row is a header too.

    Raises ValueError unless every row has a cell for every column.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_headers: bool = False
    numbers: frozenset[int] = frozenset()  # columns set flush right
    widths: tuple[float, ...] = ()  # shares of the width; the same for all when there are none

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns or any(len(row) != columns for row in self.rows):
            raise ValueError("Every row of a table has a cell for every column.")
        if self.widths and len(self.widths) != columns:
            raise ValueError("A table names the width of every column, or of none.")

    def texts(self) -> Iterator[str]:
        yield from (self.caption, *self.header)
        for row in self.rows:
            yield from row


@dataclass(frozen=True)
class Picture:
    """Shapes of a size in points, and what they say to who does not see them."""

    alt: str
    width: float
    height: float
    shapes: tuple[Shape, ...]

    def texts(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Divider:
    """A line between two parts: for the eye alone."""

    def texts(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Group:
    """Blocks that belong together; on paper they stand in a frame of the design."""

    blocks: tuple["Block", ...]
    frame: str

    def texts(self) -> Iterator[str]:
        yield from texts_of(self.blocks)


Block: TypeAlias = Heading | Paragraph | BulletList | Facts | Table | Picture | Divider | Group


@dataclass(frozen=True)
class Document:
    """A whole document. The title is what a reader's window shows."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    author: str = ""
    subject: str = ""
    dated: date | None = None  # the day the file says that it was made
    design: Design = field(default_factory=Design)


def texts_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text that is drawn, in the order of reading."""
    for block in blocks:
        yield from block.texts()
