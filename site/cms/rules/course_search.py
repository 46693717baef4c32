"""Courses by words that somebody typed: titles, aims and outcomes, a typo allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from core.search.fuzzy import fuzzy_search
from core.text import clean_text

MOST_LETTERS = 100
COURSE_FIELDS = ("title", "summary", "aims", "current_version__outcomes", "audience")
PAGE_FIELDS = ("title", *(f"course__{name}" for name in COURSE_FIELDS))


@dataclass(frozen=True)
class SearchQuery:
    """What was typed, and which rows have it."""

    text: str
    most: int | None  # so many letters of it were read, if it was longer
    keys: frozenset[Any]
    is_close: bool

    def has(self, row: Model) -> bool:
        """Whether a row has the words; every row has them when nothing was typed."""
        return not self.text or row.pk in self.keys


def text_in(query: Mapping[str, str]) -> tuple[str, bool]:
    """The words in an address, and whether they were cut: of a text without end the beginning."""
    typed = query.get("q", "")
    return clean_text(typed[:MOST_LETTERS]), len(typed) > MOST_LETTERS


def typed(query: Mapping[str, str], rows: QuerySet[Any], fields: Sequence[str]) -> SearchQuery:
    """What an address asks of these rows."""
    text, is_cut = text_in(query)
    found = fuzzy_search(rows.only(*fields), fields, text)
    keys = frozenset(row.pk for row in found.rows)
    return SearchQuery(text, MOST_LETTERS if is_cut else None, keys, found.is_close and bool(keys))
