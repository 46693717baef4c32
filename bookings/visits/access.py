"""Which bookings a person may see. Anything else is a 404, as if it did not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import booking_organisations, is_office
from accounts.models import User
from bookings.visits.models import Booking
from bookings.visits.queries.booking import bookings_of


def booking_for(user: object, reference: str) -> Booking:
    """A booking of an organisation the person books for. Raises Http404."""
    if not isinstance(user, User):
        raise Http404
    rows = bookings_of(booking_organisations(user))
    # As it may be typed from a letter.
    return get_object_or_404(rows, reference=reference.upper())


def settled_booking_for(user: object, reference: str) -> Booking:
    """A booking of theirs that both sides have agreed. Raises Http404."""
    booking = booking_for(user, reference)
    if not booking.is_settled:
        raise Http404
    return booking


def team_booking_for(user: object, reference: str) -> Booking:
    """Any booking, for the office. Raises Http404."""
    rows = Booking.objects.select_related(
        *("course__current_version", "organisation__area", "event", "requested_by")
    )
    return get_object_or_404(rows if is_office(user) else rows.none(), reference=reference.upper())
