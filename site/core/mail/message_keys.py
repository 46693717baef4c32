"""What makes a message the only one of its kind: its type's name, then what it tells of.

A message with a key that was put before is not put again. Each message type has one function for
the parts of its key. The mail goes by it, and so does the query that asks whether the mail is due:
were the two written apart, one changed alone would leave a row due for ever.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from core.models import Message

KeyPart = str | int | OuterRef  # in a query a column stands for the reference of its row
KeyParts = tuple[KeyPart, ...]
KeyFunction = Callable[..., KeyParts]
BETWEEN = ":"


def by_ref(ref: KeyPart) -> KeyParts:
    """Once for each thing that the message is about."""
    return (ref,)


def by_state(ref: KeyPart, *state: str | int) -> KeyParts:
    """Once for each state of the thing: anew when a date moves or a booking takes a step."""
    return (ref, *state)


def by_moment(ref: KeyPart, moment: datetime) -> KeyParts:
    """Once each time that it happens."""
    return (ref, moment.isoformat())


def dedupe_key(name: str, parts: KeyParts) -> str:
    """The key of a message of this type, as it is kept."""
    return BETWEEN.join([name, *map(str, parts)])


def was_put(name: str, parts: KeyParts) -> Exists:
    """Whether there is such a message for the outer row, which is an OuterRef among the parts."""
    columns = [
        Cast(part, CharField()) if isinstance(part, OuterRef) else Value(str(part))
        for part in parts
    ]
    found: QuerySet[Message] = Message.objects.filter(**row_keys(name, columns))
    return Exists(found)


def row_keys(name: str, columns: Iterable[Any]) -> dict[str, Concat]:
    """The field of the key, and the key of a message about each row: its parts are expressions."""
    words = [Value(name), *(word for one in columns for word in (Value(BETWEEN), one))]
    return {"dedupe_key": Concat(*words, output_field=CharField())}
