"""What of visits falls due by itself."""

from datetime import timedelta

from bookings.visits.actions.booking_end import forget_contact_phone
from bookings.visits.queries.booking import contact_phones_due
from core.jobs.job import Job, declare

# Kept for thirty days.
declare(
    Job(
        "contact-phones-over",
        due=contact_phones_due,
        act=forget_contact_phone,
        every=timedelta(hours=1),
    )
)
