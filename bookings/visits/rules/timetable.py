"""A start, a length and groups in; the blocks of time out. A tool: no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Slot:
    """One session to be. `group` is the place in the list of the one group it is for, or None."""

    starts_at: datetime
    ends_at: datetime
    group: int | None = None


def parts_in_turn(starts: Sequence[datetime], minutes: Sequence[int]) -> list[Slot]:
    """One session for each part, everyone together. Raises ValueError when the counts differ."""
    return [
        Slot(start, start + timedelta(minutes=length))
        for start, length in zip(starts, minutes, strict=True)
    ]


def groups_in_turn(first: datetime, *, groups: int, minutes: int, gap_minutes: int) -> list[Slot]:
    """One session for each group, one after another on the same day."""
    step = timedelta(minutes=minutes + gap_minutes)
    starts = [first + number * step for number in range(groups)]
    return [
        Slot(start, start + timedelta(minutes=minutes), group=number)
        for number, start in enumerate(starts)
    ]
