"""Marks in, the state of a register out. A tool: the same marks give the same state in any order.

A mark names the mark it was made upon: its base. What no other mark was made upon is a head of
its cell. Marks made upon the same base with the same value are one. Heads that differ are a
dispute: until someone settles it by a mark upon each head, the value that keeps a person's
attendance stands, and for numbers the one received first (rules 34 to 36).
Clock time never decides.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

PERSON, GROUP, STAFF = "person", "group", "staff"
KEEPS_MOST = ("present", "late", "left_early", "absent")


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """What a mark is about: a person's enrolment, a group, or the staff who stayed in the room."""

    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark as it comes from a page or a device."""

    uuid: UUID
    cell: Cell
    value: str
    base: UUID | None
    captured_at: datetime
    device: str = "page"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stored mark. `received` is its place in the order of storing, not a time."""

    uuid: UUID
    cell: Cell
    value: str
    base: UUID | None
    received: int


@dataclass(frozen=True, slots=True)
class CellState:
    """What a cell's marks come to. The heads are one mark for each value nothing was made upon."""

    value: str
    heads: tuple[Mark, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether marks made without knowing of each other say different things."""
        return len({head.value for head in self.heads}) > 1


@dataclass(frozen=True, slots=True)
class RegisterState:
    """Every cell that has a mark, and the marks whose base has not come yet."""

    cells: dict[Cell, CellState] = field(default_factory=dict)
    waiting: tuple[Mark, ...] = ()

    @property
    def disputed(self) -> list[Cell]:
        """The cells someone has to decide."""
        return [cell for cell, state in self.cells.items() if state.is_disputed]


@dataclass(slots=True)
class _Node:
    """Marks that are one: made upon the same thing, with the same value."""

    marks: list[Mark]
    superseded: bool = False


def fold(marks: Iterable[Mark]) -> RegisterState:
    """The state the marks come to, whatever their order and however often one is repeated."""
    by_cell: dict[Cell, list[Mark]] = defaultdict(list)
    for mark in _each_once(marks):
        by_cell[mark.cell].append(mark)
    cells: dict[Cell, CellState] = {}
    waiting: list[Mark] = []
    for cell in sorted(by_cell):
        heads, left = _heads(by_cell[cell])
        waiting += left
        if heads:
            cells[cell] = CellState(_standing(cell, heads), tuple(heads))
    return RegisterState(cells, tuple(sorted(waiting, key=_order)))


def _each_once(marks: Iterable[Mark]) -> list[Mark]:
    """One of each UUID, the first received, in the order of receiving."""
    first: dict[UUID, Mark] = {}
    for mark in sorted(marks, key=_order):
        first.setdefault(mark.uuid, mark)
    return list(first.values())


def _order(mark: Mark) -> tuple[int, str, Cell, str, str]:
    return (mark.received, mark.uuid.hex, mark.cell, mark.value, str(mark.base))


def _heads(marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """The heads of one cell, first received first, and the marks that hang on nothing known."""
    upon: dict[UUID | None, list[Mark]] = defaultdict(list)
    for mark in marks:
        upon[mark.base].append(mark)
    done = _merged(upon.pop(None, []))
    for node in done:  # grows while it is walked: children come after their parents
        children = [child for mark in node.marks for child in upon.pop(mark.uuid, [])]
        node.superseded = bool(children)
        done += _merged(children)
    heads = [min(node.marks, key=_order) for node in done if not node.superseded]
    return sorted(heads, key=_order), [mark for left in upon.values() for mark in left]


def _merged(siblings: list[Mark]) -> list[_Node]:
    """Marks upon one base: those of one value are one."""
    by_value: dict[str, list[Mark]] = defaultdict(list)
    for mark in siblings:
        by_value[mark.value].append(mark)
    return [_Node(same) for same in by_value.values()]


def _standing(cell: Cell, heads: list[Mark]) -> str:
    """The value that stands: the kindest to a person's attendance, else the first received."""
    if cell.kind != PERSON:
        return heads[0].value
    ranks = {value: rank for rank, value in enumerate(KEEPS_MOST)}
    return min((head.value for head in heads), key=lambda value: (ranks.get(value, 9), value))
