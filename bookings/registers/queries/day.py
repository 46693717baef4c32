"""A facilitator's sessions: today's, those whose register still waits, those that come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from bookings.registers.queries.register import UNSETTLED
from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import sessions_of
from bookings.visits.models import Booking, BookingGroup
from core.clock import london_date
from core.dates import start_of_day
from training.enrolments.models import Enrolment
from training.events.models import Session
from training.events.queries.event import SESSION_PLACE

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Day:
    """What a facilitator has to do, from one moment on; days are London's."""

    today: list[Session]
    waiting: list[Session]
    coming: list[Session]


def day_of(facilitator: Facilitator, now: datetime) -> Day:
    """Today, the registers that wait from before, and the next fourteen days, in three queries."""
    day = london_date(now)
    today, tomorrow = start_of_day(day), start_of_day(day + timedelta(days=1))
    rows = sessions_of(facilitator, starts_before=tomorrow + AHEAD).filter(
        UNSETTLED | Q(starts_at__gte=today)
    )
    found = list(with_details(rows))
    return Day(
        today=[one for one in found if today <= one.starts_at < tomorrow],
        waiting=[one for one in found if one.starts_at < today],
        coming=[one for one in found if one.starts_at >= tomorrow],
    )


def with_details(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with all that those who deliver them need to know: read by nobody else."""
    confirmed = Q(event__enrolments__status=Enrolment.Status.CONFIRMED)
    needing = confirmed & ~Q(event__enrolments__access_needs="")
    groups = BookingGroup.objects.filter(booking__status__in=Booking.LIVE).order_by(
        "booking", "number"
    )
    holding = Assignment.objects.filter(state__in=Assignment.HOLDING).order_by("role", "pk")
    return (
        sessions.select_related(*SESSION_PLACE, "register")
        .annotate(
            # distinct: beside another join to many people would be counted more than once.
            named=Count("event__enrolments", filter=confirmed, distinct=True),
            needing=Count("event__enrolments", filter=needing, distinct=True),
        )
        .prefetch_related(
            Prefetch("groups", groups.select_related("booking__organisation")),
            Prefetch("assignments", holding.select_related("facilitator__user")),
        )
    )
