"""Whether a surname that someone typed belongs to a name. A tool: words in, yes or no out."""

import unicodedata

# Letters whose stroke or missing dot is no accent to Unicode, as people type them without.
STROKES = (
    ("\u0142", "l"),  # Polish
    ("\u00f8", "o"),  # Danish
    ("\u0111", "d"),  # Croatian, Vietnamese
    ("\u00f0", "d"),  # Icelandic
    ("\u00fe", "th"),
    ("\u0127", "h"),  # Maltese
    ("\u0131", "i"),  # Turkish, without a dot
    ("\u00e6", "ae"),
    ("\u0153", "oe"),
    ("\u014b", "n"),
    ("\u0259", "e"),
)
PLAIN = str.maketrans(dict(STROKES))


def folded(word: str) -> str:
    """The letters and figures of a word without case, accents, hyphens or apostrophes."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return "".join(letter for letter in letters.translate(PLAIN) if letter.isalnum())


def is_surname_of(typed: str, name: str) -> bool:
    """Whether what was typed is a word of the name as it is printed, or some words in a row.

    Which of them is a surname only its owner knows: "SMITH, John", "John Smith PhD" and "Nguyễn
    Thị Thảo" have it in three places, and a paper in somebody's hand is not called unknown.
    """
    wanted = folded(typed)
    words = [folded(word) for word in name.split()]
    ends = range(1, len(words) + 1)
    runs = {"".join(words[start:end]) for end in ends for start in range(end)}
    return bool(wanted) and wanted in runs
