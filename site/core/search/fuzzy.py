"""Rows whose words are like those that somebody typed, a typo allowed.

First the rows in which every word begins some word; only when there are none, those that come
close. PostgreSQL compares trigrams (pg_trgm); on SQLite the words of at most ROWS_READ rows are
compared here. Either way the work is bounded: few words, and so many rows.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, reduce
from operator import and_
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connections
from django.db.models import F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from core.search.plain import ALONE, IN_PLAIN, INSIDE, TWO, plain

Row = TypeVar("Row", bound=Model)
MARKS = "\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u064b-\\u065f\\u0670"
LARGE = [(one.upper(), other) for one, other in zip(ALONE, IN_PLAIN, strict=True)]
ALONE_LARGE = "".join(one for one, _ in LARGE if len(one) == 1 and not one.isascii())
IN_PLAIN_LARGE = "".join(two for one, two in LARGE if len(one) == 1 and not one.isascii())
MOST_WORDS = 6
ROWS_READ = 500
CLOSE = 0.75  # of difflib: one letter of four
SIMILAR = 0.42  # of pg_trgm: two letters of six the wrong way round
LONG = 4  # shorter words have too few letters to be like others
MANY_LETTERS = 2  # words that differ by more in length are not compared
IDLE = frozenset({"a", "an", "and", "for", "in", "is", "of", "on", "or", "the", "to", "with"})
IN_TITLE, IN_TEXT, LIKE_TITLE, LIKE_TEXT = 3.0, 1.0, 1.5, 0.5


@dataclass(frozen=True)
class SearchResult:
    """What was found, best first, and whether it only comes close."""

    rows: list[Any]
    is_close: bool


def words_of(text: str) -> list[str]:
    """The words that say something, in plain letters, each once."""
    return list(dict.fromkeys(plain(text).split()))


def query_words(text: str) -> list[str]:
    """The words of a search: the first few that say something; all are idle: the first few."""
    words = words_of(text)
    return ([word for word in words if word not in IDLE] or words)[:MOST_WORDS]


def fuzzy_search(
    rows: QuerySet[Row], fields: Sequence[str], text: str, passes: Sequence[bool] = (False, True)
) -> SearchResult:
    """The rows whose fields have all the words of a text; the first field is the title.

    `passes`: whether to look for what comes close, in turn. Who searches several kinds of rows
    looks for that only when none of them has the words.
    """
    words = query_words(text)
    if not words:
        return SearchResult([], is_close=False)
    is_postgres = connections[rows.db].vendor == "postgresql"
    read = [] if is_postgres else list(rows[:ROWS_READ])
    for is_close in passes:
        if is_postgres:
            read = list(filtered(rows, fields, words, is_close)[:ROWS_READ])
        found = ranked(read, fields, words, is_close, trusted=is_postgres)
        if found:
            return SearchResult(found, is_close)
    return SearchResult([], is_close=passes[-1])


def filtered(
    rows: QuerySet[Any], fields: Sequence[str], words: Sequence[str], is_close: bool
) -> QuerySet[Any]:
    """The rows that have the words, or come close, by PostgreSQL's own means."""
    # NULL is left out by it; a list becomes text as it is.
    joined = Func(
        *map(F, fields), template="concat_ws(' ', %(expressions)s)", output_field=TextField()
    )
    # alias: to be compared alone. Among what is read, its long expression would stand once more.
    rows = rows.alias(fuzzy_text=in_plain_letters(joined))
    conditions = []
    for number, word in enumerate(words):
        # \m is where a word begins.
        condition = Q(fuzzy_text__regex=rf"\m{re.escape(word)}")
        if is_close and len(word) >= LONG:
            name = f"fuzzy_{number}"
            # Cast: the word is sent apart from the statement, which then does not know its type.
            text: Any = Cast(Value(word), TextField())
            like = TrigramWordSimilarity(text, F("fuzzy_text"))
            rows = rows.alias(**{name: like})
            condition |= Q(**{f"{name}__gte": SIMILAR})
        conditions.append(condition)
    return rows.filter(reduce(and_, conditions))


def in_plain_letters(text: Any) -> Any:
    """A text as core.search.plain writes it, but for its signs, by PostgreSQL's own means."""
    return Func(text, template=plain_sql(), output_field=TextField())


@cache
def plain_sql() -> str:
    """The SQL of that, "%(expressions)s" for the text.

    Written out, not put together of expressions: Django copies and compiles each of those for every
    word, which took longer than the search.
    """
    # Taken apart before it is in small letters: a database in the C locale knows those of ASCII.
    apart = "lower(normalize(%(expressions)s, NFKD))"
    bare = f"regexp_replace({apart}, {quoted(f'[{MARKS}]')}, '', 'g')"
    letters = f"{quoted(ALONE + ALONE_LARGE + INSIDE)}, {quoted(IN_PLAIN + IN_PLAIN_LARGE)}"
    found = f"translate({bare}, {letters})"
    for one, two in TWO.items():
        for letter in (one, one.upper() if len(one.upper()) == 1 else one):
            found = f"replace({found}, {quoted(letter)}, {quoted(two)})"
    return found


def quoted(text: str) -> str:
    """A constant of ours as SQL has it."""
    inside = text.replace("'", "''")
    return f"'{inside}'"


def ranked(
    rows: Iterable[Row],
    fields: Sequence[str],
    words: Sequence[str],
    is_close: bool,
    *,
    trusted: bool,
) -> list[Row]:
    """The rows that have every word, best first; of trusted ones the database has said so."""
    read = [(row, words_in(row, fields[:1]), words_in(row, fields[1:])) for row in rows]
    like = {word: likes(word, read) if is_close else frozenset() for word in words}
    scored = []
    for number, (row, title, body) in enumerate(read):
        scores = [score(word, title, body, like[word]) for word in words]
        if trusted or all(scores):
            scored.append((-sum(scores), number, row))
    return [row for _, _, row in sorted(scored, key=lambda one: one[:2])]


def likes(word: str, read: Iterable[tuple[Any, list[str], list[str]]]) -> frozenset[str]:
    """The words of these rows that come close to one word."""
    if len(word) < LONG:
        return frozenset()
    near = {
        other
        for _, title, body in read
        for other in (*title, *body)
        if abs(len(other) - len(word)) <= MANY_LETTERS
    }
    return frozenset(get_close_matches(word, sorted(near), n=20, cutoff=CLOSE))


def score(word: str, title: Sequence[str], body: Sequence[str], like: frozenset[str]) -> float:
    """How well one word is met; 0 when it is not."""
    if any(other.startswith(word) for other in title):
        return IN_TITLE
    if any(other.startswith(word) for other in body):
        return IN_TEXT
    if like.intersection(title):
        return LIKE_TITLE
    return LIKE_TEXT if like.intersection(body) else 0


def words_in(row: Model, fields: Sequence[str]) -> list[str]:
    """The words of some fields of a row; "course__title" is a field of the row it points to."""
    return words_of(" ".join(text_at(row, name) for name in fields))


def text_at(row: Any, name: str) -> str:
    """One field as text; of a list, all its lines."""
    # What a row does not point to has no words.
    value = reduce(lambda found, step: found and getattr(found, step), name.split("__"), row)
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
