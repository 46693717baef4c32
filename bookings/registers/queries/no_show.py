"""Who did not come, and has not heard that the register says so."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from bookings.registers.queries.register import UNSETTLED
from core.models import Message
from training.enrolments.emails.reminder import TOLD_WITHIN
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

PUT_RIGHT_WITHIN = timedelta(hours=1)  # a slip on the register is put right before anyone hears


def no_shows_due(now: datetime) -> QuerySet[Enrolment]:
    """People who were absent from a date of the last fortnight whose registers are all closed."""
    open_registers = Session.objects.filter(
        UNSETTLED, event=OuterRef("event"), state=Session.State.PLANNED
    )
    told = Message.objects.filter(dedupe_key=Concat(Value("no_show:"), OuterRef("ref")))
    return Enrolment.objects.filter(
        ~Exists(open_registers),
        ~Exists(told),
        outcome=Enrolment.Outcome.ABSENT,
        status=Enrolment.Status.CONFIRMED,
        event__status=Event.Status.SCHEDULED,
        changed_at__lte=now - PUT_RIGHT_WITHIN,
        event__ends_at__lte=now,
        event__ends_at__gt=now - TOLD_WITHIN,
    ).order_by("pk")
