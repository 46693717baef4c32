"""Which sessions still need a register."""

from datetime import datetime

from django.db.models import Q, QuerySet

from bookings.registers.models import Register
from training.events.models import Event, Session
from training.events.queries.event import SESSION_PLACE

# Sessions about which nobody has said yet whether and how they went.
UNSETTLED = Q(register__isnull=True) | Q(register__state__in=Register.TAKES_MARKS)


def outcomes_due(now: datetime) -> QuerySet[Register]:
    """Registers that were closed before their session ended, which has ended since."""
    rows = Register.objects.filter(outcomes_due_at__lte=now).select_related("session__event")
    return rows.order_by("outcomes_due_at", "pk")


def unconfirmed_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions that are over and whose register nobody has closed, the oldest first."""
    rows = _going_ahead().filter(UNSETTLED, is_settled=False, ends_at__lte=now)
    return rows.order_by("starts_at", "pk")


def _going_ahead() -> QuerySet[Session]:
    return Session.objects.filter(
        state=Session.State.PLANNED, event__status=Event.Status.SCHEDULED
    ).select_related(*SESSION_PLACE, "register")
