"""Marks in, the state of a register out. A tool: the same marks give the same state in any order.

A mark names the mark it was made upon: its base. What no other mark was made upon is a head of
its cell. Marks made upon the same base with the same answer are one. Heads that differ are a
dispute: until someone settles it by a mark upon each head, the answer that keeps a person's
attendance stands, and for numbers the one received first (rules 34 to 36).
A pending mark is no head and replaces none, until a mark that counts is made upon it.
Clock time never decides.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import NamedTuple
from uuid import UUID

PERSON, GROUP, STAFF, WALK_IN = "person", "group", "staff", "walk_in"
BY_NAME = (PERSON, WALK_IN)
KEEPS_MOST = ("present", "late", "left_early", "absent")


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """What a mark is about: somebody by name, the staff in the room, or one kind in a group."""

    kind: str
    number: int = 0
    people: str = ""  # of a group: a code of visits' people_kind.py


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mark says: a number, counted or estimated; or whether somebody came, and when."""

    value: str
    is_estimated: bool = False
    arrived_at: time | None = None  # in London, as the clock in the room showed it
    left_at: time | None = None


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark as it comes from a page or a device."""

    uuid: UUID
    cell: Cell
    value: str
    base: UUID | None
    captured_at: datetime
    device: str = "page"
    is_estimated: bool = False
    arrived_at: time | None = None
    left_at: time | None = None
    is_added: bool = False  # of a kind that the group was not booked with, and meant so
    name: str = ""  # of somebody without a place, who has no number yet
    email: str = ""
    sequence: int | None = None  # the device's own count of its marks
    clock_offset: int | None = None  # seconds its clock was ahead of ours, when last in touch


@dataclass(frozen=True, slots=True)
class Mark:
    """A stored mark. `received` is its place in the order of storing, not a time."""

    uuid: UUID
    cell: Cell
    value: str
    base: UUID | None
    received: int
    is_estimated: bool = False
    arrived_at: time | None = None
    left_at: time | None = None
    is_pending: bool = False

    @property
    def answer(self) -> Answer:
        return Answer(self.value, self.is_estimated, self.arrived_at, self.left_at)


@dataclass(frozen=True, slots=True)
class CellState:
    """What a cell's marks come to. The heads are one mark for each answer nothing was made upon."""

    answer: Answer
    heads: tuple[Mark, ...]

    @property
    def value(self) -> str:
        return self.answer.value

    @property
    def is_disputed(self) -> bool:
        """Whether marks made without knowing of each other say different things."""
        return len({head.answer for head in self.heads}) > 1


@dataclass(frozen=True, slots=True)
class RegisterState:
    """Every cell that has a mark, the marks whose base has not come yet, and those to look at."""

    cells: dict[Cell, CellState] = field(default_factory=dict)
    waiting: tuple[Mark, ...] = ()
    pending: dict[Cell, tuple[Mark, ...]] = field(default_factory=dict)

    @property
    def disputed(self) -> list[Cell]:
        """The cells someone has to decide."""
        return [cell for cell, state in self.cells.items() if state.is_disputed]


class Link(NamedTuple):
    """What a mark was made upon, and of what: all that says whether it may still be a head."""

    uuid: UUID
    base: UUID | None
    is_flagged: bool
    cell: Hashable


@dataclass(slots=True)
class _Node:
    """Marks that are one: made upon the same thing, with the same answer."""

    marks: list[Mark]
    superseded: bool = False


def fold(marks: Iterable[Mark]) -> RegisterState:
    """The state the marks come to, whatever their order and however often one is repeated."""
    by_cell: dict[Cell, list[Mark]] = defaultdict(list)
    for mark in _each_once(marks):
        by_cell[mark.cell].append(mark)
    cells: dict[Cell, CellState] = {}
    pending: dict[Cell, tuple[Mark, ...]] = {}
    waiting: list[Mark] = []
    for cell in sorted(by_cell):
        looked_at, others = _parted(by_cell[cell])
        heads, left = _heads(looked_at)
        waiting += left
        if heads:
            cells[cell] = CellState(_standing(cell, heads), tuple(heads))
        if others:
            pending[cell] = tuple(others)
    return RegisterState(cells, tuple(sorted(waiting, key=_order)), pending)


def replaced(links: Iterable[Link]) -> set[UUID]:
    """Marks that a fold may be spared: it comes to the same without them, once what was made upon
    one of them is taken for the first.

    Only of cells where each mark was made upon the one before and none is to be looked at: in
    every other, all of them may matter.
    """
    by_cell: dict[Hashable, list[Link]] = defaultdict(list)
    for link in links:
        by_cell[link.cell].append(link)
    found: set[UUID] = set()
    for marks in by_cell.values():
        bases = {link.base for link in marks}
        ends = [link.uuid for link in marks if link.uuid not in bases]
        is_chain = len(bases) == len(marks) and None in bases and len(ends) == 1
        if is_chain and not any(link.is_flagged for link in marks):
            found.update(link.uuid for link in marks if link.uuid != ends[0])
    return found


def _each_once(marks: Iterable[Mark]) -> list[Mark]:
    """One of each UUID, the first received, in the order of receiving."""
    first: dict[UUID, Mark] = {}
    for mark in sorted(marks, key=_order):
        first.setdefault(mark.uuid, mark)
    return list(first.values())


def _order(mark: Mark) -> tuple[int, str, Cell, bool, tuple[str, ...]]:
    words = (mark.value, str(mark.arrived_at), str(mark.left_at), str(mark.base))
    return (mark.received, mark.uuid.hex, mark.cell, mark.is_estimated, words)


def _parted(marks: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """The marks that count with those they were made upon, and the pending rest."""
    by_uuid = {mark.uuid: mark for mark in marks}
    seen: set[UUID] = set()
    for mark in marks:
        base = None if mark.is_pending else by_uuid.get(mark.base) if mark.base else None
        while base is not None and base.is_pending and base.uuid not in seen:
            seen.add(base.uuid)
            base = by_uuid.get(base.base) if base.base else None
    looked_at = [mark for mark in marks if not mark.is_pending or mark.uuid in seen]
    return looked_at, [mark for mark in marks if mark.is_pending and mark.uuid not in seen]


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
    """Marks upon one base: those of one answer are one."""
    by_answer: dict[Answer, list[Mark]] = defaultdict(list)
    for mark in siblings:
        by_answer[mark.answer].append(mark)
    return [_Node(same) for same in by_answer.values()]


def _standing(cell: Cell, heads: list[Mark]) -> Answer:
    """The answer that stands: the kindest to a person's attendance, else the first received."""
    if cell.kind not in BY_NAME:
        return heads[0].answer
    ranks = {value: rank for rank, value in enumerate(KEEPS_MOST)}
    answers = [head.answer for head in heads]
    return min(answers, key=lambda one: (ranks.get(one.value, len(ranks)), str(one)))
