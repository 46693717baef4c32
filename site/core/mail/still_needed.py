"""Whether a message still makes sense when its time comes (rule 21).

Apps register a question for a kind in relevance.py. A message whose answer is no is not sent:
a reminder of a place that was cancelled since, an offer that was answered.
"""

from collections.abc import Callable
from datetime import datetime

from core.models import Message

Check = Callable[[Message, datetime], bool]

_checks: dict[str, Check] = {}


def register(kind: str, check: Check) -> None:
    """Ask this before a message of a kind goes out. Raises ValueError for a kind taken."""
    if kind in _checks:
        raise ValueError(f"Two checks are about {kind}.")
    _checks[kind] = check


def is_still_needed(message: Message, now: datetime) -> bool:
    """Whether a message should go out. Kinds without a question always do."""
    check = _checks.get(message.kind)
    return check is None or check(message, now)
