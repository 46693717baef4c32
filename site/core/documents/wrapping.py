"""Texts in lines that fit."""

from collections.abc import Iterator

from core.documents.design import TextStyle
from core.documents.fonts import STRONG, TEXT
from core.documents.shaping import clusters_of, tidy, width_of


def weight_of(style: TextStyle) -> str:
    return STRONG if style.strong else TEXT


def wrapped(text: str, weight: str, size: float, width: float) -> list[str]:
    """A text in lines no wider than `width`; a word too wide for a line is broken."""
    lines: list[str] = []
    line, taken = "", 0.0
    blank = width_of(" ", weight, size)
    for word in pieces(tidy(text), weight, size, width):
        wide = width_of(word, weight, size)
        if line and taken + blank + wide > width:
            lines.append(line)
            line, taken = word, wide
        else:
            taken += wide + (blank if line else 0)
            line = f"{line} {word}" if line else word
    return [*lines, line]


def pieces(text: str, weight: str, size: float, width: float) -> Iterator[str]:
    """The words of a text, those wider than a line in parts."""
    for word in text.split(" "):
        if width_of(word, weight, size) <= width:
            yield word
            continue
        part = ""
        for cluster in clusters_of(word):
            if part and width_of(part + cluster, weight, size) > width:
                yield part
                part = ""
            part += cluster
        yield part


def fitted(text: str, style: TextStyle, width: float) -> tuple[float, list[str]]:
    """The size and the lines: the first of the style's ways that is enough, else the last."""
    weight = weight_of(style)
    if not style.fits:
        return style.size, wrapped(text, weight, style.size, width)
    for size, most in style.fits:
        lines = wrapped(text, weight, size, width)
        if len(lines) <= most:
            break
    return size, lines
