"""Filters as plain links: what was chosen, and what else there is. Nonsense chooses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import QueryDict


@dataclass(frozen=True)
class Choice:
    """One way to narrow a list, and the address that does."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One question, its answer so far, and the choices."""

    name: str
    label: str
    chosen: str
    choices: tuple[Choice, ...]


def filter_by(name: str, label: str, kinds: type[TextChoices], asked: Mapping[str, str]) -> Filter:
    """What a visitor's address asks for; anything unknown in it is left out of every link."""
    chosen = asked.get(name, "")
    chosen = chosen if chosen in kinds.values else ""
    found = [Choice("All", address(asked, name, ""), not chosen)]
    for value, words in kinds.choices:
        found.append(Choice(words, address(asked, name, value), value == chosen))
    return Filter(name, label, chosen, tuple(found))


def address(asked: Mapping[str, str], name: str, value: str) -> str:
    """The same address with one answer changed, from the first page on."""
    query = QueryDict(mutable=True)
    for key in ("kind", "workstream"):
        kept = value if key == name else asked.get(key, "")[:20]
        if kept:
            query[key] = kept
    return f"?{query.urlencode()}" if query else "?"
