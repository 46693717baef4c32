"""A place in words, and when two are the same. A tool: texts in, texts out."""

import re
from functools import lru_cache

from core.text import clean_text

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})", re.ASCII)


@lru_cache(maxsize=2_000)  # a list says the same few places again and again
def place_words(*parts: str) -> str:
    """Room, name, address, postcode: what a part before says already is not said again."""
    words: list[str] = []
    for part in filter(None, parts):
        if not any(_says(said, part) for said in words):
            words.append(part)
    return ", ".join(words)


def _says(said: str, part: str) -> bool:
    """Whether a text ends with another, or is it: by whole words, whatever the case."""
    said, part = folded(said), folded(part)
    return said == part or said.endswith((f" {part}", f",{part}"))


def folded(text: str) -> str:
    """The text by which two names count as one: one case, single blanks."""
    return " ".join(clean_text(text).casefold().split())


def tidy_postcode(text: str) -> str:
    """B1 1BB, however it was typed; what is no postcode comes back as it is."""
    plain = "".join(clean_text(text).upper().split())
    found = POSTCODE.fullmatch(plain)
    return f"{found[1]} {found[2]}" if found else clean_text(text)


def is_postcode(text: str) -> bool:
    return bool(POSTCODE.fullmatch(text))


def venue_key(name: str, postcode: str) -> str:
    """The same for one venue typed twice, in any case or spacing."""
    return f"{folded(name)}|{''.join(postcode.upper().split())}"
