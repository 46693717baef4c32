"""What rota keeps about people."""

from bookings.rota.models import Assignment, AssuranceCheck, Facilitator
from core.privacy.personal_data import Erased, Merged, Retention, impersonal, personal

personal(
    Facilitator,
    "user",
    whose="user",
    retention=Retention.ACCOUNT,
    erased=Erased.ANONYMISED,
    merged=Merged.REFUSED,
)
personal(
    AssuranceCheck,
    *("kind", "made_date", "due_date"),
    whose="facilitator__user",
    retention=Retention.ACCOUNT,
    erased=Erased.DELETED,
)
personal(
    AssuranceCheck,
    "seen_by",
    whose="seen_by",
    retention=Retention.ACCOUNT,
    erased=Erased.COUNTED,
    exported=False,
)
impersonal(AssuranceCheck, "Random.", "ref")
impersonal(Assignment, "Random.", "calendar_uid")
