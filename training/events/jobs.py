"""What of events falls due by itself."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from core.jobs.job import Job, Subject, declare
from training.events.actions.venue import follow_organisation
from training.events.models import Venue
from training.events.queries.venue import school_venues_behind


def behind(now: datetime) -> QuerySet[Venue]:
    return school_venues_behind()


VENUE = Subject(rows=Venue.objects.all, words=lambda row: row.name)

# A school changes its name once in years, and nobody waits for it.
declare(
    Job(
        "school-venues-follow",
        due=behind,
        act=follow_organisation,
        every=timedelta(minutes=10),
        label="Take over the new name or address of a school",
        of=VENUE,
    )
)
