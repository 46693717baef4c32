"""What came of many places at once."""

from collections.abc import Sequence
from datetime import datetime

from training.models import Enrolment


def set_first_outcomes_locked(
    enrolments: Sequence[Enrolment], outcome: Enrolment.Outcome, *, now: datetime
) -> None:
    """Keep the outcome of people who had none, in one statement however many they are."""
    Enrolment.objects.filter(
        pk__in=[one.pk for one in enrolments], outcome=Enrolment.Outcome.NONE_YET
    ).update(outcome=outcome, changed_at=now)
