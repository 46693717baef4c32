"""Which registers, and what people need on the day, somebody may see. Else a 404."""

from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.access import is_office
from accounts.models import User
from bookings.rota.models import Assignment
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import ACCESS_NEEDS_KEPT
from training.events.models import Event, Session


def register_for(user: object, session_ref: str) -> Session:
    """A session whose register the person may fill in: theirs to deliver, or any for the office.

    Raises Http404.
    """
    rows = Session.objects.select_related("event__course", "event__area")
    if not is_office(user):
        rows = rows.filter(
            assignments__facilitator__user=user if isinstance(user, User) else None,
            assignments__state__in=Assignment.HOLDING,
        )
    return get_object_or_404(rows, ref=session_ref)


def access_needs_for(user: object, event: Event, now: datetime) -> QuerySet[Enrolment]:
    """Whoever comes to an event and has said what would help them, by name.

    For those who deliver it and for nobody else, the office included; nothing once it is to be
    deleted, even when the worker has not come round.
    """
    rows = Enrolment.objects.filter(
        event=event, status=Enrolment.Status.CONFIRMED, event__ends_at__gte=now - ACCESS_NEEDS_KEPT
    )
    delivers = isinstance(user, User) and Assignment.objects.filter(
        session__event=event, facilitator__user=user, state__in=Assignment.HOLDING
    )
    if not delivers:
        return rows.none()
    named = rows.exclude(access_needs="").select_related("person")
    return named.order_by("person__name", "pk")
