"""What is said of a stored mark: whether it counts, or why it has to be looked at first.

Storing comes before judging, and a judgement takes nothing away: a mark that does not count yet
stays, is shown with who made it, and counts once somebody with the right makes one upon it
(rules 34, 37 and 38).
"""

from collections.abc import Collection
from dataclasses import dataclass

from bookings.registers.rules.fold import GROUP, STAFF, WALK_IN, Cell

UNKNOWN_CELL, NOT_EXPECTED = "unknown_cell", "not_on_register"
LOST_RIGHT, SESSION_OFF, TOO_EARLY = "lost_right", "session_off", "too_early"
CLOSED, OTHER_KIND, NOT_BY_NAME = "closed_when_received", "kind_not_expected", "not_by_name"
# What these are about has no cell of the register; a closed register's wait for it to be opened.
WITHOUT_CELL = frozenset({UNKNOWN_CELL, NOT_BY_NAME})


@dataclass(frozen=True)
class Circumstances:
    """How things stood when marks arrived."""

    lost_right: bool = False  # whoever sent them may not mark this session any more
    is_off: bool = False
    is_early: bool = False
    is_closed: bool = False

    @property
    def flag(self) -> str:
        """The first reason that holds for every mark; empty for none."""
        reasons = {
            LOST_RIGHT: self.lost_right,
            SESSION_OFF: self.is_off,
            TOO_EARLY: self.is_early,
            CLOSED: self.is_closed,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


def flag_of(
    cell: Cell,
    circumstances: Circumstances,
    *,
    expected: Collection[Cell],
    groups: Collection[int],
    is_added: bool,
) -> str:
    """Why a mark has to be looked at; empty for one that counts.

    `expected` are the cells of the register, `groups` those that are to come. `is_added`: whoever
    made it meant to add a kind of people that the group was not booked with.
    """
    if cell.kind not in {STAFF, WALK_IN} and cell not in expected:
        if cell.kind != GROUP or cell.number not in groups:
            return NOT_EXPECTED
        if not is_added:
            return OTHER_KIND
    return circumstances.flag


def is_pending(flag: str) -> bool:
    """Whether a mark counts only once somebody has looked at it."""
    return flag not in {"", CLOSED}
