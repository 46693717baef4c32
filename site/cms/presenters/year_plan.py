"""The year as a picture: strands across six half terms. A tool: items in, places on a canvas out.

The same items make the table under the picture.
"""

from dataclasses import dataclass

HALVES = ("Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2")
LEFT = 120  # where the first half term begins
STEP = 150  # from one half term to the next
COLUMN = 144
TOP = 50  # the first strand
ROW = 68


@dataclass(frozen=True)
class Item:
    """Something in the plan: in which half terms (0 to 5), and how far it has come."""

    title: str
    first: int
    last: int
    state: str  # done, running or booked

    @property
    def state_words(self) -> str:
        """Done, running, booked: in words, for the table."""
        return self.state.capitalize()

    @property
    def when_words(self) -> str:
        """Autumn 1, or Autumn 2 to Summer 2."""
        if self.first == self.last:
            return HALVES[self.first]
        return f"{HALVES[self.first]} to {HALVES[self.last]}"


@dataclass(frozen=True)
class Strand:
    title: str
    tone: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Column:
    """A half term on the canvas."""

    label: str
    x: int
    width: int
    odd: bool


@dataclass(frozen=True)
class Bar:
    """An item on the canvas."""

    label: str
    state: str
    x: int
    width: int


@dataclass(frozen=True)
class Row:
    """A strand on the canvas."""

    label: str
    tone: str
    y: int
    items: tuple[Bar, ...]


@dataclass(frozen=True)
class Drawing:
    """What components/plan.html draws, and the strands for the table under it."""

    width: int
    height: int
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    strands: tuple[Strand, ...]


# The order is the report's case study: staff first, because sessions can prompt disclosures.
EXAMPLE = (
    Strand(
        "Staff",
        "teal",
        (Item("County lines", 0, 0, "done"), Item("Adversity", 1, 1, "done")),
    ),
    Strand(
        "Pupils",
        "plum",
        (
            Item("Assemblies", 0, 0, "done"),
            Item("Mentors in Violence Prevention: six lessons", 1, 5, "running"),
        ),
    ),
    Strand("Parents", "marigold", (Item("Exploitation", 2, 2, "booked"),)),
)


def draw(strands: tuple[Strand, ...]) -> Drawing:
    return Drawing(
        width=LEFT + STEP * len(HALVES),
        height=TOP + ROW * len(strands),
        label="; ".join(sentence(strand) for strand in strands),
        columns=tuple(
            Column(title, LEFT + STEP * number, COLUMN, number % 2 == 1)
            for number, title in enumerate(HALVES)
        ),
        rows=tuple(
            Row(strand.title, strand.tone, TOP + ROW * number, tuple(map(place, strand.items)))
            for number, strand in enumerate(strands)
        ),
        strands=strands,
    )


def sentence(strand: Strand) -> str:
    """Staff: County lines in Autumn 1, Adversity in Autumn 2."""
    parts = (f"{item.title} in {item.when_words}" for item in strand.items)
    return f"{strand.title}: {', '.join(parts)}"


def place(item: Item) -> Bar:
    x = LEFT + STEP * item.first + 4  # on either side, so that neighbours do not touch
    width = STEP * (item.last - item.first) + COLUMN - 8
    return Bar(item.title, item.state, x, width)
