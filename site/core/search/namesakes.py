"""People of one name in one list, told apart: only there, and by no more than that takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.search.plain import search_key

SHORTEST = 3  # letters of an address


@dataclass(frozen=True)
class Named:
    """Somebody in a list, in which an address is one person and may stand more than once."""

    email: str
    name: str
    organisation: str = ""


def apart(people: Iterable[Named]) -> Mapping[str, str]:
    """What tells each namesake apart, by address: organisation, or else part of the address."""
    by_name: dict[str, dict[str, Named]] = {}
    for one in people:
        by_name.setdefault(search_key(one.name), {}).setdefault(one.email, one)
    found: dict[str, str] = {}
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            same = list(namesakes.values())
            found |= {one.email: _mark(one, same) for one in same}
    return found


def called(people: Iterable[Named]) -> Mapping[str, str]:
    """The name of each, and in brackets what tells namesakes apart."""
    listed = list(people)
    marks = apart(listed)
    return {
        one.email: f"{one.name} ({marks[one.email]})" if one.email in marks else one.name
        for one in listed
    }


def _mark(one: Named, same: Sequence[Named]) -> str:
    others = [other for other in same if other.email != one.email]
    if one.organisation and one.organisation not in {other.organisation for other in others}:
        return one.organisation
    return _part(one.email, [other.email for other in others])


def _part(email: str, others: Sequence[str]) -> str:
    """The beginning of an address, as far as no other begins so: "thao.n…", or its domain."""
    local, _, domain = email.partition("@")
    if domain not in {other.partition("@")[2] for other in others}:
        return f"…@{domain}"
    for length in range(SHORTEST, len(local)):
        if not any(other.startswith(local[:length]) for other in others):
            return f"{local[:length]}…"
    return f"{local}@…" if not any(other.startswith(f"{local}@") for other in others) else email
