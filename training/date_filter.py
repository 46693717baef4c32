"""Which dates a visitor asks for, from the address and back into one. A tool: words in, links out.

Whatever is not a known word is left out: an address that somebody shared always shows a page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Q

from training.models import Course

COURSE = re.compile(r"[a-z0-9_-]{1,80}", re.ASCII)
AREA = re.compile(r"[A-Z0-9]{1,10}", re.ASCII)
YES = "yes"
# What is chosen one of, and the field of an event that has it.
NAMED = {
    "course": "course__slug",
    "area": "area__code",
    "mode": "mode",
    "theme": "course__workstream",
}


@dataclass(frozen=True)
class DateFilter:
    """What has to be true of a date. Empty: anything."""

    course: str = ""
    area: str = ""
    mode: str = ""
    theme: str = ""
    places: bool = False

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.pairs())

    def pairs(self) -> dict[str, str]:
        """As it stands in an address."""
        chosen = {name: getattr(self, name) for name in NAMED}
        return {name: value for name, value in chosen.items() if value} | (
            {"places": YES} if self.places else {}
        )

    def address(self, path: str, keep: Mapping[str, str] | None = None) -> str:
        """An address with this filter, and what else it has to keep."""
        query = urlencode({**(keep or {}), **self.pairs()})
        return f"{path}?{query}" if query else path

    def condition(self, to_event: str = "") -> Q:
        """For a query of events; of what leads to one, by `to_event` ("event__")."""
        asked = {to_event + NAMED[name]: getattr(self, name) for name in NAMED}
        found = Q(**{name: value for name, value in asked.items() if value})
        if self.places:
            found &= Q(**{f"{to_event}places_taken__lt": F(f"{to_event}capacity")})
        return found


class Group(NamedTuple):
    """How many dates there are of one kind: course, area, mode and theme, with places or full."""

    course: str
    course_title: str
    area: str
    area_name: str
    area_position: int
    mode: str
    theme: str
    places: bool
    dates: int

    def fits(self, wanted: DateFilter) -> bool:
        """Whether the filter lets it through."""
        return (
            wanted.course in {"", self.course}
            and wanted.area in {"", self.area}
            and wanted.mode in {"", self.mode}
            and wanted.theme in {"", self.theme}
            and (self.places or not wanted.places)
        )


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


def read(query: Mapping[str, str]) -> DateFilter:
    """The filter in an address; what makes no sense is left out."""
    course, area, mode, theme = (query.get(name, "") for name in NAMED)
    return DateFilter(
        course=course if COURSE.fullmatch(course) else "",
        area=area if AREA.fullmatch(area) else "",
        mode=mode if mode in Course.Mode.values else "",
        theme=theme if theme in Course.Workstream.values else "",
        places=query.get("places") == YES,
    )


def count(groups: Iterable[Group], wanted: DateFilter) -> int:
    """How many dates a filter lets through."""
    return sum(group.dates for group in groups if group.fits(wanted))


def facets_of(
    groups: Sequence[Group], wanted: DateFilter, path: str, keep: Mapping[str, str]
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
    groups: Sequence[Group],
    wanted: DateFilter,
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
