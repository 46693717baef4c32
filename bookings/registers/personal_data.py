"""What registers keeps about people."""

from bookings.registers.models import (
    Attendance,
    Headcount,
    Register,
    RegisterMark,
    WalkIn,
)
from core.privacy.personal_data import Erased, Retention, impersonal, personal

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
personal(
    RegisterMark,
    "uploaded_by",
    whose="uploaded_by",
    retention=Retention.ATTENDANCE,
    erased=Erased.COUNTED,
    exported=False,
)
# Of somebody without an account: what leads to them goes, that one person came is kept.
personal(
    RegisterMark,
    "name_given",
    whose="",
    retention=Retention.ATTENDANCE,
    erased=Erased.EMPTIED,
    exported=False,
)
personal(
    WalkIn,
    *("name", "email"),
    whose="",
    retention=Retention.ATTENDANCE,
    erased=Erased.ANONYMISED,
    exported=False,
)
personal(
    WalkIn,
    "value",
    whose="enrolment__person",
    retention=Retention.ATTENDANCE,
    erased=Erased.COUNTED,
)
impersonal(
    RegisterMark,
    "A device's random name, a reference that leads to nobody, and states.",
    *("device", "flag", "people_kind", "unknown_ref"),
)
impersonal(Register, "How a session counts.", "workstream", "strand", "tier", "counts_as")
impersonal(Attendance, "A kind of workplace, as thousands are.", "organisation_kind", "phase")
impersonal(Headcount, "A kind of school, as hundreds are.", "organisation_kind", "phase")
