"""Which events a person may see. Anything else is a 404, as if it did not exist."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.access import is_whole_office, office_remit
from accounts.models import Area
from accounts.queries.area import areas
from training.events.models import Event, Series, Venue, VenueRoom


def team_event_for(user: object, ref: str) -> Event:
    """An event of where the person is the office. Raises Http404."""
    events = Event.objects.select_related(
        *("course__current_version", "course_version", "area", "venue", "series")
    )
    return get_object_or_404(team_events(user, events), ref=ref)


def team_events(user: object, events: QuerySet[Event]) -> QuerySet[Event]:
    """Of some events those of where the person is the office.

    One that is online or shared by several boroughs is the whole region's.
    """
    return office_remit(user).limit(events, "area")


def team_areas(user: object) -> list[Area]:
    """Where the person may open a date."""
    remit = office_remit(user)
    return [area for area in areas() if remit.holds(area.pk)]


def series_for(user: object, ref: str) -> Series:
    """Any series of dates, for the office of the whole region. Raises Http404."""
    rows = Series.objects.select_related("course")
    return get_object_or_404(rows if is_whole_office(user) else rows.none(), ref=ref)


def team_venues(user: object) -> QuerySet[Venue]:
    """The venues of where the person is the office, retired ones too."""
    return office_remit(user).limit(Venue.objects.select_related("area"), "area")


def venue_for(user: object, ref: str) -> Venue:
    """A venue of where the person is the office. Raises Http404."""
    return get_object_or_404(team_venues(user).select_related("organisation"), ref=ref)


def room_for(user: object, venue_ref: str, ref: str) -> VenueRoom:
    """A room, in use, of a venue of where the person is the office. Raises Http404."""
    rows = VenueRoom.objects.select_related("venue").filter(is_active=True, venue__ref=venue_ref)
    return get_object_or_404(office_remit(user).limit(rows, "venue__area"), ref=ref)
