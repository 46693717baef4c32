"""The order of a waiting list once people who come together are put together."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Row = TypeVar("Row")


def put_together(rows: Iterable[Row], group_of: Callable[[Row], str]) -> list[list[Row]]:
    """Rows in the order of a list, each group where its first stands."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(group_of(row), []).append(row)
    return list(groups.values())
