"""Text as people typed it, made safe once at the door (rule 27)."""

import re
import unicodedata
from collections.abc import Sequence

# C0 and C1 controls, line and paragraph separators, bidirectional overrides and isolates, what
# has no width and joins nothing, the byte order mark and lone surrogates. A newline and a tab are
# dealt with before; the joiners (U+200C, U+200D) stay: scripts and signs are written with them.
UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ud800-\udfff]"
)
# Letters to Unicode that show nothing: fillers of Hangul, and Braille without a dot.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Of these alone nothing is to be seen: controls, format signs, spaces, and accents of no letter.
HIDDEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029\x0b\x0c]")


def clean_text(value: str, *, multiline: bool = False) -> str:
    """The text in NFC without controls or direction marks, stripped at both ends.

    A single line has no newline of any kind, so that mail headers and calendar lines
    made from it are safe by construction; several lines keep only `\\n`. Text of which nothing
    shows is no text.
    """
    value = NEWLINES.sub("\n", value).replace("\t", " ")
    if not multiline:
        value = " ".join(value.split("\n"))
    kept = "\n".join(UNWANTED.sub("", line).rstrip() for line in value.split("\n"))
    # NFC: a letter and an accent typed apart count as one, and are found as one.
    text = unicodedata.normalize("NFC", kept).strip()
    return text if any(map(_shows, text)) else ""


def _shows(letter: str) -> bool:
    return letter not in BLANK and unicodedata.category(letter) not in HIDDEN


def unlinked(name: str) -> str:
    """A name fit for a message: mail readers make no link of it, whatever somebody typed."""
    words = name.replace("://", " ").replace("@", " at ")
    return re.sub(r"\.(?=\w)", ". ", words)


def count_words(number: int, noun: str, plural: str = "") -> str:
    """1 place, 12 places; 1 person, 1,994 people."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def list_words(words: Sequence[str], last: str = "and") -> str:
    """Priya, Jordan and Ellis."""
    *first, end = words or ("",)
    return f"{', '.join(first)} {last} {end}" if first else end
