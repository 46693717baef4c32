"""Dates with fewer people than their course needs, about which somebody has to decide."""

from datetime import datetime

from django.db.models import F, QuerySet

from core.clock import london_date
from core.dates import start_of_day
from core.options.store import value
from training.events.models import Event
from training.events.options import MINIMUM_DAYS
from training.events.queries.event import open_events
from training.events.rules.working_days import DAY, add_working_days


def events_short_of_people(now: datetime) -> QuerySet[Event]:
    """Open dates that are near, have too few people and wait for a decision, soonest first."""
    last = add_working_days(london_date(now), value(MINIMUM_DAYS))
    return open_events(now).filter(
        starts_at__lt=start_of_day(last + DAY),
        course__group_min__isnull=False,
        places_taken__lt=F("course__group_min"),
        minimum_waived_at__isnull=True,
    )


def is_short(event: Event, now: datetime) -> bool:
    return events_short_of_people(now).filter(pk=event.pk).exists()
