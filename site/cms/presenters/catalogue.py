"""The catalogue as its page shows it: filters with counts, and what they leave.

A tool: pages of courses and an address in, words and links out; no query.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from training.courses.models import Course
from training.courses.presenters.audience import AUDIENCES
from training.courses.presenters.catalogue import (
    ADULTS,
    FULL,
    HALF,
    NAMES,
    SHORT,
    STAGES,
    YES,
    CourseFilters,
    Traits,
)
from training.courses.rules.year_groups import year_words

TITLES = {
    "audience": "Who it is for",
    "theme": "Theme or sector",
    "stage": "Key stage",
    "mode": "Online or in person",
    "area": "Where you are",
    "length": "Length",
    "places": "Places",
}
LABELS: dict[str, dict[str, str]] = {
    "audience": {audience.key: audience.name for audience in AUDIENCES},
    "theme": {value: str(label) for value, label in Course.Workstream.choices},
    "stage": {
        "eyfs": "Early years",
        **{f"ks{n}": f"Key stage {n}: {year_words(STAGES[f'ks{n}'])}" for n in range(1, 5)},
        "ks5": "Key stage 5 and college",
        ADULTS: "Adults",
    },
    "mode": {Course.Mode.ONLINE.value: "Online", Course.Mode.IN_PERSON.value: "In person"},
    "length": {SHORT: "Under 2 hours", HALF: "Half a day: 2 to 4 hours", FULL: "A day or more"},
    "places": {YES: "Has a date with places left"},
}


@dataclass(frozen=True)
class CatalogueRow:
    """A course, as its page or itself, and what the filters ask of it."""

    page: Any  # cms.models.CoursePage, or training.models.Course
    traits: Traits
    has_words: bool = True  # of those that somebody typed


@dataclass(frozen=True)
class Choice:
    """One box to tick, and how many courses it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One thing to filter by."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Active:
    """A filter in force, the address without it, and how many courses that would show."""

    label: str
    url: str
    count: int
    is_typed: bool = False


def labels_with(areas: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The words of every choice, these areas among them."""
    return {name: LABELS.get(name) or dict(areas) for name in NAMES}


def facets_of(
    rows: Sequence[CatalogueRow],
    filters: CourseFilters,
    labels: Mapping[str, Mapping[str, str]],
    names: Sequence[str] = NAMES,
) -> list[Facet]:
    """Every filter of these names; a choice that no course of all has is left out.

    The number beside a choice is what it would leave together with the other filters in force.
    """
    there = {row.traits for row in rows}
    asked = Counter(row.traits for row in rows if row.has_words)
    facets = []
    for name in names:
        choices = []
        for value, label in labels[name].items():
            alone = frozenset({value})
            is_chosen = value in filters.chosen(name)
            if is_chosen or any(traits.fits(CourseFilters(**{name: alone})) for traits in there):
                wanted = replace(filters, **{name: alone})
                number = sum(n for traits, n in asked.items() if traits.fits(wanted))
                choices.append(Choice(value, label, number, is_chosen))
        if choices:
            facets.append(Facet(name, TITLES[name], tuple(choices)))
    return facets


def count(rows: Iterable[CatalogueRow], filters: CourseFilters) -> int:
    """How many courses that have the words the filters let through."""
    return len(fitting(rows, filters))


def fitting(rows: Iterable[CatalogueRow], filters: CourseFilters) -> list[Any]:
    """What has the words, and what the filters let through."""
    return [row.page for row in rows if row.has_words and row.traits.fits(filters)]


def active_of(
    rows: Sequence[CatalogueRow],
    filters: CourseFilters,
    labels: Mapping[str, Mapping[str, str]],
    path: str,
    text: str = "",
) -> list[Active]:
    """The words typed and each filter in force, with the way to be rid of it."""
    found = []
    if text:
        number = sum(row.traits.fits(filters) for row in rows)
        found.append(Active(text, address(path, filters), number, is_typed=True))
    for name, value in filters.pairs():
        rest = filters.without(name, value)
        found.append(Active(labels[name][value], address(path, rest, text), count(rows, rest)))
    return found


def words_alone(
    rows: Sequence[CatalogueRow], filters: CourseFilters, path: str, text: str
) -> Active | None:
    """The words without any filter, if there are both."""
    if not text or not filters:
        return None
    nothing = CourseFilters()
    return Active(text, address(path, nothing, text), count(rows, nothing), is_typed=True)


def address(path: str, filters: CourseFilters, text: str = "") -> str:
    """An address with these words and filters."""
    query = urlencode(pairs(filters, text))
    return f"{path}?{query}" if query else path


def pairs(filters: CourseFilters, text: str) -> list[tuple[str, str]]:
    """The words and the filters as they stand in an address."""
    return [*([("q", text)] if text else []), *filters.pairs()]
