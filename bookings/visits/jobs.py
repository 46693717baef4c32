"""What of visits falls due by itself."""

from datetime import timedelta

from bookings.visits.actions.booking_end import forget_contact_phone
from bookings.visits.models import Booking
from bookings.visits.queries.booking import contact_phones_due
from core.jobs.job import Job, Subject, declare

BOOKING = Subject(
    rows=lambda: Booking.objects.select_related("organisation"),
    words=lambda row: f"{row.reference}, {row.organisation.name}",
)

# Kept for thirty days.
declare(
    Job(
        "contact-phones-over",
        due=contact_phones_due,
        act=forget_contact_phone,
        every=timedelta(hours=6),
        label="Forget a telephone number that was for one day",
        of=BOOKING,
    )
)
