"""Words that stand in the fields of one side alone: read by the other, they have leaked."""

import re

NORTH, SOUTH = "north", "south"
WORD = re.compile(r"quill(?:north|south)[a-z]+")


def canary(side: str, field: str) -> str:
    """The word of a field: quillnorthphone."""
    return f"quill{side}{field}"


def found_in(text: str) -> set[str]:
    """The words that stand in a text, whatever its case."""
    return set(WORD.findall(text.lower()))
