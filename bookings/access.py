"""Which rows of bookings a person may see. Anything else is a 404, as if it did not exist."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import booking_organisations, is_office
from accounts.models import User
from bookings.links import EVALUATION
from bookings.models import Assignment, Booking, Facilitator
from bookings.queries.booking import bookings_of
from bookings.queries.facilitator import facilitator_users
from core import links
from training.models import Enrolment, Event, Session
from training.queries.enrolment import ACCESS_NEEDS_KEPT


def booking_for(user: object, reference: str) -> Booking:
    """A booking of an organisation the person books for. Raises Http404."""
    if not isinstance(user, User):
        raise Http404
    rows = bookings_of(booking_organisations(user))
    return get_object_or_404(rows, reference=reference.upper())


def settled_booking_for(user: object, reference: str) -> Booking:
    """A booking of theirs that both sides have agreed. Raises Http404."""
    booking = booking_for(user, reference)
    if not booking.is_settled:
        raise Http404
    return booking


def team_booking_for(user: object, reference: str) -> Booking:
    """Any booking, for the office. Raises Http404."""
    rows = Booking.objects.select_related("course", "organisation__area", "event", "requested_by")
    return get_object_or_404(rows if is_office(user) else rows.none(), reference=reference.upper())


def session_for_team(user: object, ref: str) -> Session:
    """Any session that is not called off, for the office. Raises Http404."""
    rows = Session.objects.select_related("event__course", "event__area").filter(
        state=Session.State.PLANNED
    )
    rows = rows.exclude(event__status=Event.Status.CANCELLED)
    return get_object_or_404(rows if is_office(user) else rows.none(), ref=ref)


def assignment_for_team(user: object, session_ref: str, person_ref: str) -> Assignment:
    """Someone's present part in a session, for the office. Raises Http404."""
    rows = Assignment.objects.select_related("session__event__course", "facilitator__user").filter(
        state__in=Assignment.HOLDING
    )
    return get_object_or_404(
        rows if is_office(user) else rows.none(),
        session__ref=session_ref,
        facilitator__user__ref=person_ref,
    )


def facilitator_user_for_team(user: object, ref: str) -> User:
    """Anyone whose role is facilitator, for the office. Raises Http404."""
    rows = facilitator_users()
    return get_object_or_404(rows if is_office(user) else rows.none(), ref=ref)


def facilitator_of(user: object) -> Facilitator:
    """The person's own record as a facilitator. Raises Http404."""
    if not isinstance(user, User):
        raise Http404
    rows = Facilitator.objects.select_related("user")
    return get_object_or_404(rows, user=user, is_active=True)


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


def evaluation_link(token: str, now: datetime) -> tuple[Enrolment, bool]:
    """Whose questions a link in a mail opens, and whether it still does. Raises Http404."""
    row = links.find(EVALUATION, token)
    if row is None:
        raise Http404
    rows = Enrolment.objects.select_related("event__course", "event__area")
    return get_object_or_404(rows, ref=row.about), links.opens(row, now)
