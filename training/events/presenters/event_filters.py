"""What there is to filter the list of events by, as links with counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from training.courses.models import Course

if TYPE_CHECKING:
    from training.events.queries.event_filters import EventFilters
    from training.events.queries.filter_group import FilterGroup


class Choice(NamedTuple):
    """One link of a filter."""

    label: str
    url: str
    dates: int
    is_chosen: bool


class Facet(NamedTuple):
    """One thing to filter by, and what is chosen of it."""

    title: str
    chosen: str
    choices: list[Choice]


def count(groups: Iterable[FilterGroup], wanted: EventFilters) -> int:
    """How many dates a filter lets through."""
    return sum(group.dates for group in groups if group.fits(wanted))


def facets_of(
    groups: Sequence[FilterGroup], wanted: EventFilters, path: str, keep: Mapping[str, str]
) -> list[Facet]:
    """A filter by course, theme, area and mode, each choice with what it would show."""
    by_position = sorted(groups, key=lambda group: (group.area_position, group.area_name))
    names = {
        "course": dict(sorted({(g.course, g.course_title) for g in groups}, key=lambda c: c[1])),
        "area": {group.area: group.area_name for group in by_position},
        "mode": {mode.value: str(mode.label) for mode in Course.Mode},
        "theme": {value: str(label) for value, label in Course.Workstream.choices},
    }
    titles = {"course": "Course", "theme": "Sector", "area": "Area", "mode": "Format"}
    return [_facet(titles[name], name, names[name], groups, wanted, path, keep) for name in titles]


def _facet(
    title: str,
    name: str,
    labels: Mapping[str, str],
    groups: Sequence[FilterGroup],
    wanted: EventFilters,
    path: str,
    keep: Mapping[str, str],
) -> Facet:
    now = getattr(wanted, name)
    choices = []
    for value, label in [("", "Any"), *labels.items()]:
        change: dict[str, Any] = {name: value}
        asked = replace(wanted, **change)
        dates = count(groups, asked)
        if dates or not value or value == now:
            choices.append(Choice(label, asked.address(path, keep), dates, value == now))
    return Facet(title, labels.get(now, "") if now else "", choices)
