"""Signs that no font of ours has, by their names."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Undrawable:
    """A text, and the signs of it that cannot be drawn, each once."""

    text: str
    signs: tuple[str, ...]

    @property
    def words(self) -> str:
        return signs_words(self.signs)


class UndrawableError(ValueError):
    """A document has signs that cannot be drawn. Nothing of it was."""

    def __init__(self, found: tuple[Undrawable, ...]) -> None:
        super().__init__("; ".join(f"{one.words} in {one.text!r}" for one in found))
        self.found = found


def signs_words(signs: tuple[str, ...]) -> str:
    """The signs with their Unicode names, as far as anyone reads: the first three."""
    shown = [_sign_words(sign) for sign in signs[:3]]
    more = len(signs) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _sign_words(sign: str) -> str:
    return " with ".join(_letter_words(letter) for letter in sign[:4])


def _letter_words(letter: str) -> str:
    """A sign that shows, then its name; what does not show by number and name alone."""
    code, name = f"U+{ord(letter):04X}", unicodedata.name(letter, "").lower()
    words = f"{name}, {code}" if name else code
    return f"“{letter}” ({words})" if unicodedata.category(letter)[0] in "LNPS" else words
