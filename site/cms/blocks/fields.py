"""The columns of what editors build: everything in them passes the cleaner (rule 27).

Here rather than at each form, so that a block added later, an import and a command are held too.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wagtail import fields

from core.text import clean_text, writable

MARKUP = re.compile(r"(<[^>]*>)")


def clean_html(html: str) -> str:
    """The words of rich text cleaned one by one: its tags stay as they are.

    An accent at the beginning of words would else be one with the tag before them, and break it.
    """
    return "".join(
        writable(piece) if number % 2 else _clean_words(piece)
        for number, piece in enumerate(MARKUP.split(html))
    )


def _clean_words(words: str) -> str:
    """The words with the blanks round them, which part them from what stands in tags beside."""
    kept = clean_text(words, multiline=True)
    if not kept:
        return " " if words[:1].isspace() else ""
    before = " " if words[:1].isspace() else ""
    return f"{before}{kept}{' ' if words[-1:].isspace() else ''}"


def clean_tree(value: Any) -> Any:
    """Every text in lists and dictionaries of blocks; rich text by its tags."""
    if isinstance(value, str):
        return clean_html(value) if "<" in value else clean_text(value, multiline=True)
    if isinstance(value, list):
        return [clean_tree(one) for one in value]
    if isinstance(value, dict):
        return {name: clean_tree(one) for name, one in value.items()}
    return value


class StreamField(fields.StreamField):
    if TYPE_CHECKING:  # what a row has in such a column is blocks, not the column

        def __get__(self, instance: object, owner: type | None = None) -> Any: ...
        def __set__(self, instance: object, value: Any) -> None: ...

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """A migration needs to know of the column alone."""
        name, _, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        return clean_tree(super().get_prep_value(value))


class RichTextField(fields.RichTextField):
    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return clean_html(text) if isinstance(text, str) else text
