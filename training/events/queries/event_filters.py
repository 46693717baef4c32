"""Which events a visitor asks for, from the address and back into one."""

import re
from collections.abc import Callable, Mapping

from django.db.models import F, Q

from core.search.facets import Filters
from training.courses.models import Course

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


class EventFilters(Filters):
    """What has to be true of a date: one of each kind at most."""

    names = (*NAMED, "places")

    @property
    def places(self) -> bool:
        """Whether only dates with places left are asked for."""
        return bool(self.chosen("places"))

    def condition(self, to_event: str = "") -> Q:
        """For a query of events; of what leads to one, by `to_event` ("event__")."""
        asked = {to_event + NAMED[name]: self.one(name) for name in NAMED}
        found = Q(**{name: value for name, value in asked.items() if value})
        if self.places:
            found &= Q(**{f"{to_event}places_taken__lt": F(f"{to_event}capacity")})
        return found


def read(query: Mapping[str, str]) -> EventFilters:
    """The filter in an address; what makes no sense is left out."""
    makes_sense: dict[str, Callable[[str], object]] = {
        "course": COURSE.fullmatch,
        "area": AREA.fullmatch,
        "mode": Course.Mode.values.__contains__,
        "theme": Course.Workstream.values.__contains__,
        "places": YES.__eq__,
    }
    asked = {name: query.get(name, "") for name in EventFilters.names}
    return EventFilters(**{name: [it] for name, it in asked.items() if makes_sense[name](it)})
