"""An address as a square code that telephones read."""

from collections.abc import Iterator, Sequence

import segno

from core.documents.shapes import INK, WHITE, Box, Tiles
from core.documents.tree import Picture

# Any of the eight can be read; to try all of them for the fairest took as long as the drawing.
MASK = 3
QUIET_ZONE = 4  # modules of white around a QR code, as its standard asks


def qr_picture(address: str, *, alt: str, size: float) -> Picture:
    """The code on white, every dark module in one path."""
    # Telephones do not read Micro QR codes, which segno would take for a short address.
    matrix = segno.make(address, error="m", micro=False, mask=MASK).matrix
    module = size / (len(matrix) + 2 * QUIET_ZONE)
    boxes = tuple(
        # A hair higher than a module, so that no light shows between two rows.
        (
            round((start + QUIET_ZONE) * module, 3),
            round((row + QUIET_ZONE) * module, 3),
            round(length * module, 3),
            round(module * 1.01, 3),
        )
        for row, modules in enumerate(matrix)
        for start, length in dark_runs(modules)
    )
    white = Box(WHITE, 0, 0, size, size, radius=6)
    return Picture(alt, size, size, (white, Tiles(INK, boxes)))


def dark_runs(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    start = None
    for place, module in enumerate([*modules, 0]):
        if module and start is None:
            start = place
        elif not module and start is not None:
            yield start, place - start
            start = None
