"""Text as people typed it, made safe once at the door (rule 27)."""

import re
import unicodedata
from collections.abc import Sequence

# C0 and C1 controls, line and paragraph separators, bidirectional overrides and isolates, what
# has no width and joins nothing, the byte order mark, marks of annotations, lone surrogates, and
# codes that are no character and that XML does not hold. A newline and a tab are dealt with before;
# the joiners (U+200C, U+200D) stay: scripts and signs are written with them. Of tags, which show
# nothing and may say anything, those stay that make a flag, as Scotland's (UTS 51).
UNWANTED = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|"
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]"
)
# The same, but for what parts lines and words.
UNWANTED_IN_LINES = re.compile(UNWANTED.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
JOINERS = frozenset("\u200c\u200d")
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
    kept = "\n".join(UNWANTED.sub(r"\1", line).rstrip() for line in value.split("\n"))
    if not kept.isascii():
        kept = re.sub(r"(?<!\S)\S+", lambda word: _with_a_letter(word[0]), kept)
    # NFC: a letter and an accent typed apart count as one, and are found as one.
    text = unicodedata.normalize("NFC", kept).strip()
    return text if any(map(_shows, text)) else ""


def writable(value: str) -> str:
    """The text without what no file can hold: for writers, of texts older than their cleaner.

    Nothing else is changed, blanks and lines included.
    """
    return UNWANTED_IN_LINES.sub(r"\1", NEWLINES.sub("\n", value))


def _with_a_letter(word: str) -> str:
    """The word without accents before its first letter: they stand on nothing."""
    first = next((at for at, sign in enumerate(word) if not _hangs(sign)), len(word))
    return word[first:]


def _hangs(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign)[0] == "M"


def _shows(letter: str) -> bool:
    return letter not in BLANK and unicodedata.category(letter) not in HIDDEN


# Full stops, those of other scripts among them, which browsers take for one (RFC 3490, 3.1).
DOT = "[.\u2024\u3002\uff0e\uff61]"
# Before a letter, or after one: a number keeps its point.
LINKING_DOT = re.compile(rf"(?<=[^\W\d_]){DOT}(?=\w)|{DOT}(?=[^\W\d_])")
SCHEME = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]*://+|(?:https?|ftp|mailto|tel|sms):/*)(?=\S)|//+", re.IGNORECASE
)
# What people write before a name without a blank.
TITLES = "dr|mr|mrs|ms|miss|prof|rev|st|sr|jr|fr"
ADDRESS = re.compile(
    rf"://|[@\uff20]|\bwww\b|(?<![\w-])(?!(?:{TITLES}){DOT})[\w-]{{2,}}{DOT}[^\W\d_]{{2,}}",
    re.IGNORECASE,
)


def unlinked(words: str) -> str:
    """Words fit for a message: mail readers make no link of them, whatever somebody typed."""
    plain = words.replace("@", " at ").replace("\uff20", " at ")
    plain = SCHEME.sub(lambda found: found[0].rstrip("/").rstrip(":") + " ", plain)
    return LINKING_DOT.sub(". ", plain)


def holds_address(name: str) -> bool:
    """Whether there is an email or web address in a name."""
    return bool(ADDRESS.search(name))


def with_subject(subject: str, sentence: str) -> str:
    """Person 2: enter an email address. A sentence as it is, without a subject."""
    return f"{subject}: {sentence[0].lower()}{sentence[1:]}" if subject else sentence


def count_words(number: int, noun: str, plural: str = "") -> str:
    """1 place, 12 places; 1 person, 1,994 people."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def list_words(words: Sequence[str], last: str = "and") -> str:
    """Priya, Jordan and Ellis."""
    *first, end = words or ("",)
    return f"{', '.join(first)} {last} {end}" if first else end
