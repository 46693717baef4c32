"""What there is to filter dates by."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When

from accounts.models import Area
from training.courses.models import Course
from training.events.models import Event
from training.events.queries.event_filters import EventFilters


class FilterGroup(NamedTuple):
    """How many dates there are of one kind: course, area, mode and theme, with places or full."""

    course: str
    course_title: str
    area: str
    area_name: str
    area_position: int
    mode: str
    theme: str
    places: bool  # whether one is free
    dates: int  # how many there are

    def fits(self, filters: EventFilters) -> bool:
        for name, words in filters.asked.items():
            if name == "places":
                if not self.places:
                    return False
            elif getattr(self, name) not in words:
                return False
        return True


def groups_of(events: QuerySet[Event]) -> list[FilterGroup]:
    """How many of the events there are of each kind, in one query."""
    has_places = Case(
        When(Q(places_taken__lt=F("capacity")), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rows = (
        # Without their order, by which Django would group too.
        events.order_by()
        .annotate(has_places=has_places)
        .values_list(
            *("course__slug", "course__title", "area__code", "area__name", "area__position"),
            *("mode", "course__workstream", "has_places"),
        )
        .annotate(dates=Count("pk"))
    )
    return [FilterGroup(*row) for row in rows]


def known(wanted: EventFilters, groups: Sequence[FilterGroup] = ()) -> EventFilters:
    """The filter without a course or an area that does not exist. At most two queries."""
    # Asked only of what no date here has; mostly there is nothing to ask.
    course, area = wanted.one("course"), wanted.one("area")
    if course and course not in {group.course for group in groups}:
        listed = Course.objects.filter(slug=course, is_listed=True)
        wanted = wanted if listed.exists() else wanted.without("course")
    if area and area not in {group.area for group in groups}:
        known_area = Area.objects.filter(code=area)
        wanted = wanted if known_area.exists() else wanted.without("area")
    return wanted
