"""Which bookings a person may see. Anything else is a 404, as if it did not exist."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import booking_organisations, office_remit
from accounts.models import Organisation, User
from bookings.visits.models import Booking
from bookings.visits.queries.booking import bookings_of
from core.access import limit_messages
from core.models import Message


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
    """A booking of an organisation of where the person is the office. Raises Http404."""
    rows = Booking.objects.select_related(
        *("course__current_version", "organisation__area", "event", "requested_by")
    )
    return get_object_or_404(team_bookings(user, rows), reference=reference.upper())


def team_bookings(user: object, rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """Of some bookings those of organisations of where the person is the office."""
    return office_remit(user).limit(rows, "organisation__area")


@limit_messages("visits")
def messages_about_bookings(user: object, rows: QuerySet[Message]) -> QuerySet[Message]:
    """None about a booking of other boroughs: some people book in several."""
    remit = office_remit(user)
    if remit.is_whole:
        return rows
    theirs = remit.limit(Organisation.objects.all(), "area")
    others = Booking.objects.filter(reference=OuterRef("about")).exclude(organisation__in=theirs)
    return rows.exclude(Exists(others))
