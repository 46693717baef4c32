"""What must always be true of bookings."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from bookings.visits.models import Booking
from bookings.visits.queries.booking import contact_phones_due
from core.changes.invariants import declare
from training.enrolments.invariants import FORGOTTEN_WITHIN
from training.events.models import Event


@declare("booking-has-its-event", "A booking that both sides agreed on has a scheduled event.")
def without_event(now: datetime) -> Iterable[str]:
    agreed = Booking.objects.filter(status__in=Booking.SETTLED)
    fits = Q(event__status=Event.Status.SCHEDULED, event__entry=Event.Entry.RESERVED)
    return list(agreed.exclude(fits).values_list("reference", flat=True))


@declare("hosts-staff-are-known", "A visit's date names every adult who stays in the room.")
def unknown_staff(now: datetime) -> Iterable[str]:
    """Bookings whose member of staff their event does not name: the rota would not see them."""
    rows = Booking.objects.filter(status__in=Booking.LIVE, event__isnull=False)
    named = rows.values_list("reference", "staff_in_room", "event__host_staff")
    return [reference for reference, name, known in named if name not in known]


@declare("contact-phones-are-forgotten", "The phone number for a visit is not kept for ever.")
def phones_kept(now: datetime) -> Iterable[str]:
    """Bookings that still have it a day after it should have been forgotten."""
    due = contact_phones_due(now - FORGOTTEN_WITHIN)
    return list(due.values_list("reference", flat=True))
