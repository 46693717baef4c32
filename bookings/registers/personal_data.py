"""What registers keeps about people."""

from bookings.registers.models import Register, RegisterMark
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
impersonal(RegisterMark, "A device's random name, and a state.", "device", "flag")
