"""Flat shapes in points from the top left corner: what pictures and backgrounds are made of."""

from dataclasses import dataclass
from typing import TypeAlias

INK, SOFT, LINE, WHITE = "#221733", "#4c4160", "#d9c9ee", "#ffffff"


@dataclass(frozen=True)
class Box:
    """A rectangle; with a radius its corners are round."""

    colour: str
    x: float
    y: float
    width: float
    height: float
    radius: float = 0


@dataclass(frozen=True)
class Disc:
    """A circle round a middle."""

    colour: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Tiles:
    """Many rectangles (x, y, width, height) of one colour in one path, as of a square code."""

    colour: str
    boxes: tuple[tuple[float, float, float, float], ...]


Shape: TypeAlias = Box | Disc | Tiles
