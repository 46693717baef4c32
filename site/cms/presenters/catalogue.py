"""The catalogue as its page shows it: filters with counts, and what they leave.

A tool: pages of courses and an address in, words and links out; no query.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.search.facets import (
    ActiveFilter,
    Count,
    Facet,
    Labels,
    active_of,
    counter_of,
    facets_of,
)
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

    page: Any  # cms.models.CoursePage, or training.courses.models.Course
    traits: Traits
    has_words: bool = True  # of those that somebody typed


def labels_with(areas: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The words of every choice, these areas among them."""
    return {name: LABELS.get(name) or dict(areas) for name in NAMES}


def catalogue_facets(
    rows: Sequence[CatalogueRow],
    filters: CourseFilters,
    labels: Labels,
    names: Sequence[str] = NAMES,
) -> list[Facet]:
    """Every filter of these names; a choice that no course of all has is left out."""
    there = {row.traits for row in rows}

    def is_there(name: str, value: str, number: int) -> bool:
        alone = CourseFilters(**{name: {value}})
        return any(traits.fits(alone) for traits in there)

    titles = {name: TITLES[name] for name in names}
    return facets_of(
        filters, titles, labels, count=counter(rows), url=lambda wanted: "", is_offered=is_there
    )


def counter(rows: Iterable[CatalogueRow]) -> Count[CourseFilters]:
    """Counts the courses that have the words and that filters let through."""
    return counter_of(Counter(row.traits for row in rows if row.has_words))


def fitting(rows: Iterable[CatalogueRow], filters: CourseFilters) -> list[Any]:
    """What has the words, and what the filters let through."""
    return [row.page for row in rows if row.has_words and row.traits.fits(filters)]


def catalogue_active(
    rows: Sequence[CatalogueRow], filters: CourseFilters, labels: Labels, path: str, text: str = ""
) -> list[ActiveFilter]:
    """The words typed and each filter in force, with the way to be rid of it."""
    found = active_of(
        filters,
        labels,
        count=counter(rows),
        url=lambda rest: rest.address(path, typed_pairs(text)),
    )
    if not text:
        return found
    number = sum(row.traits.fits(filters) for row in rows)
    return [ActiveFilter(text, filters.address(path), number, is_typed=True), *found]


def words_alone(
    rows: Sequence[CatalogueRow], filters: CourseFilters, path: str, text: str
) -> ActiveFilter | None:
    """The words without any filter, if there are both."""
    if not text or not filters:
        return None
    nothing = CourseFilters()
    url = nothing.address(path, typed_pairs(text))
    return ActiveFilter(text, url, counter(rows)(nothing), is_typed=True)


def typed_pairs(text: str) -> list[tuple[str, str]]:
    """The words as they stand in an address, before the filters."""
    return [("q", text)] if text else []
