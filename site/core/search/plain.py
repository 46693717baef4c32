"""Text in plain letters: how words are compared, found and sorted, the same on both engines.

No accents, one case, no signs: "Siân O'Connor-Müller" is "sian oconnor muller". Other scripts keep
their letters without the marks above and below them; nothing is written over into Latin letters,
because there are several ways to for each script and people type a name as it is written.
"""

# ruff: noqa: RUF001, RUF003 - letters that look like others are what it is about

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart, as they stand on a keyboard without them.
ALONE, IN_PLAIN = "øðđɖɗłıħŧŋĸſəɛɔƙɓƴ", "oddddlihtnkseeokby"
TWO = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
# Written inside a name, they part no words: O'Connor, Hawaiʻi; and the Arabic line.
INSIDE = "'’‘`´ʼʻʹʺʾʿ′＇·ـ"
LETTERS = str.maketrans(ALONE, IN_PLAIN, INSIDE) | {ord(one): two for one, two in TWO.items()}
# As German and Nordic names are written without dots and rings.
TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
HYPHENS = re.compile("[-\u2010-\u2013\u05be]")
SHORTER = re.compile("([aou])e")  # the German and Nordic spelling, without its second letter
LONG = 5  # of fewer letters too little would be left: Joe is not Jo
KEY = 600  # letters of a key, which PostgreSQL can index whatever they are
LONGEST = 254  # of each part of a key: an address is no longer
SYLLABIC = frozenset({0, 8, 9})  # classes of vowel signs, of kana's voicing, of signs for no vowel
FORMAT = frozenset({"Me", "Cf"})
WIDE = frozenset("WF")  # a sign that is a syllable or a word: East Asian scripts


def plain(text: str) -> str:
    """The text in plain letters, words parted by single blanks."""
    # NFKD first: a case may fold into a letter and its accent, as İ does.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(sign for sign in folded if not _is_mark(sign)).translate(LETTERS)
    # Vowel signs of Indian scripts are no letters to Python, and part no words.
    joined = "".join(sign if _is_of_word(sign) else " " for sign in letters)
    return unicodedata.normalize("NFC", " ".join(joined.split()))


def spellings(text: str) -> tuple[str, ...]:
    """The ways to write a text in plain letters: Müller is muller and mueller."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return tuple(dict.fromkeys((plain(text), plain(composed.translate(TWO_LETTERS)))))


def search_key(name: str, *others: str) -> str:
    """By what a row is found and sorted: its name in plain letters, then what else finds it.

    A row is found when every word of a search stands in it. It sorts as it is: a newline before a
    blank, so that Ann comes before Ann Bell.
    """
    first, *rest = (joined(text)[:LONGEST] for text in (name, *others) if text)
    return "\n".join([first, *rest])[:KEY]


def joined(text: str) -> str:
    """In plain letters, hyphens left out: Al-Ahmad is typed as one word and as two."""
    # An address is kept as it is written: its signs are part of it.
    return text.lower() if "@" in text else plain(HYPHENS.sub("", text))


def spelled(word: str) -> tuple[str, ...]:
    """What a key may have for a word of a search: Müller, muller, mueller find each other."""
    ways = spellings(word)
    shorter = [SHORTER.sub(r"\1", way) for way in ways if len(way) >= LONG]
    return tuple(dict.fromkeys([*ways, *shorter]))


def sought(text: str) -> list[tuple[str, ...]]:
    """The words of a search, each with the ways in which a key may have it."""
    found: list[tuple[str, ...]] = []
    for word in text.split():
        if "@" in word:
            found.append((word.lower(),))
            continue
        parts = plain(word).split() if len(plain(word).split()) > 1 else [word]
        found += [ways for part in parts if any(ways := spelled(part))]
    return found


def weight(text: str) -> int:
    """How many letters a text is worth: a sign that is a syllable or a word counts twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in WIDE else 1 for sign in text)


def are_one_name(one: str, other: str) -> bool:
    """Whether two ways to write a name may be of one person.

    Every word of the shorter stands in the longer, in any order; a single letter stands for a word
    that begins with it. One whole word at least is in both: Amina Rashid, Rashid Amina, A. Rashid.
    """
    return any(_is_within(first, second) for first, second in _pairs(one, other))


def _pairs(one: str, other: str) -> Iterable[tuple[list[str], list[str]]]:
    for first in spellings(one):
        for second in spellings(other):
            short, long = sorted((first.split(), second.split()), key=len)
            yield short, long


def _is_within(short: list[str], long: list[str]) -> bool:
    left = list(long)
    whole = [word for word in short if word in left]
    for word in whole:
        if word in left:
            left.remove(word)
    initials = [word for word in short if word not in whole]
    for word in initials:
        meant = [other for other in left if _begins(word, other)]
        if not meant:
            return False
        left.remove(meant[0])
    return bool(whole) or not short


def _begins(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _is_mark(sign: str) -> bool:
    """Accents and points; not what makes another syllable of a letter, as in Indian scripts."""
    return unicodedata.combining(sign) not in SYLLABIC or unicodedata.category(sign) in FORMAT


def _is_of_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"
