"""What must always be true of events."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from core.changes.invariants import declare
from training.events.models import Event


@declare("event-runs-a-version-of-its-course", "An event runs a version of its own course.")
def of_another_course(now: datetime) -> Iterable[str]:
    rows = Event.objects.exclude(course_version__course=F("course"))
    return list(rows.values_list("ref", flat=True))
