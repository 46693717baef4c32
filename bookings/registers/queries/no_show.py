"""Who did not come, and has not heard that the register says so."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from bookings.registers.queries.register import UNSETTLED
from training.enrolments.emails.reminder import NO_SHOW, TOLD_WITHIN
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

PUT_RIGHT_WITHIN = timedelta(hours=1)  # a slip on the register is put right before anyone hears


def no_shows_due(now: datetime) -> QuerySet[Enrolment]:
    """People who were absent from a date of the last fortnight whose registers are all closed."""
    open_registers = Session.objects.filter(
        UNSETTLED, event=OuterRef("event"), state=Session.State.PLANNED
    )
    return Enrolment.objects.filter(
        ~Exists(open_registers),
        ~NO_SHOW.was_put(OuterRef("ref")),
        outcome=Enrolment.Outcome.ABSENT,
        status=Enrolment.Status.CONFIRMED,
        event__status=Event.Status.SCHEDULED,
        changed_at__lte=now - PUT_RIGHT_WITHIN,
        event__ends_at__lte=now,
        event__ends_at__gt=now - TOLD_WITHIN,
    ).order_by("pk")
