"""Which files of people were put on a date."""

from django.db.models import Count, QuerySet

from training.enrolments.models import RosterImport
from training.events.models import Event


def imports_of(event: Event) -> QuerySet[RosterImport]:
    """The imports onto a date that stand, latest first, each with `people`: how many it brought."""
    rows = RosterImport.objects.filter(event=event, undone_at__isnull=True)
    counted = rows.select_related("made_by").annotate(people=Count("enrolments"))
    return counted.order_by("-made_at", "-pk")
