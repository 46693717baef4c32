"""What each part of a PDF is: the tree that a screen reader reads, filled while pages are drawn."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """A marked piece of a page: the page's index, and the piece's number on it."""

    page: int
    number: int


@dataclass(eq=False)
class Element:
    """A heading, a paragraph, a cell..., by PDF's names for them."""

    tag: str
    alt: str = ""
    scope: str = ""  # of a header cell: Column or Row
    box: tuple[float, float, float, float] | None = None  # of a figure, from the bottom left
    children: list["Element | Mark"] = field(default_factory=list)

    def add(self, tag: str, *, alt: str = "", scope: str = "") -> "Element":
        """A new part at the end."""
        child = Element(tag, alt, scope)
        self.children.append(child)
        return child
