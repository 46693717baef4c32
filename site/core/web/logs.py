"""What the log may hold. Some addresses are a key by themselves: whoever reads one may use it."""

import logging
import re
from collections.abc import Iterable
from typing import Any

HIDDEN = r"\1[key]"


class RedactingFormatter(logging.Formatter):
    """Writes a line, and its traceback, with every key in an address left out."""

    def __init__(self, *, after: Iterable[str], **kwargs: Any) -> None:
        """`after`: the beginnings of addresses that go on with a key."""
        super().__init__(**kwargs)
        beginnings = "|".join(re.escape(beginning) for beginning in after)
        self.key = re.compile(rf"({beginnings})[^/\s?#\"']+", re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        return self.key.sub(HIDDEN, super().format(record))
