"""How many people came."""

from collections.abc import Sequence

from django.db.models import Count

from training.enrolments.models import Enrolment
from training.events.models import Event


def came_to(events: Sequence[Event]) -> dict[int, int]:
    """How many people the registers say came, to the whole or a part; by event, one query."""
    came = Enrolment.objects.filter(
        event__in=[event.pk for event in events],
        outcome__in=[Enrolment.Outcome.ATTENDED, Enrolment.Outcome.PART],
    )
    counted = came.order_by().values("event").annotate(number=Count("pk"))
    return dict(counted.values_list("event", "number"))
