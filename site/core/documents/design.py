"""How documents look on paper: page, frames, styles. In points, from the top left corner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.documents.shapes import INK, LINE, SOFT, Shape

A4 = (595.28, 841.89)


@dataclass(frozen=True)
class TextStyle:
    """Letters of a text, and the room round them.

    With `fits`, pairs of a size and a number of lines are tried from the first on, until the text
    takes no more lines than that; the last one stands.
    """

    size: float = 11
    strong: bool = False
    colour: str = INK
    leading: float = 1.35  # of the size
    before: float = 0  # points over it, but at the top of a page
    fits: tuple[tuple[float, int], ...] = ()
    shrinks: bool = False  # takes part when a document is made smaller to fit one page


@dataclass(frozen=True)
class Frame:
    """Where blocks stand."""

    x: float
    y: float
    width: float
    height: float


STYLES: Mapping[str, TextStyle] = MappingProxyType(
    {
        "h1": TextStyle(22, strong=True, before=6, leading=1.2),
        "h2": TextStyle(16, strong=True, before=16, leading=1.2),
        "h3": TextStyle(12.5, strong=True, before=12, leading=1.2),
        "p": TextStyle(before=6),
        "item": TextStyle(before=3),
        "label": TextStyle(9.5, colour=SOFT, before=4),
        "value": TextStyle(11, strong=True),
        "caption": TextStyle(11, strong=True, before=12),
        "th": TextStyle(10, strong=True),
        "td": TextStyle(10),
        "divider": TextStyle(before=10),
        "foot": TextStyle(8.5, colour=SOFT),
    }
)


@dataclass(frozen=True)
class Design:
    """The look of a document; as it stands here, of a letter on A4.

    `main` is the frame that goes on from page to page; the other frames and the backdrop are on the
    first page alone. `scales` are tried until all of `main` is on one page; the last one stands,
    with as many pages as it takes.
    """

    page: tuple[float, float] = A4
    main: Frame = Frame(62, 62, A4[0] - 124, A4[1] - 134)
    frames: Mapping[str, Frame] = field(default_factory=lambda: MappingProxyType({}))
    styles: Mapping[str, TextStyle] = field(default_factory=lambda: STYLES)
    backdrop: tuple[Shape, ...] = ()
    facts_columns: int = 1
    bullet: str = INK
    line: str = LINE
    scales: tuple[float, ...] = (1.0,)
    page_words: str = "Page {page} of {pages}"  # under each page when there are several
