"""The texts of a paper, whose they are, and which of them cannot be printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.documents.undrawable import Undrawable
from core.errors import Obstacle

PERSON, COURSE, VENUE, AREA, SITE = "person", "course", "venue", "area", "site"


@dataclass(frozen=True)
class PrintedText:
    """A text, what it is in words, and the row where it is mended: its kind and its reference."""

    text: str
    what: str
    kind: str
    ref: str = ""


def obstacles_of(texts: Sequence[PrintedText], found: Iterable[Undrawable]) -> list[Obstacle]:
    """What is to be mended, each once: the signs are named, and nobody is."""
    words = {one.text: one.words for one in found}
    obstacles = [
        Obstacle(one.kind, one.ref, f"{one.what} has {words[one.text]}, which cannot be printed.")
        for one in texts
        if one.text in words
    ]
    return list(dict.fromkeys(obstacles))
