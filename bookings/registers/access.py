"""Which registers, and what people need on the day, somebody may see. Else a 404."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import office_remit
from accounts.models import User
from bookings.registers.models import WalkIn
from bookings.rota.models import Assignment
from core.queries.prepared_read import PreparedRead
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import ACCESS_NEEDS_KEPT
from training.events.models import Event, Session
from training.events.queries.event import SESSION_PLACE

SESSIONS = PreparedRead(
    lambda ref: Session.objects.select_related(*SESSION_PLACE, "register__closed_by").filter(
        ref=ref
    ),
    str,
)


def register_for(user: object, session_ref: str) -> Session:
    """A session whose register the person may fill in: theirs to deliver, or where they are the
    office. Raises Http404.
    """
    session = next(iter(SESSIONS.rows(session_ref)), None)
    if session is None:
        raise Http404
    held = Assignment.objects.filter(
        facilitator__user=user if isinstance(user, User) else None,
        session=session,
        state__in=Assignment.HOLDING,
    )
    if not office_remit(user).holds(session.event.area_id) and not held.exists():
        raise Http404
    return session


def register_once_for(user: object, session_ref: str) -> tuple[Session, bool]:
    """A session whose register the person may fill in, or might once; and whether they still may.

    What somebody marked while it was theirs is not lost because it no longer is: it is stored
    with a flag (rule 38). Of the register they see nothing any more. Raises Http404 for whoever
    never was on the session.
    """
    rows = Session.objects.select_related(*SESSION_PLACE)
    if session := office_remit(user).limit(rows, "event__area").filter(ref=session_ref).first():
        return session, True
    own = Assignment.objects.filter(
        session__ref=session_ref, facilitator__user=user if isinstance(user, User) else None
    )
    states = set(own.values_list("state", flat=True))
    if not states:
        raise Http404
    return get_object_or_404(rows, ref=session_ref), bool(states & set(Assignment.HOLDING))


def walk_in_for(user: object, ref: str) -> WalkIn:
    """Somebody who came without a place, where the person is the office. Raises Http404."""
    rows = WalkIn.objects.select_related(
        "register__session__event__course", "register__session__event__area", "enrolment"
    )
    here = office_remit(user).limit(rows, "register__session__event__area")
    return get_object_or_404(here, ref=ref)


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
    return named.order_by("person__search_key", "pk")
