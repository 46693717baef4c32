"""What the log may hold: what happened, where and to which request, and nothing about a person.

Some addresses are a key by themselves: whoever reads one may use it. What an error says may quote
what somebody typed, or a row.
"""

import logging
import re
import sqlite3
import traceback
from collections.abc import Iterable
from copy import copy
from types import TracebackType
from typing import Any, TypeAlias

import psycopg

from core.web.reference import current_reference

Raised: TypeAlias = (
    "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"
)
FAULT = 500  # the lowest status of a fault of ours
HIDDEN = r"\1[key]"
# Random characters, wherever they stand: a link may be mistyped before its key.
RANDOM = re.compile(
    r"(/)(?:(?=[a-z]*\d)[a-z0-9]{20,}"
    r"|(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[A-Za-z0-9_-]{20,})"
)
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
MAILBOX = re.compile(r"[^\s<>\"'(),:;/=]+@[^\s<>\"'(),:;/]+")
# What gunicorn says of a request it cannot read: whose, why, and then what was sent.
UNREAD = re.compile(r"\bip=\S+( [^:\n]*)?.*")
# Errors whose words are about code: nothing that was typed or kept stands in them.
ABOUT_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError)


class RedactingFormatter(logging.Formatter):
    """Writes a line, and its traceback, without keys, addresses and words of errors."""

    def __init__(self, *, after: Iterable[str], **kwargs: Any) -> None:
        """`after`: the beginnings of addresses that go on with a key."""
        super().__init__(**kwargs)
        beginnings = "|".join(re.escape(beginning) for beginning in after)
        self.key = re.compile(rf"({beginnings})[^/\s?#\"']+", re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        line = copy(record)
        line.exc_text = None  # another handler may have left its own
        request = getattr(line, "request", None)
        line.reference = getattr(request, "reference", current_reference())
        if getattr(line, "status_code", FAULT) < FAULT:
            line.exc_info = None  # a refusal is no fault: where it was decided says nothing
        return self.redact(super().format(line))

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - logging's own name
        """The traceback of each error of the chain, the first one first, with what may be said."""
        chain: list[BaseException] = []
        error = ei[1]
        while error is not None and error not in chain:
            chain.append(error)
            hidden = error.__suppress_context__
            error = error.__cause__ or (None if hidden else error.__context__)
        return "\n".join(lines_of(each) for each in reversed(chain))

    def redact(self, text: str) -> str:
        text = RANDOM.sub(HIDDEN, self.key.sub(HIDDEN, text))
        text = QUERY.sub(r"\1?[query]", text)
        return UNREAD.sub(r"ip=[address]\1", MAILBOX.sub("[mailbox]", text))


def lines_of(error: BaseException) -> str:
    steps = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    said = words_of(error)
    return f"Traceback (most recent call last):\n{steps}{kind}{said and ': '}{said}"


def words_of(error: BaseException) -> str:
    """What an error may say: PostgreSQL quotes rows and values, SQLite does not."""
    if isinstance(error, (*ABOUT_CODE, sqlite3.Error)):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.errno}" if error.errno else ""
    if isinstance(error, psycopg.Error):
        # Without a code there was no conversation: it says which server does not answer.
        code = error.sqlstate
        return f"{code} {error.diag.constraint_name or ''}".strip() if code else str(error)
    return ""
