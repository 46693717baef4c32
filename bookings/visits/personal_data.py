"""What visits keeps about people."""

from bookings.visits.models import Booking, BookingGroup
from core.privacy.personal_data import Erased, Merged, Retention, impersonal, personal

personal(
    Booking,
    "requested_by",
    whose="requested_by",
    retention=Retention.BOOKING,
    erased=Erased.ANONYMISED,
    merged=Merged.MOVES,
)
personal(
    Booking,
    *("staff_in_room", "notes", "one_off_reason"),
    whose="requested_by",
    retention=Retention.BOOKING,
    erased=Erased.EMPTIED,
)
personal(
    Booking,
    "contact_phone",
    whose="requested_by",
    retention=Retention.VISIT_CONTACT,
    erased=Erased.EMPTIED,
)
impersonal(Booking, "A public reference, and a room.", "reference", "place")
impersonal(BookingGroup, "What a group is called: Class 9A. Never who is in it.", "label")
