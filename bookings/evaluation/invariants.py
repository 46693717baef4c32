"""What must always be true of evaluations."""

from collections.abc import Iterable
from datetime import datetime

from bookings.evaluation.models import Evaluation
from bookings.evaluation.queries.evaluation import feedback_forgotten
from core.changes.invariants import declare
from training.enrolments.models import Enrolment


@declare("answers-are-of-those-on-it", "Only people with a confirmed place say how it was.")
def strangers_answers(now: datetime) -> Iterable[str]:
    """Evaluations of places that were not confirmed."""
    rows = Evaluation.objects.exclude(enrolment__status=Enrolment.Status.CONFIRMED)
    return list(rows.values_list("ref", flat=True))


@declare("who-came-is-asked", "Who came and is to be asked how it was is known to the worker.")
def forgotten(now: datetime) -> Iterable[str]:
    """Places whose people would never be asked."""
    return list(feedback_forgotten(now).values_list("ref", flat=True))
