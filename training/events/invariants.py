"""What must always be true of events and venues."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from core.changes.invariants import declare
from core.search.key_field import stale_keys
from training.events.models import Event, Session, Venue
from training.events.rules.venue import venue_key


@declare("coming-date-is-in-its-venues-area", "A date to come is in the area of its venue.")
def astray(now: datetime) -> Iterable[str]:
    rows = Event.objects.filter(venue__isnull=False, ends_at__gt=now)
    return list(rows.exclude(area=F("venue__area")).values_list("ref", flat=True))


@declare("room-is-of-the-venue", "The room of a session is one of the venue it is at.")
def elsewhere(now: datetime) -> Iterable[str]:
    rows = Session.objects.filter(room__isnull=False)
    rows = rows.annotate(held_at=Coalesce("venue", "event__venue"))
    return list(rows.exclude(held_at=F("room__venue")).values_list("ref", flat=True))


@declare("venue-has-its-key", "A venue is found by the name and postcode that it has.")
def misnamed(now: datetime) -> Iterable[str]:
    for venue in Venue.objects.select_related("organisation").order_by("pk").iterator():
        key = venue_key(venue.name, venue.postcode)
        own = f"{key}|{venue.organisation.ref}" if venue.organisation else key
        if venue.key != own:
            yield venue.ref


@declare("venue-is-found-by-its-words", "A venue is found and sorted by the words that it has.")
def unfindable(now: datetime) -> Iterable[str]:
    return stale_keys(Venue)


@declare("event-runs-a-version-of-its-course", "An event runs a version of its own course.")
def of_another_course(now: datetime) -> Iterable[str]:
    rows = Event.objects.exclude(course_version__course=F("course"))
    return list(rows.values_list("ref", flat=True))
