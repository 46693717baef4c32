"""What bookings, the rota and registers keep about people. Of pupils: nothing, ever."""

from bookings.models import (
    Answer,
    Assignment,
    Booking,
    BookingGroup,
    Facilitator,
    Question,
    Register,
    RegisterMark,
)
from core.people import Erased, Merged, Retention, impersonal, personal

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
personal(
    Facilitator,
    "user",
    whose="user",
    retention=Retention.ACCOUNT,
    erased=Erased.ANONYMISED,
    merged=Merged.REFUSED,
)
personal(
    Facilitator,
    *("dbs_due_date", "safeguarding_due_date"),
    whose="user",
    retention=Retention.ACCOUNT,
    erased=Erased.EMPTIED,
)
impersonal(Assignment, "Random.", "calendar_uid")
personal(
    Register,
    "closed_by",
    whose="closed_by",
    retention=Retention.ATTENDANCE,
    erased=Erased.COUNTED,
    exported=False,
)
personal(
    RegisterMark,
    "value",
    whose="enrolment__person",
    retention=Retention.ATTENDANCE,
    erased=Erased.COUNTED,
)
personal(
    RegisterMark,
    "captured_by",
    whose="captured_by",
    retention=Retention.ATTENDANCE,
    erased=Erased.COUNTED,
    exported=False,
)
impersonal(RegisterMark, "A device's random name, and a state.", "device", "flag")
impersonal(Question, "What everyone is asked.", "words", "choices")
personal(
    Answer,
    "text",
    whose="evaluation__enrolment__person",
    retention=Retention.OPINION,
    erased=Erased.EMPTIED,
)
