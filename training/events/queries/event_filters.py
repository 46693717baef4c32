"""Which events a visitor asks for, from the address and back into one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Q

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


@dataclass(frozen=True)
class EventFilters:
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


def read(query: Mapping[str, str]) -> EventFilters:
    """The filter in an address; what makes no sense is left out."""
    course, area, mode, theme = (query.get(name, "") for name in NAMED)
    return EventFilters(
        course=course if COURSE.fullmatch(course) else "",
        area=area if AREA.fullmatch(area) else "",
        mode=mode if mode in Course.Mode.values else "",
        theme=theme if theme in Course.Workstream.values else "",
        places=query.get("places") == YES,
    )
