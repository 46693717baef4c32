"""Which events a person may see. Anything else is a 404, as if it did not exist."""

from django.shortcuts import get_object_or_404

from accounts.access import is_office
from training.events.models import Event, Series


def team_event_for(user: object, ref: str) -> Event:
    """Any event, for the office. Raises Http404."""
    events = Event.objects.select_related(
        *("course__current_version", "course_version", "area", "series")
    )
    return get_object_or_404(events if is_office(user) else events.none(), ref=ref)


def series_for(user: object, ref: str) -> Series:
    """Any series of dates, for the office. Raises Http404."""
    rows = Series.objects.select_related("course")
    return get_object_or_404(rows if is_office(user) else rows.none(), ref=ref)
