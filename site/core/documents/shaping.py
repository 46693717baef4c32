"""From letters to shapes: which font draws each, joined and ordered as its script asks.

HarfBuzz joins and places; python-bidi says which way each part runs. Most texts need neither: what
stands ready in our own font is measured and drawn as it is.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from bidi import algorithm
from reportlab.pdfbase import pdfmetrics

from core.documents.fonts import STRONG, TEXT, Font, candidates, font
from core.documents.undrawable import Undrawable

# Blanks of every width are one; a no-break space stays, for lines are broken at the others.
BLANKS = re.compile("[ \t\n\r\u2000-\u200a\u202f\u205f\u3000]+")
# Joiners, soft hyphens, marks of direction, forms of a sign: they shape others and show nothing.
SILENT = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
ISOLATED = "\u25cc"
NOTHING = ""  # what a shape reads as whose letters are read already
RIGHT_TO_LEFT = {"R", "AL", "AN"}
ENDS = {"Zl", "Zp"}  # of a line and of a paragraph
FEATURES = {"kern": True, "liga": True, "dlig": False}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shape by its number in the font, and what it reads as; its step, shift and own width in
    thousandths of the size."""

    number: int
    text: str
    step: float
    right: float
    up: float
    width: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Shapes that are drawn together, and where: so far from the left edge of the line."""

    glyphs: tuple[Glyph, ...]
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line in one font, running one way. Without clusters it is drawn as it is."""

    font: str
    text: str
    clusters: tuple[Cluster, ...]
    width: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Segments and their clusters in the order of reading, whichever way each runs."""

    segments: tuple[Segment, ...]
    width: float  # in thousandths of the size, as everything here


def tidy(text: str) -> str:
    """In NFC, with single blanks, and without accents before the first letter of a word.

    Those stand on nothing: a name that was kept with one is drawn as its letters are.
    """
    words = unicodedata.normalize("NFC", BLANKS.sub(" ", text)).strip(" ").split(" ")
    return " ".join(map(_with_a_letter, words))


def _with_a_letter(word: str) -> str:
    first = next((at for at, sign in enumerate(word) if unicodedata.category(sign)[0] != "M"), 0)
    return word[first:]


def undrawable_in(texts: Sequence[str]) -> tuple[Undrawable, ...]:
    """The texts with signs that cannot be drawn, each with them."""
    found = ((text, missing_signs(tidy(text))) for text in texts)
    return tuple(Undrawable(text, signs) for text, signs in found if signs)


@lru_cache(maxsize=1024)
def missing_signs(text: str) -> tuple[str, ...]:
    """What would be left out, in either weight, each once; all of a text that shows nothing."""
    if text and SILENT.issuperset(text):
        return tuple(dict.fromkeys(text))
    missing = [
        sign
        for weight in (TEXT, STRONG)
        for segment in shaped(text, weight).segments
        for sign in segment.missing
    ]
    return tuple(dict.fromkeys(missing))


def width_of(text: str, weight: str, size: float) -> float:
    """How wide a tidy text is, in points."""
    if is_plain(text, weight):
        return float(pdfmetrics.stringWidth(text, weight, size))
    return shaped(text, weight).width * size / 1000


@lru_cache(maxsize=2048)
def shaped(text: str, weight: str) -> Line:
    """A tidy text as one line, in whatever fonts it takes."""
    if is_plain(text, weight):
        width = float(pdfmetrics.stringWidth(text, weight, 1000))
        return Line((Segment(weight, text, (), width),), width)
    clusters = list(clusters_of(text))
    levels = levels_of(text) if is_mixed(text) else [0] * len(text)
    parts: list[tuple[str | None, int, str]] = []
    at, last = 0, weight
    for cluster in clusters:
        name = last if cluster == " " and last != weight else font_for(cluster, weight)
        parts.append((name, levels[at], cluster))
        at, last = at + len(cluster), name or last
    runs = [
        (level, segment_of(name, level, "".join(part[2] for part in group)))
        for (name, level), group in groupby(parts, key=lambda part: part[:2])
    ]
    return set_out(runs)


def set_out(runs: list[tuple[int, Segment]]) -> Line:
    """Give each run its place from the left, as Unicode orders them; they stay as they are read."""
    places, left = {}, 0.0
    for at in in_order([level for level, _ in runs]):
        places[at] = left
        left += runs[at][1].width
    return Line(tuple(moved(run, places[at]) for at, (_, run) in enumerate(runs)), left)


def moved(segment: Segment, right: float) -> Segment:
    clusters = tuple(replace(one, left=one.left + right) for one in segment.clusters)
    return replace(segment, clusters=clusters)


def is_plain(text: str, weight: str) -> bool:
    """Whether every sign stands ready in the font, and none changes another."""
    return plain_signs(weight).issuperset(text)


@lru_cache(maxsize=4)
def plain_signs(weight: str) -> frozenset[str]:
    return frozenset(
        chr(code) for code in font(weight).known if unicodedata.category(chr(code))[0] in "LNPSZ"
    ) - {ISOLATED}


def clusters_of(text: str) -> Iterator[str]:
    """Letters, each with the accents and silent signs that follow it."""
    cluster = ""
    for sign in text:
        if cluster and (sign in SILENT or unicodedata.category(sign)[0] == "M") and cluster != " ":
            cluster += sign
            continue
        if cluster:
            yield cluster
        cluster = sign
    if cluster:
        yield cluster


@lru_cache(maxsize=4096)
def font_for(cluster: str, weight: str) -> str | None:
    """The first font that has all of a letter and its accents; None when no font has."""
    shown = [sign for sign in cluster if sign not in SILENT]
    if not shown:
        return weight
    categories = [unicodedata.category(sign) for sign in shown]
    if categories[0][0] == "M" or any(
        kind[0] == "C" or kind in {"Zl", "Zp"} for kind in categories
    ):
        return None  # an accent without a letter, a control, a code that stands for nothing
    for one in candidates(ord(shown[0]), weight):
        if all(ord(sign) in one.known for sign in shown):
            return one.name
    return None


def segment_of(name: str | None, level: int, text: str) -> Segment:
    """One run, shaped; of what has no font only what is missing."""
    if name is None:
        return Segment("", text, (), 0, tuple(dict.fromkeys(clusters_of(text))))
    one, backwards = font(name), level % 2 == 1
    infos, positions = run_through_harfbuzz(one, text, backwards=backwards)
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts, len(text)][1:], strict=True))
    clusters, missing, left = [], [], 0.0
    shapes = zip(infos, positions, strict=True)
    for start, group in groupby(shapes, key=lambda shape: shape[0].cluster):
        letters = text[start : ends[start]]
        found = list(group)
        if any(is_no_shape(one, info.codepoint, letters) for info, _ in found):
            missing.append(letters)
            continue
        texts = shared_out(letters, len(found))
        glyphs = tuple(
            glyph_of(one, info.codepoint, text, place)
            for (info, place), text in zip(found, texts, strict=True)
        )
        width = sum(glyph.step for glyph in glyphs)
        clusters.append(Cluster(glyphs, left, width))
        left += width
    # HarfBuzz gives them from the left; what runs to the left is read from the other end.
    read = tuple(clusters[::-1] if backwards else clusters)
    shown = (
        text if clusters else ""
    )  # silent signs alone: without shapes it would be drawn as it is
    return Segment(name, shown, read, left, tuple(dict.fromkeys(missing)))


def is_no_shape(one: Font, glyph: int, letters: str) -> bool:
    """Whether it is the font's empty box, or the circle that stands for a letter left out."""
    return glyph == 0 or (glyph == one.dotted_circle and ISOLATED not in letters)


def shared_out(letters: str, shapes: int) -> list[str]:
    """What each of a cluster's shapes reads as, so that together they read as its letters."""
    if shapes > len(letters):
        return [*letters, *[NOTHING] * (shapes - len(letters))]
    return [*letters[: shapes - 1], letters[shapes - 1 :]]


def glyph_of(one: Font, number: int, text: str, place: hb.GlyphPosition) -> Glyph:
    scale = one.per_mille
    return Glyph(
        number,
        text,
        place.x_advance * scale,
        place.x_offset * scale,
        place.y_offset * scale,
        one.advance_of(number),
    )


def run_through_harfbuzz(
    one: Font, text: str, *, backwards: bool
) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.language = "en"  # else it is that of the machine, and the bytes differ with it
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(one.shaper, buffer, FEATURES)
    return buffer.glyph_infos, buffer.glyph_positions or []


def is_mixed(text: str) -> bool:
    """Whether any of it runs from right to left."""
    return any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text)


def levels_of(text: str) -> list[int]:
    """Which way each sign runs: even to the right, odd to the left (Unicode's annex 9).

    The line itself runs to the right, as the document's language does and its HTML will.
    """
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    # The algorithm takes silent signs out: they go with the sign before them.
    kept = [at for at, sign in enumerate(text) if unicodedata.bidirectional(sign) not in TAKEN_OUT]
    algorithm.get_embedding_levels("".join(text[at] for at in kept), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    found = dict(zip(kept, (sign["level"] for sign in storage["chars"]), strict=True))
    levels: list[int] = []
    for at in range(len(text)):
        levels.append(found.get(at, levels[-1] if levels else 0))
    return levels


TAKEN_OUT = {"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B", ""}


def in_order(levels: list[int]) -> list[int]:
    """Runs from the left: what runs backwards is turned round, the deepest first (rule L2)."""
    ordered = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        for is_deep, group in groupby(ordered, key=lambda at: levels[at] >= level):
            part = list(group)
            turned += part[::-1] if is_deep else part
        ordered = turned
    return ordered
