"""What of visits falls due by itself."""

from bookings.visits.actions.booking_end import forget_contact_phone
from bookings.visits.queries.booking import contact_phones_due
from core.jobs.worker import Job, register

register(Job("contact-phones-over", due=contact_phones_due, act=forget_contact_phone))
