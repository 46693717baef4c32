"""Which courses a visitor asks for, from an address. A tool: words in, yes or no out; no query.

Whatever is not a known word is left out: an address that somebody shared always shows a page.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from accounts.models import Area
from core.search.facets import NONE, Filters, Words
from training.courses.models import Course
from training.courses.presenters.audience import AUDIENCES, audience_of

Kind = Course.Kind
NAMES = ("audience", "theme", "stage", "mode", "area", "length", "places")
YES = "yes"

STAGES = MappingProxyType(
    {
        "eyfs": ("N", "R"),
        "ks1": ("Y1", "Y2"),
        "ks2": ("Y3", "Y4", "Y5", "Y6"),
        "ks3": ("Y7", "Y8", "Y9"),
        "ks4": ("Y10", "Y11"),
        "ks5": ("Y12", "Y13", "Y14"),
    }
)
ADULTS = "adults"
SHORT, HALF, FULL = "short", "half", "full"
TWO_HOURS, FOUR_HOURS = 120, 240  # minutes
KNOWN = MappingProxyType(
    {
        "audience": frozenset(audience.key for audience in AUDIENCES),
        "theme": frozenset(map(str, Course.Workstream.values)),
        "stage": frozenset((*STAGES, ADULTS)),
        "mode": frozenset({Course.Mode.ONLINE.value, Course.Mode.IN_PERSON.value}),
        "length": frozenset({SHORT, HALF, FULL}),
        "places": frozenset({YES}),
    }
)


class Query(Protocol):
    """What an address asks, as Django reads it."""

    def getlist(self, key: str) -> list[str]:
        """All that is asked under one name."""


class CourseFilters(Filters):
    """What has to be true of a course."""

    names = NAMES

    @classmethod
    def read(cls, query: Query, areas: Collection[str]) -> "CourseFilters":
        """The filters in an address, of these areas; what makes no sense is left out."""
        known = {**KNOWN, "area": frozenset(areas)}
        # An intersection: no word of the visitor's own gets any further.
        return cls(**{name: known[name].intersection(query.getlist(name)) for name in NAMES})


@dataclass(frozen=True)
class Traits:
    """What a course has of each kind. `area` is empty when it goes everywhere."""

    audience: Words
    theme: Words
    stage: Words
    mode: Words
    area: Words
    length: Words
    places: Words  # the areas of its coming dates that have a place left

    def fits(self, filters: CourseFilters) -> bool:
        return all(self.has(name, filters) for name in filters.asked)

    def has(self, name: str, filters: CourseFilters) -> bool:
        """Whether it has one of what is chosen of one kind."""
        wanted = filters.chosen(name)
        if name == "places":
            areas = filters.chosen("area")
            # Whoever looks in their own borough can come to a date for the whole region, too.
            return bool(self.places & (areas | {Area.REGIONAL}) if areas else self.places)
        if name == "area" and not self.area:
            return True
        own: Words = getattr(self, name)
        return bool(own & wanted)


def traits_of(course: Course, *, areas: Iterable[str], places: Iterable[str]) -> Traits:
    """What a course has, given the areas it is kept to and those of its dates with places."""
    return Traits(
        audience=frozenset({audience_of(course).key}),
        theme=frozenset({course.workstream}),
        stage=stages_of(course),
        mode=modes_of(course),
        area=frozenset(areas),
        length=length_of(course),
        places=frozenset(places),
    )


def stages_of(course: Course) -> Words:
    """The key stages of its year groups; adults for what professionals and parents come to."""
    groups = set(course.year_groups)
    found = {key for key, years in STAGES.items() if groups.intersection(years)}
    if course.kind in {Kind.PROFESSIONAL, Kind.COMMUNITY}:
        found.add(ADULTS)
    return frozenset(found)


def modes_of(course: Course) -> Words:
    """Online, in person, or both."""
    return KNOWN["mode"] if course.mode == Course.Mode.EITHER else frozenset({course.mode})


def length_of(course: Course) -> Words:
    """How long it is; nothing for what is agreed first or is not ours to say."""
    if course.route == Course.Route.ENQUIRE or course.kind == Kind.COMMISSIONED:
        return NONE
    minutes = course.current_version.total_minutes
    if minutes < TWO_HOURS:
        return frozenset({SHORT})
    return frozenset({HALF if minutes <= FOUR_HOURS else FULL})
