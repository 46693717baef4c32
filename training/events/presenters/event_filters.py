"""What there is to filter the list of events by, as links with counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.search.facets import Count, Facet, counter_of, facets_of
from core.search.plain import search_key
from training.courses.models import Course

# The types alone: a presenter asks no query.
if TYPE_CHECKING:
    from training.events.queries.event_filters import EventFilters
    from training.events.queries.filter_group import FilterGroup

TITLES = {"course": "Course", "theme": "Sector", "area": "Area", "mode": "Format"}


def event_counter(groups: Sequence[FilterGroup]) -> Count[EventFilters]:
    """Counts the dates that a filter lets through."""
    return counter_of({group: group.dates for group in groups})


def event_facets(
    groups: Sequence[FilterGroup], wanted: EventFilters, path: str, keep: Mapping[str, str]
) -> list[Facet]:
    """A filter by course, theme, area and mode; a choice that would show no date is left out."""
    by_position = sorted(
        groups, key=lambda group: (group.area_position, search_key(group.area_name))
    )
    labels = {
        "course": dict(
            sorted({(g.course, g.course_title) for g in groups}, key=lambda c: search_key(c[1]))
        ),
        "area": {group.area: group.area_name for group in by_position},
        "mode": {mode.value: str(mode.label) for mode in Course.Mode},
        "theme": {value: str(label) for value, label in Course.Workstream.choices},
    }
    return facets_of(
        wanted,
        TITLES,
        labels,
        count=event_counter(groups),
        url=lambda filters: filters.address(path, [*keep.items()]),
        is_offered=lambda name, value, number: number > 0,
        any_label="Any",
    )
